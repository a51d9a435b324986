"""What computed a store: digests of the code that decides numbers, and versions of what it stands on."""

from milieusim.campaign.experiment.own_things import own_things
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


def code_digests(own=None):
    """Return the digest of each part of the code that decides numbers, with what somebody added to it.

    Parameters
    ----------
    own : OwnThings or dict of str to function, optional
        Rules, metrics and agent classes of somebody's own; or rules alone, beside the metrics that are registered.

    Returns
    -------
    dict of str to str

    Raises
    ------
    ConfigError
        If something that was added uses what no digest can stand for, such as an open file.
    """
    return {part: sources_digest(*places) for part, places in CODE.items()} | own_things(own).digests()


def outcome_digests(outcomes):
    """Return the digest of what works out measures by day and hour; nothing where none are asked for.

    Parameters
    ----------
    outcomes : mapping
        As in a manifest.

    Returns
    -------
    dict of str to str
    """
    return {"outcomes": sources_digest("analysis/series.py")} if outcomes else {}


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
