"""How things of somebody's own travel to workers: as bytes that hold what they need, wherever they were defined.

A function or class of a notebook, a prompt or a file of somebody's own is in no library that a worker could import:
its code goes with it. Workers of any kind are handed bytes, so that what goes wrong as these are read goes wrong
in the work itself, and is told as it is.
"""

import platform
import socket
import sys
import threading
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from milieusim.campaign.experiment.own_things import OwnThings
from milieusim.errors import ConfigError
from milieusim.installed import is_own

_REGISTERING = threading.Lock()
MOST_KEPT = 16
_MADE_HERE = {}
"""What this process sent: workers within it take the very things, as reading them would write into their classes."""


class Sent(NamedTuple):
    """Things of somebody's own on their way: the Python that can read them, what they are, and the bytes."""

    python: str
    names: str
    content: bytes


def sent(own):
    """Return things of somebody's own as another process can take them.

    Parameters
    ----------
    own : OwnThings

    Returns
    -------
    Sent or OwnThings
        Nothing of one's own stays as it is.

    Raises
    ------
    ConfigError
        If they hold what cannot be sent.
    """
    if not own:
        return own
    import cloudpickle

    try:
        with _own_modules_by_value():
            content = cloudpickle.dumps(own)
    except Exception:  # noqa: BLE001 - such as a lock beside the class in its module; by name it may do
        try:
            content = cloudpickle.dumps(own)
        except Exception as error:
            raise ConfigError(
                f"{_names(own)} cannot be sent to other processes ({type(error).__name__}: {error}). Let it hold plain "
                "values, or use executor='threads', which share what is here."
            ) from error
    made = Sent(_python(), _names(own), content)
    _MADE_HERE[made] = own
    for oldest in list(_MADE_HERE)[:-MOST_KEPT]:
        _MADE_HERE.pop(oldest, None)
    return made


@contextmanager
def _own_modules_by_value():
    """Let what stands in files of one's own travel with its code, as workers may not have these files."""
    from cloudpickle import register_pickle_by_value, unregister_pickle_by_value

    with _REGISTERING:
        modules = [
            module
            for name, module in list(sys.modules.items())
            if name not in ("__main__", "__mp_main__") and getattr(module, "__file__", None) and is_own(name)
            if sys.modules.get(getattr(module, "__name__", None)) is module
        ]
        for module in modules:
            register_pickle_by_value(module)
        try:
            yield
        finally:
            for module in modules:
                unregister_pickle_by_value(module)


def received(own):
    """Return things of somebody's own in the process that needs them.

    Raises
    ------
    ConfigError
        With the reason if this process cannot read them.
    """
    if isinstance(own, OwnThings):
        return own
    return _MADE_HERE.get(own) or _read(own)


@lru_cache(maxsize=4)
def _read(own):
    here = f"The worker on {socket.gethostname()}"
    if own.python != _python():
        raise ConfigError(
            f"{here} has Python {_python()}, and {own.names} was made with {own.python}: code of one's own is told by "
            "its bytecode. Use the same minor version there."
        )
    import cloudpickle

    try:
        return cloudpickle.loads(own.content)
    except Exception as error:
        raise ConfigError(
            f"{here} cannot take {own.names} ({type(error).__name__}: {error}). What it uses must be there too."
        ) from error


def _python():
    return ".".join(platform.python_version_tuple()[:2])


def _names(own):
    from milieusim.installed import name_of
    from milieusim.phrasing import listed

    names = [f"rule {name}" for name, _ in own.rules] + [f"metric {one.name}" for one in own.metrics]
    return listed(names + [f"class {name_of(kind)}" for kind in own.classes.values() if kind is not None])
