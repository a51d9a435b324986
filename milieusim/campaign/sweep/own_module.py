"""A module of somebody's own, imported for a sweep: what it registers, and what it holds under agreed names."""

import importlib
import importlib.util
import sys
import traceback
from pathlib import Path

from milieusim.campaign.experiment.own_things import registered
from milieusim.errors import ConfigError
from milieusim.phrasing import listed, near

TAKEN = ("rules", "metrics", "resident_class", "staff_class", "designs")
"""What a module may hold, as `run_experiment` takes it; designs are those that the experiment may name."""


def taken_from(name):
    """Import a module and return what a sweep takes from it.

    Parameters
    ----------
    name : str
        A module, looked for in the working folder first, or the path of a ``.py`` file.

    Returns
    -------
    dict of str to object
        Name of TAKEN -> what the module holds.

    Raises
    ------
    ConfigError
        If it cannot be imported, with where it fails, or holds nothing that a sweep could take.
    """
    before = registered()
    module = _imported(name)
    found = {kind: getattr(module, kind) for kind in TAKEN if hasattr(module, kind)}
    if not found and registered() == before:
        names = [one for one in vars(module) if not one.startswith("_")]
        hints = [near(kind, names) for kind in TAKEN]
        raise ConfigError(
            f"--import: {name} registers no metric, and holds none of {listed(TAKEN, 'or')}, so that nothing of it would "
            f"be used.{next(filter(None, hints), '')}"
        )
    return found


def _imported(name):
    try:
        if name.endswith(".py"):
            return _of_file(Path(name))
        if "" not in sys.path and str(Path.cwd()) not in sys.path:
            sys.path.insert(0, str(Path.cwd()))
        return importlib.import_module(name)
    except ConfigError:
        raise
    except ModuleNotFoundError as error:
        if error.name is None or name != error.name and not name.startswith(f"{error.name}."):
            raise ConfigError(_failed(name, error)) from error
        raise ConfigError(
            f"--import: there is no module '{name}' in this folder, nor is one installed; name one, or a file that ends "
            "in .py."
        ) from None
    except Exception as error:
        raise ConfigError(_failed(name, error)) from error


def _of_file(path):
    if not path.is_file():
        raise ConfigError(f"--import: there is no file '{path}'.")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[path.stem]
        raise
    return module


def _failed(name, error):
    """Return where and why an import fails: in the last line that is neither Python's own nor ours."""
    if isinstance(error, SyntaxError):
        return f"--import: {error.filename}: line {error.lineno}: {error.msg}."
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"--import: {name} fails at {last.filename}: line {last.lineno} ({type(error).__name__}: {error})."
