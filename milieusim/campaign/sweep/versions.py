"""Versions of what computes and writes: told before runs if they changed, and the same on all workers."""

import socket
import warnings
from functools import cache

from milieusim.campaign.store.code_versions import versions
from milieusim.errors import ConfigError, VersionsWarning

DECIDING = ("milieusim", "numpy", "numba", "pyarrow")
"""What numbers and bytes may hang on, so that workers are refused that have another."""


@cache
def versions_here():
    """Return the versions of this process, looked up once."""
    return versions()


def warn_of_other_versions(manifest):
    """Warn if a store was begun or extended with other versions than those that would add to it.

    Parameters
    ----------
    manifest : Manifest
    """
    now, first = versions_here(), manifest.facts["versions"]
    stages = [("begun", first)]
    stages += [("extended", stage.get("versions", first)) for stage in manifest.facts["stages"][1:]]
    told = {}
    for how, then in stages:
        changed = [
            f"{name} {then.get(name, 'not noted')} then, {now[name]} now"
            for name in now
            if then.get(name) != now[name]
        ]
        if changed:
            told.setdefault("; ".join(changed), how)
    if not told:
        return
    text = ", and ".join(f"{how} with other versions ({changed})" for changed, how in told.items())
    warnings.warn(
        f"The store was {text}: last digits of new runs, and the bytes of new files, may differ from what the old "
        "ones would have given. Stop now and install those versions if that matters.",
        VersionsWarning,
        stacklevel=3,
    )


def run_as_there(there, run, *work):
    """Do the work that another process handed out, if it would itself do the same.

    Parameters
    ----------
    there : dict of str to str
        Versions of the process that hands out.
    run : callable
    *work
        What `run` takes.

    Raises
    ------
    ConfigError
        If versions differ here.
    """
    here = versions_here()
    found = [
        f"{name} {here[name]} here, {there[name]} where the sweep was begun"
        for name in DECIDING
        if here[name] != there[name]
    ]
    if found:
        raise ConfigError(
            f"The worker on {socket.gethostname()} has other versions: {'; '.join(found)}. Install the same there; "
            "runs of two versions are not mixed within a sweep."
        )
    return run(*work)
