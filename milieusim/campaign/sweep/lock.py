"""Who works on a store: one process, or one for each shard; what a killed one left is taken over."""

import json
import threading
import uuid
from contextlib import contextmanager, suppress

from milieusim.campaign.sweep.guard import DEAD_AFTER_SECONDS, FOLDER, alone
from milieusim.campaign.sweep.owners import ALL, living, own_facts, owner_in
from milieusim.errors import ConfigError, RunError

BEAT_SECONDS = 20.0


@contextmanager
def owned(place, shard=None):
    """Own a store, or one shard of it, for as long as the block lasts.

    Parameters
    ----------
    place : Folder or Remote
    shard : Shard, optional

    Yields
    ------
    Ownership

    Raises
    ------
    ConfigError
        If another process that lives owns it.
    """
    ownership = Ownership(place, shard)
    ownership.take()
    stop = threading.Event()
    beats = threading.Thread(target=_beat, args=(ownership, stop), daemon=True)
    beats.start()
    try:
        yield ownership
    finally:
        stop.set()
        beats.join()
        # A lock that cannot be removed is that of a process that has ended: it keeps nobody away.
        with suppress(OSError, ConfigError):
            ownership.give_back()


class Ownership:
    """A lock, and what stands for its being ours.

    Parameters
    ----------
    place : Folder or Remote
    shard : Shard or None
    """

    def __init__(self, place, shard):
        self.place, self.shard = place, shard
        self.label = shard.label if shard else ALL
        self.name = f"{FOLDER}/{self.label}.json"
        self.nonce = uuid.uuid4().hex
        self.successor = None

    def take(self):
        """Write the lock.

        Raises
        ------
        ConfigError
            If another process that lives is in the way.
        """
        with alone(self.place):
            self._write_if_free()

    def _write_if_free(self):
        conflict = next((one for one in living(self.place) if _conflicts(one["shard"], self.shard)), None)
        if conflict:
            raise ConfigError(_refusal(self.place, conflict))
        self.place.remove_drafts(FOLDER, lambda draft: draft.startswith(self.label))
        self._write()

    def _write(self):
        text = json.dumps(own_facts(self.label, self.nonce)) + "\n"
        self.place.write(self.name, text.encode())

    def beat(self):
        """Give a sign of life, unless somebody has taken over."""
        found = owner_in(self.place, self.name)
        if found is None:
            self._come_back()
        elif found["nonce"] != self.nonce:
            self.successor = found
        elif self.place.is_local:
            # The time of the file says it all; a lock that is taken over just now is not overwritten.
            (self.place.path / self.name).touch()
        else:
            self._write()

    def _come_back(self):
        """Write a lock again that somebody has removed, if nobody else is there."""
        with alone(self.place):
            others = [one for one in living(self.place) if _conflicts(one["shard"], self.shard)]
            self.successor = others[0] if others else None
            if not others:
                self._write()

    def check(self):
        """Raise RunError if somebody has taken over."""
        if self.successor:
            raise RunError(
                f"{self.place.location} was taken over by process {self.successor['pid']} on "
                f"{self.successor['host']}, since this one gave no sign of life for {DEAD_AFTER_SECONDS / 60:g} "
                "minutes. This one stopped; what it finished is kept."
            )

    def checked(self, tell):
        """Return what tells of progress as `tell` does (or to nobody), once it is sure that nobody has taken over."""

        def told(progress):
            self.check()
            if tell is not None:
                tell(progress)

        return told

    def give_back(self):
        """Remove the lock, if it is still ours."""
        with alone(self.place):
            found = owner_in(self.place, self.name)
            if found and found["nonce"] == self.nonce:
                self.place.remove(self.name)


def _beat(ownership, stop):
    while not stop.wait(BEAT_SECONDS) and not ownership.successor:
        # A folder that does not answer now may do so the next time.
        with suppress(OSError, ConfigError):
            ownership.beat()


def _conflicts(other, shard):
    """Whether an owner of `other` (label of a shard) keeps one of `shard` away."""
    if shard is None or other == ALL:
        return True
    # Shards of another division overlap with this one.
    return other == shard.label or other.rpartition("-of-")[2] != shard.label.rpartition("-of-")[2]


def _refusal(place, owner):
    part = "" if owner["shard"] == ALL else f" as {owner['shard'].replace('-', ' ')}"
    since = f" since {owner['since']}" if owner["since"] else ""
    text = (
        f"--store: '{place.location}' is being worked on{part} by process {owner['pid']} on {owner['host']}{since}; "
        "wait for it, or end it."
    )
    if not owner["is_near"]:
        text += (
            f" Its last sign of life is {owner['age']:.0f} seconds old. If it was killed, the store is free "
            f"{DEAD_AFTER_SECONDS / 60:g} minutes after its last sign of life, or when {owner['file']} is removed."
        )
    return text
