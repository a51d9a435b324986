"""How a ward's incidents are put together before they are counted: nothing small enough to point at somebody."""

from typing import NamedTuple

import numpy as np

from milieusim.vocabulary import IncidentKind, Trigger

LEAST = 5
"""No count below this is compared on its own or written down."""
BLOCK_HOURS = 3


class Group(NamedTuple):
    """Some kinds, triggers or hours that are counted together."""

    label: str
    codes: tuple


class Groups(NamedTuple):
    """What is counted together: kinds, triggers, and hours of the day (a group's codes are its hours)."""

    kinds: list
    triggers: list
    hours: list


def groups_for(events, expected):
    """Return how the incidents of a log are grouped.

    Parameters
    ----------
    events : numpy.ndarray
        With fields kind, trigger and hour, as `OwnLog.events` has them.
    expected : numpy.ndarray
        How many of each kind the model would have recorded in the same time.

    Returns
    -------
    groups : Groups
    silent : list of str
        Kinds that the log never has although at least LEAST were expected: it is taken not to hold them.
    """
    counts = np.bincount(events["kind"], minlength=len(IncidentKind))
    silent = (counts == 0) & (np.asarray(expected) >= LEAST)
    kinds = [(word.label.replace("_", " "), (int(word),)) for word in IncidentKind if not silent[word]]
    events = events[~silent[events["kind"]]]
    unnamed = (Trigger.NONE, Trigger.OTHER)
    triggers = [(t.label.replace("_", " "), (int(t),)) for t in Trigger if t not in unnamed]
    named = events["trigger"][events["trigger"] >= 0]
    by_trigger = np.bincount(named, minlength=len(Trigger))
    found = Groups(
        _by_size(kinds, counts, "other kinds"),
        _by_size(triggers, by_trigger, "other named triggers"),
        _by_hour(events["hour"]),
    )
    return found, [word.label for word in IncidentKind if silent[word]]


def _by_size(groups, counts, rest):
    """Put groups of fewer than LEAST together, and the smallest of the others with them if it takes that."""
    sized = sorted(((int(counts[list(codes)].sum()), label, codes) for label, codes in groups), reverse=True)
    kept = [entry for entry in sized if entry[0] >= LEAST]
    small = [entry for entry in sized if entry[0] < LEAST]
    while small and kept and sum(entry[0] for entry in small) < LEAST:
        small.append(kept.pop())
    named = sorted((codes, label) for _, label, codes in kept)
    found = [Group(label, codes) for codes, label in named]
    if small:
        codes = tuple(sorted(code for entry in small for code in entry[2]))
        found.append(Group(rest if found else rest.replace("other", "all"), codes))
    return found


def _by_hour(hours):
    """Return blocks of the day, from midnight on, of which each has at least LEAST incidents."""
    hours = hours[np.isfinite(hours)].astype(int)
    counts = np.bincount(hours, minlength=24)
    blocks, begun = [], []
    for start in range(0, 24, BLOCK_HOURS):
        begun += range(start, start + BLOCK_HOURS)
        if counts[begun].sum() >= LEAST:
            blocks.append(begun)
            begun = []
    if begun:
        blocks[-1:] = [[*(blocks[-1] if blocks else []), *begun]]
    return [Group(f"{block[0]:02d}-{block[-1] + 1:02d} h", tuple(block)) for block in blocks]
