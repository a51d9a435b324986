"""How the shifts of a day follow each other: which take over the ward, which lie beside, and what is left uncovered."""

from milieusim.config.parts.routine import minute_of
from milieusim.vocabulary import Shift

DAY = 1440
LONGEST_OVERLAP = 180
USUAL_HANDOVER = 30
"""Minutes that shifts take to hand over which overlap by more hours than a handover lasts."""
USUAL = Shift.labels()
"""Shifts that every ward knows; all others have names of the ward's own."""
BEGIN_BY = {"early": (4, 12), "late": (12, 19)}


def length_of(start, end):
    """Return the minutes from one clock time to another, up to a whole day."""
    return (minute_of(end) - minute_of(start)) % DAY or DAY


def coverage_problems(shifts):
    """Return what is wrong with (name, start, end) of the shifts of a day, a sentence each."""
    if {"early", "night"} <= {name for name, *_ in shifts} <= set(USUAL):
        return list(_faults_in_turn(shifts))
    return list(_gaps(shifts))


def _faults_in_turn(shifts):
    for (name, start, end), (following, next_start, _) in zip(shifts, shifts[1:] + shifts[:1]):
        length = length_of(start, end)
        gap = (minute_of(next_start) - minute_of(start)) % DAY
        if gap == 0 or length < gap:
            yield _too_short(name, end, following, next_start)
        elif length - gap > LONGEST_OVERLAP:
            yield (
                f"rota.{name} ends at {end} and rota.{following} begins at {next_start}; "
                "they must not overlap by more than three hours"
            )


def _too_short(name, end, following, start):
    return (
        f"rota.{name} ends at {end} and rota.{following} begins at {start}; "
        "each shift must last until the next begins"
    )


def _gaps(shifts):
    """Sentences for the hours that no shift covers, each between the shift before and the one after."""
    if not shifts:
        yield (
            "rota has no shift; give it early, late and night (late may be left out), or shifts of the ward's own "
            "such as long_day and night, each with start, end and numbers by role"
        )
        return
    covered = _covered(shifts)
    for minute in range(DAY):
        if covered[minute - 1] and not covered[minute]:
            before = min(shifts, key=lambda shift: (minute - minute_of(shift[2])) % DAY)
            after = min(shifts, key=lambda shift: (minute_of(shift[1]) - minute) % DAY)
            names = {shift[0] for shift in shifts}
            absent = [name for name in ("early", "night") if name not in names and names <= set(USUAL)]
            hint = f". rota has no {' and no '.join(absent)}" if absent else ""
            yield _too_short(before[0], before[2], after[0], after[1]) + hint


def _covered(shifts):
    covered = bytearray(DAY)
    for _, start, end, *_ in shifts:
        first = minute_of(start)
        for minute in range(first, first + length_of(start, end)):
            covered[minute % DAY] = 1
    return covered


def following_shifts(shifts):
    """Return the names of the shifts that take over the ward from each other, in the order of the day.

    Shifts without which the others still cover the day lie beside these, as a long day lies beside early and late.
    Where there is a choice, those stay that have the usual names, more days and fewer hours.

    Parameters
    ----------
    shifts : list of tuple
        (name, start, end, number of days) of shifts that cover the day.
    """
    if {name for name, *_ in shifts} <= set(USUAL):
        return [name for name in USUAL if name in {shift[0] for shift in shifts}]
    kept = list(shifts)
    for shift in sorted(shifts, key=_likely_beside):
        others = [other for other in kept if other is not shift]
        if others and all(_covered(others)):
            kept = others
    return [name for name, *_ in sorted(kept, key=lambda shift: _since_four(shift[1]))]


def _likely_beside(shift):
    name, start, end, days = shift
    return name in USUAL, days, -length_of(start, end), _since_four(start), name


def _since_four(start):
    return (minute_of(start) - 4 * 60) % DAY


def kin_of(name, start):
    """Return which of early, late and night a shift is most like, by when it begins unless it is named so."""
    if name in USUAL:
        return name
    hour = minute_of(start) % DAY / 60
    return next((kin for kin, (first, last) in BEGIN_BY.items() if first <= hour < last), "night")


def numbered(shifts, following):
    """Return what the posts of each shift are numbered by, name -> (rank among its kin, its kin).

    A ward that renames a shift, or moves it within the morning, keeps its people; one that adds a shift beside
    others does not change theirs.

    Parameters
    ----------
    shifts : list of tuple
        (name, start, end, what tells apart shifts of the same hours).
    following : list of str
        Those that take over from each other.
    """
    ranks, taken = {}, {kin: [] for kin in USUAL}
    for name, start, *_ in sorted(
        shifts,
        key=lambda shift: (
            shift[0] not in USUAL,  # the usual name keeps the first place, whatever else begins then
            shift[0] not in following,
            _since_four(shift[1]),
            length_of(shift[1], shift[2]),
            shift[3],
            shift[0],
        ),
    ):
        kin = kin_of(name, start)
        ranks[name] = (len(taken[kin]), kin)
        taken[kin].append(name)
    return ranks
