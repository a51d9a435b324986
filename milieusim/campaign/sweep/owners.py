"""Owners of a store: what a lock says of a process, and whether that process lives.

A process is known by its machine (name and boot), its namespace of process numbers, its number, and when it began,
so that a number given out again is no owner. Of a process anywhere else, another machine or another container, only
the sign of life can be looked at: the time of the lock's file, by the clock of the folder that holds it.
"""

import json
import os
import socket
import sys
import time
import uuid
from contextlib import suppress

from milieusim.campaign.store.store_places import DRAFT
from milieusim.campaign.sweep.guard import DEAD_AFTER_SECONDS, FOLDER, now_of

ALL = "all"
UNKNOWN = "unknown"


def own_facts(label, nonce):
    """Return what the lock of this process says.

    Parameters
    ----------
    label : str
        ``all`` or the label of a shard.
    nonce : str
        Stands for this ownership and no other.
    """
    return {
        "shard": label,
        "nonce": nonce,
        "pid": os.getpid(),
        "began": _began(os.getpid()),
        **_machine(),
        "since": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "beat": time.time(),
    }


def living(place):
    """Return the owners of a store that live.

    Parameters
    ----------
    place : Folder or Remote

    Returns
    -------
    list of dict
        shard, pid, host, since, age (of the last sign of life, seconds), file, and is_near (whether the process can
        be looked at from here).
    """
    names = [name for name in place.names(FOLDER) if name.endswith(".json")]
    found = [owner_in(place, f"{FOLDER}/{name}") for name in names]
    return [owner for owner in found if owner is not None and _lives(place, owner)]


def owner_in(place, name):
    """Return the owner that a lock names, or None if there is no such lock.

    Parameters
    ----------
    place : Folder or Remote
    name : str
        Of the lock's file.
    """
    try:
        text, written = _read(place, name)
    except FileNotFoundError:
        return None
    try:
        facts = dict(json.loads(text))
    except (ValueError, TypeError):
        facts = {}  # not ours, or of a broken disk: an owner unknown, for as long as its file is fresh
    label = name.rpartition("/")[2].removesuffix(".json")
    usual = {"pid": UNKNOWN, "host": UNKNOWN, "nonce": None, "since": None}
    owner = {**usual, **facts, "shard": label, "file": name, "written": written}
    owner["is_near"] = _is_near(owner)
    return owner


def _read(place, name):
    if not place.is_local:
        return place.read(name), None
    # From one handle: what it says, and when that was written.
    with open(place.path / name, "rb") as file:
        return file.read(), os.fstat(file.fileno()).st_mtime


def _lives(place, owner):
    owner["age"] = None
    if owner["is_near"]:
        if not _is_running(owner["pid"]):
            return False
        return _began(owner["pid"]) in (None, owner["began"])
    owner["age"] = _age(place, owner)
    return owner["age"] < DEAD_AFTER_SECONDS


def _age(place, owner):
    """Return the seconds since the last sign of life, by the store's own clock wherever it has one."""
    if place.is_local:
        return max(0.0, now_of(place.path / FOLDER) - owner["written"])
    clock = f"{FOLDER}/.clock.{uuid.uuid4().hex[:8]}{DRAFT}"
    try:
        place.write(clock, b"")
        now, written = (place.files.modified(f"{place.root}/{name}") for name in (clock, owner["file"]))
        return max(0.0, (now - written).total_seconds())
    except (NotImplementedError, OSError):
        beat = owner.get("beat")
        return max(0.0, time.time() - beat) if isinstance(beat, int | float) else 0.0
    finally:
        with suppress(OSError):
            place.remove(clock)


def _machine():
    return {
        "host": socket.gethostname(),
        "boot": _first_line("/proc/sys/kernel/random/boot_id"),
        "namespace": _link("/proc/self/ns/pid"),
    }


def _is_near(owner):
    """Whether the number of an owner's process means the same process here."""
    here = _machine()
    is_told = isinstance(owner["pid"], int) and "began" in owner
    # On Windows a process cannot be asked for by its number without harm.
    if not is_told or os.name == "nt" or any(owner.get(key) != here[key] for key in here):
        return False
    return sys.platform != "linux" or None not in here.values()


def _first_line(path):
    try:
        with open(path, encoding="ascii") as file:
            return file.readline().strip()
    except (OSError, ValueError):
        return None


def _link(path):
    try:
        return os.readlink(path)
    except OSError:
        return None


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
