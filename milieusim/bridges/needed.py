"""Whether the tool at the other end of a bridge is there."""

import warnings
from importlib import import_module
from importlib.util import find_spec

from milieusim.errors import DataError

PACKAGES = {"xarray": "xarray", "optuna": "optuna", "ema_workbench": "ema-workbench"}
"""What is imported -> what it is called where it is installed from."""


def need(module, what):
    """Import the tool that a bridge leads to.

    Parameters
    ----------
    module : str
        As it is imported.
    what : str
        Who asks for it.

    Raises
    ------
    DataError
        If it is not installed.
    """
    if find_spec(module) is None:
        raise DataError(
            f"{what} needs {PACKAGES[module]}, which is not installed: pip install 'milieusim[bridges]'."
        )
    with warnings.catch_warnings():
        # Of packages that a tool could use and does without.
        warnings.simplefilter("ignore")
        import_module(module)
