"""What a resident lives through: the row of a shift, the hours of a day, the states noted of a stay."""

from milieusim.kinds import NOBODY, Moment
from milieusim.rules.basics.numerics import mean_so_far
from milieusim.rules.wellbeing import (
    certainty_felt,
    daily_care,
    hemmed_in,
    hygiene,
    life_skills,
    organisation,
    own_schedule,
    structure_wanted,
    wellbeing,
)
from milieusim.vocabulary import Activity, ResponseKind
from milieusim.ward.levels import add_to_hour, add_to_lived, add_to_shift, copy_to_lived, level_lived
from milieusim.ward.seams import has_room, put, row_at


def wellbeing_of(ward, resident):
    """Return a resident's wellbeing now."""
    return wellbeing(
        ward.p,
        distress=resident.distress,
        loneliness=resident.loneliness,
        felt_safety=resident.felt_safety,
        self_care=resident.daily_care,
    )


def certainty_of(ward, resident):
    """Return how far knowing what comes next is enough for a resident."""
    return certainty_felt(
        ward.p, predictability=resident.predictability, need_structure=resident.need_structure
    )


def hemmed_in_now(ward, resident):
    """Return how far the days of a resident leave them less to themselves than they need."""
    wanted = structure_wanted(ward.p, need_structure=resident.need_structure)
    return hemmed_in(lived=resident.structure_lived, wanted=wanted, need_autonomy=resident.need_autonomy)


def note_daily_care(ward, resident):
    """Let the four parts of looking after oneself show."""
    hygiene_now, schedule, order, skills = parts_of_self_care(ward, resident)
    resident.daily_care = daily_care(
        hygiene=hygiene_now, own_schedule=schedule, organisation=order, life_skills=skills
    )


def parts_of_self_care(ward, resident):
    """Return hygiene, a schedule of one's own, organisation and life skills, as one manages them now."""
    p, care = ward.p, resident.self_care
    return (
        hygiene(p, self_care=care, distress=resident.distress),
        own_schedule(p, self_care=care, predictability=certainty_of(ward, resident)),
        organisation(p, self_care=care, arousal=resident.arousal),
        life_skills(p, self_care=care, ability=resident.ability),
    )


def stay_of(ward, resident):
    """Return the row of a resident's stay."""
    return ward.stay_rows[resident.stay_row]


def note_states(ward, resident, moment):
    """Write the ten states of a stay at admission, day 7, day 14 or the end."""
    states = stay_of(ward, resident).states
    note_daily_care(ward, resident)  # distress may have changed since the hour began, or since one went away
    states[moment, 0] = wellbeing_of(ward, resident)
    states[moment, 1] = resident.distress
    states[moment, 2] = resident.coping
    states[moment, 3] = 1.0 - resident.loneliness
    states[moment, 4] = resident.felt_safety
    states[moment, 5] = resident.self_care
    states[moment, 6], states[moment, 7], states[moment, 8], states[moment, 9] = parts_of_self_care(
        ward, resident
    )


def look_at_stay(ward, resident):
    """Note the states of a stay at its seventh and fourteenth day."""
    p = ward.p
    days = ((ward.now.tick + 1) * p.tick_hours - resident.admitted_hour) * p.days_an_hour
    if not resident.has_day7 and days >= p.days_first_look:
        resident.has_day7 = True
        note_states(ward, resident, Moment.DAY7)
    if not resident.has_day14 and days >= p.days_second_look:
        resident.has_day14 = True
        note_states(ward, resident, Moment.DAY14)


def close_stay(ward, resident):
    """Turn the sums of a stay into means."""
    stay = stay_of(ward, resident)
    stay.mean_wellbeing = mean_so_far(total=stay.mean_wellbeing, hours=stay.hours_in_window)


def open_lived(ward, resident):
    """Begin a resident's row of a shift."""
    put(ward.lived, resident.bed, ward.blank_lived)
    lived = ward.lived[resident.bed]
    lived.resident = resident.number
    lived.diagnosis = resident.diagnosis_code
    lived.is_detained = resident.is_detained
    lived.risk_score = resident.risk_score
    resident.incidents_this_shift = 0


def close_lived(ward, resident):
    """End a resident's row of a shift and write it."""
    now, lived = ward.now, ward.lived[resident.bed]
    if not now.is_open or not (lived.hours_present > 0.0 or lived.incidents > 0):
        return
    finish_lived(ward, resident, lived)
    if ward.p.keep_resident_shifts > 0.0:
        if has_room(ward.lived_rows, now.n_lived_rows):
            put(ward.lived_rows, now.n_lived_rows, lived)
            now.n_lived_rows += 1
        else:
            now.overflow = True


def finish_lived(ward, resident, lived):
    """Turn the sums of a resident's shift into means over the hours present."""
    now, started = ward.now, ward.now.shift_start * ward.p.tick_hours
    if lived.hours_present > 0.0:
        level_lived(lived, lived.hours_present)
    else:  # gone in the first tick of the shift, by absconding
        resident.wellbeing = wellbeing_of(ward, resident)
        copy_to_lived(lived, resident)
    lived.day = now.shift_day
    lived.shift = now.shift
    lived.at_hour = started
    lived.hours_since_admission = max(started - resident.admitted_hour, 0.0)


def write_day(ward, resident):
    """Write what a resident did since midnight."""
    now, keeps = ward.now, ward.now.is_open and ward.p.keep_time_use > 0.0
    for activity in range(len(resident.hours_today)):
        if keeps and resident.hours_today[activity] > 0.0:
            if not has_room(ward.use_rows, now.n_use_rows):
                now.overflow = True
                return
            row = row_at(ward.use_rows, now.n_use_rows)
            row.day = now.tick // int(ward.p.ticks_a_day)
            row.resident = resident.number
            row.activity = activity
            row.hours = resident.hours_today[activity]
            now.n_use_rows += 1
        resident.hours_today[activity] = 0.0


def record_resident(ward, resident, shift, hour):
    """Add one resident's tick to all rows under way."""
    dt, lived = ward.p.tick_hours, ward.lived[resident.bed]
    resident.wellbeing = wellbeing_of(ward, resident)
    lived.hours_present += dt
    shift.resident_hours += dt
    ward.now.hour_resident_hours += dt
    add_to_lived(lived, resident, dt)
    add_to_shift(shift, resident, dt)
    add_to_hour(hour, resident, dt)
    stay = stay_of(ward, resident)
    if ward.now.is_open:
        stay.mean_wellbeing += resident.wellbeing * dt
        stay.hours_in_window += dt
    resident.alone_share = 0.0
    if resident.is_asleep:
        lived.hours_asleep += dt
        resident.hours_today[Activity.SLEEP] += dt
    else:
        record_waking(ward, resident, lived, shift)
        note_activity(ward, resident)
    if resident.hold != NOBODY:
        record_hold(ward, resident, shift, stay)


def record_waking(ward, resident, lived, shift):
    """Part a waking tick into organised time, time with staff, with residents and alone."""
    dt, organised = ward.p.tick_hours, organised_share(ward, resident)
    rest = 1.0 - organised
    staff = rest * resident.staff_share
    company = (rest - staff) * resident.contact_share
    resident.alone_share = rest - staff - company
    lived.hours_organised += organised * dt
    lived.hours_with_staff += staff * dt
    lived.hours_with_residents += company * dt
    lived.hours_alone += resident.alone_share * dt
    shift.organised_hours += organised * dt
    shift.staff_contact_hours += staff * dt
    if ward.moment.is_daytime:
        engaged = organised + staff + company
        lived.hours_awake_daytime += dt
        lived.hours_engaged_daytime += engaged * dt
        shift.awake_daytime_hours += dt
        shift.engaged_daytime_hours += engaged * dt
        shift.organised_daytime_hours += organised * dt


def organised_share(ward, resident):
    """Return the share of the tick spent in organised activity."""
    share = 0.0
    if resident.slot_index != NOBODY and ward.slots[resident.slot_index].is_organised:
        share += resident.slot_share
    if resident.old_slot_index != NOBODY and ward.slots[resident.old_slot_index].is_organised:
        share += resident.old_share
    if resident.served_slot != NOBODY and ward.slots[resident.served_slot].is_organised:
        share += resident.served_share
    return share


def note_activity(ward, resident):
    """Add a waking tick to what a resident did today."""
    dt, rest = ward.p.tick_hours, 1.0
    own = Activity.FREE_TIME if resident.slot_index != NOBODY else resident.activity
    if resident.queue_slot != NOBODY and resident.queue_slot == resident.slot_index:
        own = Activity.WAITING
    if resident.slot_index != NOBODY:
        resident.hours_today[ward.slots[resident.slot_index].activity] += resident.slot_share * dt
        rest -= resident.slot_share
    if resident.old_slot_index != NOBODY:
        resident.hours_today[ward.slots[resident.old_slot_index].activity] += resident.old_share * dt
        rest -= resident.old_share
    if resident.served_slot != NOBODY:
        resident.hours_today[ward.slots[resident.served_slot].activity] += resident.served_share * dt
        rest -= resident.served_share
    if resident.hold == ResponseKind.SECLUSION:
        own = Activity.SECLUSION
    resident.hours_today[own] += rest * dt


def record_hold(ward, resident, shift, stay):
    """Add a tick of seclusion, mechanical restraint or time out."""
    dt = ward.p.tick_hours
    recorded = dt if resident.is_hold_recorded else 0.0
    if resident.hold == ResponseKind.SECLUSION:
        shift.seclusion_hours += dt
        shift.seclusion_hours_recorded += recorded
        stay.seclusion_hours += dt
    elif resident.hold == ResponseKind.MECHANICAL_RESTRAINT:
        shift.mechanical_restraint_hours += dt
        shift.restraint_hours += dt
        shift.restraint_hours_recorded += recorded
        stay.restraint_hours += dt
    if resident.hold_row != NOBODY:
        ward.response_rows[resident.hold_row].hours += dt
