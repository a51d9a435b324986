"""Whose something is: somebody's own, which may change between two runs, or installed under a name and a version."""

import functools
import sys
import sysconfig
from functools import cache
from importlib import metadata
from pathlib import Path


def is_own(name):
    """Return whether a module is somebody's own: neither milieusim nor Python's nor an installed library's."""
    if not isinstance(name, str) or name in ("__main__", "__mp_main__"):
        return True
    top = name.partition(".")[0]
    module = sys.modules.get(name) or sys.modules.get(top)
    places = [
        place for place in (getattr(module, "__file__", None), *getattr(module, "__path__", ())) if place
    ]
    if top == "milieusim" or not places:
        return top != "milieusim" and top not in sys.stdlib_module_names
    return not any(map(_is_installed, places))


@cache
def _is_installed(place):
    path = Path(place).resolve()
    if {"site-packages", "dist-packages"} & {*path.parts, *Path(place).parts}:
        return True
    homes = (Path(sysconfig.get_paths()[part]).resolve() for part in ("stdlib", "platstdlib"))
    return any(path.is_relative_to(home) for home in homes)


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
