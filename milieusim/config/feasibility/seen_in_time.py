"""Can everybody who is to be seen one by one be seen in time?"""

import math
from functools import cache
from typing import NamedTuple

from milieusim.config.feasibility.week_in_minutes import clock, people
from milieusim.kinds import ACTIVITIES
from milieusim.phrasing import spelt
from milieusim.vocabulary import Activity

STEP_MINUTES = 5
LARGEST_TEAM = 20
MUCH_LEFT_OVER = 0.5


class Line(NamedTuple):
    """Those whom a slot sees one by one.

    Attributes
    ----------
    residents : float
        How many are to be seen.
    minutes_each : float
    words : str
        The same as people say it.
    """

    residents: float
    minutes_each: float
    words: str

    @property
    def minutes(self):
        """Minutes of one member of staff that all of them take."""
        return self.residents * self.minutes_each


def is_one_by_one(slot):
    """Whether a slot sees residents one by one."""
    return slot.minutes_each is not None or ACTIVITIES[Activity.of(slot.activity)].is_appointment


def line_of(design, slot):
    """Return who is to be seen in a slot; None where nobody has said how many."""
    usual = _usual()
    if slot.activity == "medication":
        residents = design.ward.beds * usual["dose_due_share"]
        each = (slot.minutes_each or usual["dose_minutes"]) * (1 + usual["dose_begun_again"])
        words = (
            f"about {residents:.0f} doses at {each:.1f} minutes ({usual['dose_due_share']:.0%} of "
            f"{design.ward.beds} residents; {usual['dose_begun_again']:.0%} of doses begin again)"
        )
        return Line(residents, each, words)
    if slot.places_offered is None:
        return None
    each = slot.minutes_each or usual["appointment_minutes"]
    told = "" if slot.minutes_each else ", which is usual where minutes_each is left out"
    return Line(slot.places_offered, each, f"{slot.places_offered} residents at {each:g} minutes each{told},")


@cache
def _usual():
    from milieusim.ledger.parameters import ledger

    names = "dose_minutes dose_due_share dose_begun_again appointment_minutes".split()
    return {name: ledger()[name] for name in names}


def _lines(design):
    for slot in design.routine.slots:
        if is_one_by_one(slot):
            yield slot, line_of(design, slot)


def not_seen_in_time(design, week):
    """Doses and appointments for which those who lead do not have the minutes."""
    for slot, line in _lines(design):
        length = slot.end_minute - slot.start_minute
        if line is None or line.minutes <= length * slot.leaders:
            continue
        seen = int(length * slot.leaders / line.minutes_each)
        yield (
            f"routine.slots[{slot.name}]: {line.words} take {line.minutes:.0f} minutes of one; "
            f"{people(slot.leaders, slot.leader or 'registered_nurse')} from {slot.start} to {slot.end} "
            f"{'has' if slot.leaders == 1 else 'have'} {length * slot.leaders}, enough for {seen}. "
            f"{_mended(slot, line)}"
        )


def _mended(slot, line):
    """Return the advice: a later end, more who lead, or fewer residents."""
    needed = math.ceil(line.minutes / slot.leaders / STEP_MINUTES) * STEP_MINUTES
    leaders = math.ceil(line.minutes / (slot.end_minute - slot.start_minute))
    ways = []
    if slot.start_minute + needed < 1440:
        ways.append(f"end it at {clock(slot.start_minute + needed)}")
    if leaders <= LARGEST_TEAM:
        ways.append(f"set leaders to {leaders}")
    if slot.activity != "medication":
        ways.append("offer fewer places")
    text = ", or ".join(ways) or "add another round"
    return f"{text[0].upper()}{text[1:]}."


def appointments_much_shorter(design, week):
    """Appointments that leave most of their slot empty, since nobody said how long they last."""
    for slot, line in _lines(design):
        time = (slot.end_minute - slot.start_minute) * slot.leaders
        if line is None or slot.activity == "medication" or slot.minutes_each is not None:
            continue
        if 0 < line.minutes < time * MUCH_LEFT_OVER:
            yield (
                f"routine.slots[{slot.name}], {slot.start} to {slot.end}, has "
                f"{spelt(slot.places_offered)} to see; minutes_each is left out, so each is seen for "
                f"{line.minutes_each:g} minutes and {time - line.minutes:.0f} stay empty. Write how many "
                "minutes each has."
            )


def nobody_to_see_them(design, week):
    """Slots that see residents one by one, with nobody who does."""
    for slot, _ in _lines(design):
        if slot.leader is None and slot.activity != "medication":
            yield (
                f"routine.slots[{slot.name}] sees residents one by one, but has no leader who could. "
                "Give it a leader."
            )


CHECKS = [not_seen_in_time, appointments_much_shorter, nobody_to_see_them]
