"""The log of a store: when, where and how fast its runs were made. Nothing in it decides a number."""

import contextlib
import json
import os
import platform
import socket
import time
import uuid

from milieusim.campaign.store.code_versions import versions

FOLDER = "log"
AWAY_SECONDS = 60.0
RECENT_SECONDS = 600.0
"""Age of the last line of a log from which on nobody is taken to be at work."""


class Log:
    """A file of lines of JSON for one call of the command, kept up while it runs.

    Parameters
    ----------
    place : Folder or Remote
    **facts
        What the first line tells beside the machine and the versions.
    """

    def __init__(self, place, **facts):
        now = time.time()
        stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
        self._place, self._name = (
            place,
            f"{FOLDER}/{stamp}-{socket.gethostname()}-{os.getpid()}-{_mark()}.jsonl",
        )
        self._lines, self._file = [], None
        self._began = self._written = now
        if place.is_local:
            with contextlib.suppress(OSError):
                path = place.path / self._name
                path.parent.mkdir(parents=True, exist_ok=True)
                self._file = open(path, "a", encoding="utf-8")
        machine = {"host": socket.gethostname(), "system": platform.platform(), "processors": os.cpu_count()}
        self.say(began=now, machine=machine, process=os.getpid(), versions=versions(), **facts)

    def say(self, **facts):
        """Add a line. A log that cannot be written stops no run."""
        line = json.dumps(facts)
        if self._file is None:
            self._lines.append(line)
            # An address takes files whole: this one is written again now and then.
            if not self._place.is_local and time.time() - self._written > AWAY_SECONDS:
                self._put()
            return
        with contextlib.suppress(OSError, ValueError):
            self._file.write(line + "\n")
            self._file.flush()

    def finished(self, outcome):
        """Add the line of a finished chunk."""
        seconds = {what: round(value, 4) for what, value in outcome.seconds.items()}
        self.say(
            chunk=outcome.name,
            at=round(time.time() - self._began, 3),
            runs=outcome.runs,
            failed=outcome.failed,
            seconds=seconds,
            worker=outcome.worker,
        )

    def close(self, **facts):
        """Add the last line."""
        self.say(ended=time.time(), **facts)
        with contextlib.suppress(OSError):
            if self._file is not None:
                self._file.close()
            else:
                self._put()

    def _put(self):
        with contextlib.suppress(OSError):
            self._place.write(self._name, "".join(f"{line}\n" for line in self._lines).encode())
        self._written = time.time()


def _mark():
    return uuid.uuid4().hex[:4]


def read_logs(place):
    """Return the lines of each log of a store, oldest first.

    Parameters
    ----------
    place : Folder or Remote

    Returns
    -------
    list of list of dict
    """
    logs = []
    for name in place.names(FOLDER):
        lines = place.read(f"{FOLDER}/{name}").decode().splitlines()
        logs.append([fact for line in lines if (fact := _fact(line)) is not None])
    return [log for log in logs if log]


def at_work(logs, now):
    """Return the first lines of those logs whose process seems to be at work: not ended, and lately heard of.

    Parameters
    ----------
    logs : list of list of dict
        As `read_logs` gives them.
    now : float
        As `time.time` tells it.
    """
    return [
        log[0]
        for log in logs
        if "ended" not in log[-1] and now - _last(log) < RECENT_SECONDS and _may_live(log[0])
    ]


def _last(log):
    return log[0]["began"] + max(line.get("at", 0.0) for line in log)


def _may_live(first):
    """Whether a process may live: told only of one on this machine, and not on Windows."""
    if first["machine"]["host"] != socket.gethostname() or os.name == "nt" or "process" not in first:
        return True
    try:
        os.kill(first["process"], 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _fact(line):
    try:
        return json.loads(line)
    except ValueError:
        return None  # the last line of a process that was killed
