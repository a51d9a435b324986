"""What several moves make together: what each move adds is learnt from all races, alone and beside others."""

from itertools import combinations

from milieusim.improving.candidates import candidate_of
from milieusim.improving.moves import moves_of

MOVES_TRIED_AGAIN, OF_A_SLOT = 12, 2
DOUBT_PAIRS = 4
"""What a move adds counts half of what so many pairs say: the best of hundreds is lucky before it is good."""
BOLD_SHARE, REFINED_SHARE = 0.5, 0.25
"""Shares of the routines of a stage: those that promise most, and those that shift once more what was moved."""


class Effects:
    """What moves add, as if their worths added up: a ridge regression over all routines that ran."""

    def __init__(self):
        self._rows, self._breaking = [], set()

    def learn(self, finish, known):
        """Take in how routines did in a race.

        Parameters
        ----------
        finish : Finish
        known : dict of str to Candidate
        """
        for name, candidate in known.items():
            keys, worth = candidate.keys, finish.worth.get(name, -float("inf"))
            if len(keys) == 1 and finish.fate[name] == "breaks a limit":
                self._breaking.add(keys[0])
            # Two moves of one slot do not add up.
            if keys and worth > -float("inf") and _are_apart(keys):
                self._rows.append((keys, worth, finish.pairs[name]))

    def best(self):
        """Return the moves that add most, as key -> share of the base, the best first; few of each slot.

        Returns
        -------
        dict of tuple to float
        """
        import numpy as np

        keys = list(dict.fromkeys(key for moved, _, _ in self._rows for key in moved))
        place = {key: i for i, key in enumerate(keys)}
        held = np.zeros((len(self._rows), len(keys)))
        for row, (moved, _, _) in zip(held, self._rows):
            row[[place[key] for key in moved]] = 1.0
        pairs = np.array([pairs for _, _, pairs in self._rows], float)
        worth = np.array([worth for _, worth, _ in self._rows])
        weighed = held.T * pairs
        added = np.linalg.solve(weighed @ held + DOUBT_PAIRS * np.eye(len(keys)), weighed @ worth)
        found, slots = {}, []
        for i in np.argsort(-added, kind="stable"):
            key = keys[i]
            is_wanted = added[i] > 0 and key not in self._breaking and slots.count(key[1] or key) < OF_A_SLOT
            if is_wanted and len(found) < MOVES_TRIED_AGAIN:
                found[key] = float(added[i])
                slots.append(key[1] or key)
        return found


def combined(base, parents, good, moves, most, fixed=(), shifts=True):
    """Return routines that are worth a race: good moves together, and the best routine shifted once more.

    Parameters
    ----------
    base : Candidate
    parents : list of Candidate
        The best so far, the best first; they are not returned.
    good : dict of tuple to float
        As `Effects.best` gives it.
    moves : int
        Most moves of a routine.
    most : int
        Routines.
    fixed : collection of str
        Names of slots that stay as they are.
    shifts : bool
        Whether what was moved may be shifted once more.

    Returns
    -------
    list of Candidate
    """
    taken = {base.name, *(parent.name for parent in parents)}
    together = _together(good, moves)
    refined = int(most * REFINED_SHARE) if shifts else 0
    found = _built(base, together, int((most - refined) * BOLD_SHARE), taken, fixed)
    # Those further down tell what each move adds, since they hold it beside others.
    step = max(1, len(together) // max(1, most - refined))
    found |= _built(base, together[::step], most - refined - len(found), {*taken, *found}, fixed)
    parent = _with_room(base, parents[0], good, moves, fixed) if parents and shifts else None
    if parent is not None:
        again = _once_more(parent, fixed)
        found |= _built(parent, again, most - len(found), {*taken, *found}, fixed)
    return list(found.values())


def _built(parent, asked, most, taken, fixed):
    """Return the first routines of those asked for that can be made and are not there yet, by name."""
    found = {}
    for keys in asked:
        if len(found) >= most:
            break
        child = candidate_of(parent, keys, fixed)
        if child is not None and child.name not in taken:
            found[child.name] = child
    return found


def _together(good, moves):
    """Return all ways to make two good moves or more of slots of their own at once, those first that promise most."""
    asked = [keys for n in range(2, moves + 1) for keys in combinations(good, n) if _are_apart(keys)]
    return sorted(asked, key=lambda keys: -sum(good[key] for key in keys))


def _are_apart(keys):
    slots = [slot for _, names, _ in keys for slot in names]
    return len({*slots}) == len(slots)


def _with_room(base, parent, good, moves, fixed):
    """Return a routine that may be moved once more: where it may not, it goes without the move that adds least."""
    if len(parent.keys) < moves or moves == 1:
        return parent if len(parent.keys) < moves else None
    least = min(reversed(parent.keys), key=lambda key: good.get(key, 0.0))
    return candidate_of(base, [key for key in parent.keys if key is not least], fixed)


def _once_more(parent, fixed):
    """Return what was moved already, shifted further or part of the way back, short ways first."""
    touched = {slot for _, slots, _ in parent.keys for slot in slots}
    again = [
        move for move in moves_of(parent.design, fixed) if move.kind == "shift" and touched & {*move.slots}
    ]
    return [[move.key] for move in sorted(again, key=lambda move: abs(int(move.detail)))]
