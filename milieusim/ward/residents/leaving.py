"""Discharge, leave, absence without leave and return (phase 15 of a tick)."""

from milieusim.kinds import NOBODY, Moment, Observation
from milieusim.rules.admission import leave_hours, leave_per_hour, papers_per_hour, rated, stay_pace
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.acts import act
from milieusim.ward.counts import this_shift
from milieusim.ward.day.missing import note_missed_group
from milieusim.ward.day.serving import miss_turn
from milieusim.ward.lived import close_lived, close_stay, note_states, stay_of, write_day
from milieusim.ward.luck import happens_to, trait_draw
from milieusim.ward.residents.promising import leave_promises
from milieusim.ward.residents.whereabouts import AWAY, come_in, go_away
from milieusim.ward.seams import draw, move_out


def come_and_go(ward):
    """Let residents return, be discharged or go on leave."""
    for resident in ward.beds:
        if resident.is_here:
            move_on(ward, resident)


@act
def move_on(ward, resident):
    """Be a tick nearer to discharge; be discharged, leave or return."""
    p, moment, hour = ward.p, ward.moment, (ward.now.tick + 1) * ward.p.tick_hours
    resident.stay_left -= p.tick_hours * stay_pace(p, distress=resident.distress)
    is_free = moment.is_discharge_time and resident.hold == NOBODY
    if resident.is_absconded:
        if hour >= resident.away_until:
            come_back_or_not(ward, resident)
    elif resident.stay_left <= 0.0 and is_free and has_papers(ward, resident):
        leave_ward(ward, resident, False)
    elif resident.is_on_leave:
        if hour >= resident.away_until and moment.is_daytime:
            come_in(ward, resident)
    elif resident.is_present and is_free and resident.slot_index == NOBODY:
        if resident.observation == Observation.GENERAL:
            go_on_leave(ward, resident, hour)


def has_papers(ward, resident):
    """Return whether the papers of a discharge are ready in this tick."""
    return happens_to(ward, resident, Decision.LEAVE, 1, papers_per_hour(ward.p, held=ward.now.held_up))


@act
def come_back_or_not(ward, resident):
    """End an absence without leave: back on the ward, or the stay is closed."""
    if draw(ward, resident, Decision.ABSCOND_RETURN, 0) < ward.p.absconders_who_return:
        come_in(ward, resident)
        this_shift(ward).returned += 1
    else:
        leave_ward(ward, resident, True)


@act
def go_on_leave(ward, resident, hour):
    """Perhaps go on leave."""
    p = ward.p
    days_here = (hour - resident.admitted_hour) * p.days_an_hour
    hazard = leave_per_hour(
        p, is_detained=resident.is_detained, days_since_admission=days_here, held=ward.now.held_up
    )
    if happens_to(ward, resident, Decision.LEAVE, 0, hazard):
        u, u_overnight = (
            draw(ward, resident, Decision.AWAY_HOURS, 0),
            draw(ward, resident, Decision.RETURN, 0),
        )
        resident.away_until = hour + leave_hours(p, u=u, u_overnight=u_overnight)
        resident.is_on_leave = True
        go_away(ward, resident)


@act
def leave_ward(ward, resident, is_absconded):
    """End one's stay, and all rows that were kept open for it."""
    leave_promises(ward, resident)
    note_missed_group(ward, resident, AWAY)
    if resident.queue_slot != NOBODY:
        miss_turn(ward, resident, AWAY)
    row = stay_of(ward, resident)
    row.discharged_at_hour = (ward.now.tick + 1) * ward.p.tick_hours
    row.is_absconded = is_absconded
    note_states(ward, resident, Moment.END)
    u = trait_draw(ward, Decision.RATER_END, resident.number)
    row.distress_rated_end = rated(ward.p, value=resident.distress, u=u)
    close_stay(ward, resident)
    close_lived(ward, resident)
    write_day(ward, resident)
    resident.is_here = False
    resident.is_present = False
    if not is_absconded:
        this_shift(ward).discharges += 1
    ward.now.admission_backlog += ward.p.minutes_discharge
    move_out(ward, resident)
