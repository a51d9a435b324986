"""What computed a store: digests of the code that decides numbers, and versions of what it stands on."""

from milieusim.digests import sources_digest

CODE = {
    "rules": ("rules",),
    "ward": ("ward",),
    "engines": ("engines",),
    "ledger": ("ledger",),
    "designs": ("config/parts",),
    "words": ("vocabulary.py", "kinds.py", "incident_kinds.py"),
    "metrics": ("analysis/metrics",),
}
"""Part of the code, as manifests and messages call it -> where it lies in the package."""


def code_digests(rules=None):
    """Return the digest of each part of the code that decides numbers, with what somebody added to it.

    Parameters
    ----------
    rules : dict of str to function, optional
        Rules that are replaced.

    Returns
    -------
    dict of str to str

    Raises
    ------
    ConfigError
        If something that was added uses what no digest can stand for, such as an open file.
    """
    return {part: sources_digest(*places) for part, places in CODE.items()} | _of_own(rules)


def _of_own(rules):
    """Return the digests of what somebody added, the same where it was sent to without its source."""
    from milieusim.analysis.metrics.metrics import FAMILIES, METRICS

    home = {id(vars(family)) for family in FAMILIES}
    added = {name: m.function for name, m in METRICS.items() if not _is_of(m.function, home)}
    own = {f"rule {name}": rule for name, rule in sorted((rules or {}).items())}
    own |= {f"metric {name}": metric for name, metric in sorted(added.items())}
    if not own:
        return {}
    from milieusim.own_code import content_digests

    return content_digests(own)


def _is_of(function, scopes):
    # The name of its module does not tell: whoever wraps a function usually copies that too.
    return id(getattr(function, "__globals__", None)) in scopes


def versions():
    """Return the versions of what computes and of what writes."""
    import platform
    from importlib import metadata

    import milieusim

    found = {"milieusim": milieusim.__version__, "python": platform.python_version()}
    for name in ("numpy", "numba", "pyarrow"):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found
