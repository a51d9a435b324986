"""Digests of what decides the numbers of a run: code, designs, parameters."""

import hashlib
import json
from functools import cache
from importlib.resources import files

CODE = {
    "rules": ("rules", None),
    "ward": ("ward", None),
    "engines": ("engines", None),
    "words": ("", ["vocabulary.py", "kinds.py"]),
    "metrics": ("analysis/metrics", None),
}
SUBFOLDERS = {"basics", "compiled", "agents"}


def digest_of(document):
    """Return the digest of plain data."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _shipped_code():
    return {part: _of_folder(folder, names) for part, (folder, names) in CODE.items()}


def _of_folder(folder, names):
    root = files("milieusim").joinpath(folder) if folder else files("milieusim")
    digest = hashlib.sha256()
    for path, content in sorted(_sources(root, "")):
        if names is None or path in names:
            digest.update(f"{path}\0".encode() + content.replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def _sources(folder, prefix):
    for entry in folder.iterdir():
        if entry.is_dir() and not prefix and entry.name in SUBFOLDERS:
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".py"):
            yield f"{prefix}{entry.name}", entry.read_bytes()


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
    from milieusim.analysis.metrics.metrics import FAMILIES, METRICS

    home = {id(vars(family)) for family in FAMILIES}
    added = {name: m.function for name, m in METRICS.items() if not _is_of(m.function, home)}
    own = {f"rule {name}": rule for name, rule in sorted((rules or {}).items())}
    own |= {f"metric {name}": metric for name, metric in sorted(added.items())}
    if not own:
        return dict(_shipped_code())
    from milieusim.own_code.function_digest import content_digests

    return {**_shipped_code(), **content_digests(own)}


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
