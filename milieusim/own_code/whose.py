"""Whose something is: somebody's own, which may change between two runs, or installed under a name and a version."""

import functools
import sys
import sysconfig
from functools import cache
from importlib import metadata
from pathlib import Path

INSTALLED = {"site-packages", "dist-packages"}
MAIN = ("__main__", "__mp_main__")


def is_own(name):
    """Return whether a module is somebody's own: neither milieusim nor Python's nor an installed library's."""
    if not isinstance(name, str) or name in MAIN:
        return True
    top = name.partition(".")[0]
    if top == "milieusim" or top in sys.builtin_module_names:
        return False
    module = sys.modules.get(name) or sys.modules.get(top)
    if getattr(getattr(module, "__spec__", None), "origin", None) in ("built-in", "frozen"):
        return False
    places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
    return not any(_is_installed(place) for place in places if place)


@cache
def _is_installed(place):
    path = Path(place).resolve()
    if INSTALLED & {*path.parts, *Path(place).parts}:
        return True
    return any(
        path.is_relative_to(Path(sysconfig.get_paths()[part]).resolve()) for part in ("stdlib", "platstdlib")
    )


def name_of(thing):
    """Return what messages call a function or class of somebody's own; of an object, what its class is called."""
    thing = unwrapped(thing)
    return getattr(thing, "__qualname__", None) or type(thing).__qualname__


def unwrapped(thing):
    """Return the function or class that `functools.partial` was given."""
    while isinstance(thing, functools.partial):
        thing = thing.func
    return thing


def installed_name(value):
    """Return the module and the name under which a library holds that very thing, or None."""
    module = getattr(value, "__module__", None) or type(value).__module__
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if not isinstance(module, str) or not isinstance(name, str) or is_own(module):
        return None
    found = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return (module, name) if found is value else None


def is_own_through(kind):
    """Return whether a class and all that it comes from are somebody's own."""
    return kind is not object and all(base is object or is_own(base.__module__) for base in kind.__mro__)


@cache
def version_of(module):
    """Return the version of the library of a module; none of milieusim, which digests its own code, or of Python."""
    top = module.partition(".")[0]
    if top == "milieusim" or top in sys.stdlib_module_names:
        return ""
    try:
        return str(getattr(sys.modules.get(top), "__version__", None) or metadata.version(top))
    except metadata.PackageNotFoundError:
        return ""
