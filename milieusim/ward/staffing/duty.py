"""Rows of shifts worked: what became of the hours of each member of staff."""

from milieusim.ward.seams import has_room, put


def close_work(ward, staff):
    """Write a shift worked, with its hours within the window."""
    now, row = ward.now, ward.work[staff.seat]
    if not now.is_open or not row.hours_on_duty > 0.0:
        return
    row.day = staff.shift_day
    row.shift = staff.shift
    row.at_hour = staff.shift_start * ward.p.tick_hours
    row.staff = staff.post
    row.role = staff.role
    row.is_registered = staff.is_registered
    row.is_bank = staff.is_bank
    row.burnout = staff.burnout
    if not has_room(ward.work_rows, now.n_work_rows):
        now.overflow = True
        return
    put(ward.work_rows, now.n_work_rows, row)
    now.n_work_rows += 1
