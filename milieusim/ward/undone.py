"""Care that was due and not given: one row each, with what stood in its way."""

from milieusim.kinds import NOBODY
from milieusim.ward.seams import has_room, row_at


def note_undone(ward, task, person, slot, reason, minutes):
    """Write that something was left undone.

    `person` is the number of the resident whom it would have served, `slot` the index of its name on the timetable;
    NOBODY where there is none.
    """
    now = ward.now
    if not now.is_open:
        return
    if not has_room(ward.undone_rows, now.n_undone_rows):
        now.overflow = True
        return
    row = row_at(ward.undone_rows, now.n_undone_rows)
    row.day = now.shift_day
    row.shift = now.shift
    row.at_hour = now.tick * ward.p.tick_hours
    row.task = task
    row.resident = person
    row.slot = slot
    row.reason = reason
    row.minutes = minutes
    now.n_undone_rows += 1


def note_undone_for_ward(ward, task, reason, minutes):
    """Write that something for the ward as a whole was left undone."""
    note_undone(ward, task, NOBODY, NOBODY, reason, minutes)
