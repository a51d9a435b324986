"""Whose code something is: somebody's own, which may change between two runs, or installed under a version."""

import hashlib
import importlib
import sys
import sysconfig
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

INSTALLED = {"site-packages", "dist-packages"}
MAIN = ("__main__", "__mp_main__")
_ON_THE_HEAP = 1 << 9  # of the flags of a type: made while a program runs


def is_own(name):
    """Return whether a module is somebody's own: neither milieusim nor Python's nor an installed library's."""
    if not isinstance(name, str) or name in MAIN:
        return True
    top = name.partition(".")[0]
    if top == "milieusim" or top in sys.builtin_module_names:
        return False
    module = sys.modules.get(name) or sys.modules.get(top)
    if module is None:
        return True
    spec = getattr(module, "__spec__", None)
    places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
    if getattr(spec, "origin", None) in ("built-in", "frozen"):
        return False
    return not any(_is_installed(place) for place in places if place)


@cache
def _is_installed(place):
    path = Path(place).resolve()
    if INSTALLED & {*path.parts, *Path(place).parts}:
        return True
    own = [Path(sysconfig.get_paths()[part]).resolve() for part in ("stdlib", "platstdlib")]
    return any(path.is_relative_to(folder) for folder in own)


def is_installed_as(value, module, qualified):
    """Return whether an installed module holds that very thing under that name."""
    if module is None or is_own(module):
        return False
    found = sys.modules.get(module)
    for part in qualified.split("."):
        found = getattr(found, part, None)
    return found is value


def is_named_type(kind):
    """Return whether the name of a class says all: Python's own, or one of an installed library."""
    if is_installed_as(kind, kind.__module__, kind.__qualname__):
        return True
    return not kind.__flags__ & _ON_THE_HEAP and not is_own(kind.__module__)


@cache
def version_of(module):
    """Return the version of the library of a module; none of milieusim, which digests its own code, or of Python.

    An own module that was compiled has no code to look into: what stands in its file is its version.
    """
    top = module.partition(".")[0]
    if is_own(module):
        file = getattr(sys.modules.get(module), "__file__", None)
        is_compiled = bool(file) and not file.endswith(".py") and Path(file).is_file()
        return hashlib.sha256(Path(file).read_bytes()).hexdigest() if is_compiled else ""
    if top == "milieusim" or top in sys.stdlib_module_names:
        return ""
    try:
        return str(getattr(sys.modules.get(top), "__version__", None) or metadata.version(top))
    except metadata.PackageNotFoundError:
        return ""


def imported(name):
    """Return a module by name, or its name alone if it is no own one, or None if there is none."""
    top = name.partition(".")[0]
    try:
        if top not in sys.modules and _is_elsewhere(top):
            return name
        if top in sys.modules and not is_own(top):
            return name
        return importlib.import_module(name)
    except (ImportError, ValueError):
        return None


def _is_elsewhere(top):
    spec = find_spec(top)
    if spec is None:
        raise ImportError(top)
    return spec.origin in ("built-in", "frozen") or bool(spec.origin and _is_installed(spec.origin))
