"""What is written down at the end of a tick (phase 16): residents, staff, and the hour."""

from milieusim.rules.staffing import hours
from milieusim.vocabulary import Activity
from milieusim.ward.counts import close_hour, this_hour, this_shift
from milieusim.ward.lived import record_resident
from milieusim.ward.seams import has_room


def record_tick(ward):
    """Add what was lived in this tick to all rows under way."""
    now, dt = ward.now, ward.p.tick_hours
    shift, hour = this_shift(ward), this_hour(ward)
    shift.shift_hours += dt
    shift.staff_load += now.load * dt
    hour.census = 0
    for resident in ward.beds:
        if not resident.is_here:
            continue
        if resident.is_present:
            hour.census += 1
            record_resident(ward, resident, shift, hour)
        elif not resident.is_absconded:
            resident.hours_today[Activity.LEAVE] += dt
    if ward.moment.is_day_end:
        shift.midnight_days += hour.census
    record_staff(ward, shift, hour)
    if ward.moment.is_hour_end and now.is_open and has_room(ward.hour_rows, now.hour_row + 1):
        close_hour(ward)


def record_staff(ward, shift, hour):
    """Add the tick of everybody on duty, and whether any nurse is with a resident."""
    p, is_with_a_resident = ward.p, False
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        row = ward.work[staff.seat]
        row.hours_on_duty += p.tick_hours
        led = hours(minutes=staff.lead_minutes + staff.dose_minutes + staff.talk_minutes)
        contact = min(led + staff.contact_share * p.tick_hours, p.tick_hours)  # at most the tick
        row.contact_hours += contact
        hour.minutes_available[staff.role] += p.tick_minutes
        if staff.is_nursing:
            shift.nursing_hours += p.tick_hours
            shift.care_hours += p.tick_hours
            shift.nursing_contact_hours += contact
            shift.mean_burnout += staff.burnout * p.tick_hours
            is_with_a_resident = (
                is_with_a_resident or staff.is_in_contact or staff.lead_minutes + staff.dose_minutes > 0.0
            )
    if ward.moment.is_snapshot:
        shift.daytime_snapshots += 1
        if not is_with_a_resident:
            shift.snapshots_without_contact += 1
