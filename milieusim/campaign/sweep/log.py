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
        self._began = now
        if place.is_local:
            with contextlib.suppress(OSError):
                path = place.path / self._name
                path.parent.mkdir(parents=True, exist_ok=True)
                self._file = open(path, "a", encoding="utf-8")
        machine = {"host": socket.gethostname(), "system": platform.platform(), "processors": os.cpu_count()}
        self.say(began=now, machine=machine, versions=versions(), **facts)

    def say(self, **facts):
        """Add a line. A log that cannot be written stops no run."""
        line = json.dumps(facts)
        if self._file is None:
            self._lines.append(line)
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
                self._place.write(self._name, "".join(f"{line}\n" for line in self._lines).encode())


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


def _fact(line):
    try:
        return json.loads(line)
    except ValueError:
        return None  # the last line of a process that was killed
