"""Rows of shifts and hours: what is counted while they last, and how they are closed."""

from milieusim.kinds import IS_CONTAINMENT, NOBODY, Observation
from milieusim.rules.basics.numerics import mean_so_far
from milieusim.rules.staffing import is_short
from milieusim.vocabulary import ResponseKind
from milieusim.ward.levels import level_hour, level_shift
from milieusim.ward.lived import close_lived
from milieusim.ward.seams import has_room, put, row_at

CONSTANT, INTERMITTENT = (
    ResponseKind.CONSTANT_OBSERVATION.value,
    ResponseKind.INTERMITTENT_OBSERVATION.value,
)


def this_shift(ward):
    """Return the row of the shift under way."""
    return row_at(ward.shift_rows, ward.now.shift_row)


def this_hour(ward):
    """Return the row of the hour under way."""
    return row_at(ward.hour_rows, ward.now.hour_row)


def count_incident(ward, kind, noted):
    """Count an incident in its shift and hour; records go by the kind that was `noted`, NOBODY if none was."""
    shift = this_shift(ward)
    shift.conflict += 1
    shift.by_kind[kind] += 1
    if noted != NOBODY:
        shift.conflict_recorded += 1
        shift.by_kind_recorded[noted] += 1
    this_hour(ward).conflict += 1


def count_response(ward, kind, is_recorded):
    """Count a response that begins in its shift and hour."""
    count_in_force(ward, kind, is_recorded)
    if IS_CONTAINMENT[kind]:
        this_shift(ward).containment_begun += 1
        this_hour(ward).containment += 1


def count_in_force(ward, kind, is_recorded):
    """Count a measure that is in force in the shift; talking somebody down is not containment."""
    shift = this_shift(ward)
    shift.by_response[kind] += 1
    shift.containment += IS_CONTAINMENT[kind]
    if is_recorded:
        shift.by_response_recorded[kind] += 1
        shift.containment_recorded += IS_CONTAINMENT[kind]


def count_still_in_force(ward):
    """Count what was begun in an earlier shift and goes on in this one: a checklist asks what there was in a shift."""
    for resident in ward.beds:
        if not resident.is_here or not resident.is_present:
            continue
        if resident.hold != NOBODY:
            count_in_force(ward, resident.hold, resident.is_hold_recorded)
        if resident.observation == Observation.CONSTANT:
            count_in_force(ward, CONSTANT, resident.is_observation_recorded)
        elif resident.observation == Observation.INTERMITTENT:
            count_in_force(ward, INTERMITTENT, resident.is_observation_recorded)


def open_shift(ward):
    """Begin the row of a shift: when it begins, and who is there."""
    now = ward.now
    put(ward.shift_rows, now.shift_row, ward.blank_shift)
    shift = this_shift(ward)
    shift.day = now.shift_day
    shift.shift = now.shift
    shift.at_hour = now.shift_start * ward.p.tick_hours
    shift.beds = int(ward.p.beds)
    for resident in ward.beds:
        if resident.is_here:
            shift.census += 1
            shift.on_leave += resident.is_on_leave
            shift.without_leave += resident.is_absconded
            shift.detained += resident.is_detained


def close_shift(ward):
    """Turn the sums of a shift into means, and turn to the next row."""
    for resident in ward.beds:
        if resident.is_here:
            close_lived(ward, resident)
    shift = this_shift(ward)
    if not ward.now.is_open or not shift.shift_hours > 0.0:
        return
    finish_shift(ward.p, shift)
    if has_room(ward.shift_rows, ward.now.shift_row + 1):
        ward.now.shift_row += 1
    else:
        ward.now.overflow = True


def finish_shift(p, shift):
    """Turn the sums of a shift into means."""
    level_shift(shift, shift.resident_hours)
    shift.mean_burnout = mean_so_far(total=shift.mean_burnout, hours=shift.nursing_hours)
    shift.staff_load = mean_so_far(total=shift.staff_load, hours=shift.shift_hours)
    shift.is_staff_short = is_short(p, minutes=1.0, needs=shift.staff_load)
    shift.no_staff_contact_share = mean_so_far(
        total=float(shift.snapshots_without_contact), hours=float(shift.daytime_snapshots)
    )


def open_hour(ward):
    """Begin the row of an hour."""
    put(ward.hour_rows, ward.now.hour_row, ward.blank_hour)
    hour = this_hour(ward)
    hour.day = day_of(ward)
    hour.hour = ward.moment.hour_of_day
    hour.at_hour = ward.now.tick * ward.p.tick_hours
    ward.now.hour_resident_hours = 0.0


def close_hour(ward):
    """Turn the sums of an hour into means, and turn to the next row."""
    level_hour(this_hour(ward), ward.now.hour_resident_hours)
    ward.now.hour_row += 1


def day_of(ward):
    """Return the day since hour 0."""
    return ward.now.tick // int(ward.p.ticks_a_day)
