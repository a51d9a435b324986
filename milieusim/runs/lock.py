"""Who works on a store: one process, or one for each shard; what a killed one left is taken over.

An owner is known by its machine and process, and by when that process began, so that a number given out again
is no owner. An owner on another machine cannot be looked at: it is taken for dead if its sign of life is old.
"""

import json
import os
import socket
import threading
import time
from contextlib import contextmanager, suppress

from milieusim.errors import ConfigError

FOLDER = "locks"
BEAT_SECONDS = 20.0
DEAD_AFTER_SECONDS = 300.0
ALL = "all"


@contextmanager
def owned(place, shard=None):
    """Own a store, or one shard of it, for as long as the block lasts.

    Parameters
    ----------
    place : Folder or Remote
    shard : Shard, optional

    Raises
    ------
    ConfigError
        If another process that lives owns it.
    """
    name = f"{FOLDER}/{shard.label if shard else ALL}.json"
    with alone(place):
        owners = living(place)
        conflict = next((owner for owner in owners if _conflicts(owner["shard"], shard)), None)
        if conflict:
            raise ConfigError(_refusal(place, conflict))
        _write(place, name, shard)
    stop = threading.Event()
    beats = threading.Thread(target=_beat, args=(place, name, shard, stop), daemon=True)
    beats.start()
    try:
        yield
    finally:
        stop.set()
        beats.join()
        with suppress(OSError):
            place.remove(name)


def living(place):
    """Return the owners of a store that live: process, host, shard and age of the last sign of life.

    Parameters
    ----------
    place : Folder or Remote

    Returns
    -------
    list of dict
    """
    found = []
    for name in place.names(FOLDER):
        if not name.endswith(".json"):
            continue
        try:
            owner = json.loads(place.read(f"{FOLDER}/{name}"))
        except (FileNotFoundError, ValueError):
            continue  # removed just now; a lock is written whole
        owner["age"] = max(0.0, time.time() - owner["beat"])
        owner["file"] = f"{FOLDER}/{name}"
        if _lives(owner):
            found.append(owner)
    return found


def _conflicts(other, shard):
    """Whether an owner of `other` (label of a shard) keeps one of `shard` away."""
    if shard is None or other == ALL:
        return True
    # Shards of another division overlap with this one.
    return other == shard.label or other.rpartition("-of-")[2] != shard.label.rpartition("-of-")[2]


def _refusal(place, owner):
    if owner["shard"] == ALL:
        what = "is being worked on"
    else:
        what = f"is being worked on as {owner['shard'].replace('-', ' ')}"
    text = f"--store: '{place.location}' {what} by process {owner['pid']} on {owner['host']}; wait for it, or end it."
    if owner["host"] != socket.gethostname():
        minutes = DEAD_AFTER_SECONDS / 60
        text += f" If it was killed, the store is free {minutes:g} minutes after its last sign of life."
    return text


def _write(place, name, shard):
    facts = {
        "shard": shard.label if shard else ALL,
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "began": _began(os.getpid()),
        "beat": time.time(),
    }
    place.write(name, (json.dumps(facts) + "\n").encode())


def _beat(place, name, shard, stop):
    while not stop.wait(BEAT_SECONDS):
        with suppress(OSError):  # a full disk: the process is known by its number all the same
            _write(place, name, shard)


def _lives(owner):
    # On Windows a process cannot be asked for by its number without harm.
    if owner["host"] != socket.gethostname() or os.name == "nt":
        return owner["age"] < DEAD_AFTER_SECONDS
    if owner["pid"] == os.getpid():
        return owner["began"] == _began(os.getpid())
    return _is_running(owner["pid"]) and _began(owner["pid"]) in (None, owner["began"])


def _is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _field(pid, 0) != "Z"


def _began(pid):
    """Return when a process began, in ticks of this machine's clock; None where that cannot be read."""
    field = _field(pid, 19)
    return None if field is None else int(field)


def _field(pid, k):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[k]
    except (OSError, IndexError):
        return None


@contextmanager
def alone(place):
    """Keep other processes of this folder waiting while locks are looked at and written."""
    try:
        import fcntl
    except ImportError:
        fcntl = None
    if fcntl is None or not place.is_local:
        yield
        return
    folder = place.path / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".guard", "w") as guard:
        with suppress(OSError):  # some shared folders know no such lock
            fcntl.flock(guard, fcntl.LOCK_EX)
        yield
