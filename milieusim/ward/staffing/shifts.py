"""Shifts change: who is rostered, who is sick, who covers (phase 1 of a tick)."""

from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.repair import trauma
from milieusim.rules.response import risk_sign_probability, rolled_risk_signs
from milieusim.rules.staffing import (
    deescalation,
    overtime_minutes,
    overtime_wear,
    sickness_probability,
    skill,
    stood_for,
    warmth,
)
from milieusim.rules.ties import first_trust
from milieusim.ward.acts import act, staff_act
from milieusim.ward.counts import close_shift, count_still_in_force, open_shift, this_shift
from milieusim.ward.day.following import tell_the_day
from milieusim.ward.day.not_held import note_owed
from milieusim.ward.lived import open_lived
from milieusim.ward.luck import drawn_at
from milieusim.ward.seams import put
from milieusim.ward.staffing.duty import close_work

RISK_SIGNS = 7
FRIDAY, DAYS_A_WEEK = 4, 7


def hire(ward):
    """Give every post its person at the start of a run."""
    for staff in ward.staff:
        take_up_post(ward, staff, 0)


def take_up_post(ward, staff, tick):
    """Be the person of a post: as skilled as the draw of that post says."""
    staff.skill = skill(
        ward.p, u=drawn_at(ward, tick, Decision.SKILL, staff.person, 0), is_bank=staff.is_bank
    )
    staff.burnout = ward.p.usual_burnout


def change_shifts(ward):
    """End the duty of those who go, begin that of those who come."""
    now, moment = ward.now, ward.moment
    is_first = now.shift == NOBODY
    if not moment.is_shift_start and not is_first:
        send_home(ward)
        if moment.is_duty_start:
            fill_rota(ward, is_first)
            list_on_duty(ward)
        return
    if not is_first:
        note_owed(ward)
        close_shift(ward)
    send_home(ward)
    now.shift = moment.shift
    now.shift_start = now.tick - moment.shift_elapsed
    now.shift_day = now.shift_start // int(ward.p.ticks_a_day)
    open_shift(ward)
    count_still_in_force(ward)
    fill_rota(ward, is_first)
    list_on_duty(ward)
    for resident in ward.beds:
        if resident.is_here:
            begin_shift(ward, resident)


def send_home(ward):
    """Let go all whose shift is over."""
    gone, stayed = False, minutes_stayed_on(ward)
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        if ward.now.tick >= staff.until:
            if staff.is_registered and stayed > 0.0:
                stay_on(ward, staff, stayed)
            close_work(ward, staff)
            staff.is_on_duty = False
            staff.leading = NOBODY
            gone = True
    if gone:
        list_on_duty(ward)


def minutes_stayed_on(ward):
    """Return how long registered nurses who go home now stay on, for paperwork owed."""
    going = 0.0
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        if staff.is_registered and ward.now.tick >= staff.until:
            going += 1.0
    return overtime_minutes(ward.p, backlog=ward.now.paperwork_backlog, nurses=going)


@staff_act
def stay_on(ward, staff, minutes):
    """Stay on after the shift: some paperwork is done, and one goes home worn."""
    ward.now.paperwork_backlog = max(ward.now.paperwork_backlog - minutes, 0.0)
    worn = stood_for(impulse=overtime_wear(ward.p, minutes=minutes), hours=staff.stands_for)
    staff.burnout = trauma(distress=staff.burnout, impulse=worn)


def list_on_duty(ward):
    """List who is on duty, in the order of posts."""
    now = ward.now
    now.n_on_duty = 0
    now.n_nursing = 0
    now.n_registered = 0
    for staff in ward.staff:
        if staff.is_on_duty:
            ward.seats_on_duty[now.n_on_duty] = staff.seat
            now.n_on_duty += 1
            if staff.is_nursing:
                now.n_nursing += 1
            if staff.is_registered:
                now.n_registered += 1
    tell_the_day(ward)


def fill_rota(ward, is_first):
    """Find who works each line of the rota that begins now; as a run begins, also those that began before."""
    now, shift, ticks_a_day = ward.now, this_shift(ward), int(ward.p.ticks_a_day)
    of_day = now.tick % ticks_a_day
    for line in ward.lines:
        elapsed = of_day - line.begins
        if elapsed < 0:
            elapsed += ticks_a_day
        if elapsed == 0 or (is_first and elapsed < line.standing_ticks):
            fill_line(ward, line, shift, now.tick - elapsed)
    now.rostered_registered = shift.rostered_registered
    now.rostered_unregistered = shift.rostered_unregistered
    now.sick = shift.sick
    now.registered_on_duty = shift.registered_on_duty
    now.unregistered_on_duty = shift.unregistered_on_duty
    now.bank_on_duty = shift.bank_on_duty


def is_second_half(shift_day, number):
    """Return whether the second holder of a post works this day: they take turns by half weeks."""
    week, day = shift_day // DAYS_A_WEEK, shift_day % DAYS_A_WEEK
    return (week + (1 if day >= FRIDAY else 0) + number) % 2 == 1


def fill_line(ward, line, shift, start):
    """Find who works one line of the rota today, from the tick on at which it begins."""
    day = start // int(ward.p.ticks_a_day)
    if not line.works[day % DAYS_A_WEEK]:
        return
    if line.is_nursing:
        if line.is_registered:
            shift.rostered_registered += 1
        else:
            shift.rostered_unregistered += 1
    seat = who_works(ward, line, shift, start)
    if seat == NOBODY:
        return
    start_duty(ward, ward.staff[seat], line, start)
    if line.is_nursing:
        if line.is_registered:
            shift.registered_on_duty += 1
        else:
            shift.unregistered_on_duty += 1


def who_works(ward, line, shift, start):
    """Return the seat of who works: the holder, the bank, or NOBODY."""
    p, day = ward.p, start // int(ward.p.ticks_a_day)
    own = line.first_seat + (1 if is_second_half(day, line.number) else 0)
    bank = line.first_seat + 2
    holder = ward.staff[own]
    if line.is_nursing and drawn_at(ward, start, Decision.BANK_LINE, holder.person, 0) < p.bank_share:
        shift.sick += 1
        shift.bank_on_duty += 1
        return bank
    if drawn_at(ward, start, Decision.SICK, holder.person, 0) >= sickness_probability(
        p, burnout=holder.burnout
    ):
        return own
    if line.is_nursing:
        shift.sick += 1
        if drawn_at(ward, start, Decision.BANK_COVER, holder.person, 0) < p.bank_fill:
            shift.bank_on_duty += 1
            return bank
    return NOBODY


@staff_act
def start_duty(ward, staff, line, start):
    """Begin a shift; bank staff are somebody new each time and know nobody."""
    p = ward.p
    if staff.is_bank:
        take_up_post(ward, staff, start)
        for resident in ward.beds:
            ward.trust[resident.bed, staff.seat] = first_trust(p, know_each_other=0.0)
    staff.is_on_duty = True
    staff.until = start + line.duty_ticks
    staff.shift = line.shift
    staff.shift_day = start // int(p.ticks_a_day)
    staff.shift_start = start
    staff.leading = NOBODY
    staff.lead_owed = 0.0
    staff.dose_owed = 0.0
    staff.fatigue = 0.0
    show_warmth(ward, staff)
    staff.deescalation = deescalation(p, skill=staff.skill, burnout=staff.burnout)
    put(ward.work, staff.seat, ward.blank_work)


@staff_act
def show_warmth(ward, staff):
    """Let skill, burnout and the hours worked show in contact."""
    staff.warmth = warmth(ward.p, skill=staff.skill, burnout=staff.burnout, fatigue=staff.fatigue)


@act
def begin_shift(ward, resident):
    """Be rated for risk as a shift begins, and begin the row of the shift."""
    p, start = ward.p, ward.now.shift_start
    chance_of_sign = risk_sign_probability(
        p,
        arousal=resident.arousal,
        distress=resident.distress,
        recent_incidents=min(float(resident.incidents_this_shift), 1.0),
    )
    resident.risk_score = 0
    for sign in range(RISK_SIGNS):
        u = drawn_at(ward, start, Decision.RISK_RATING, resident.number, sign)
        resident.risk_score += rolled_risk_signs(probability=chance_of_sign, u=u)
    resident.is_in_early_help = p.risk_assessment > 0.0 and resident.risk_score >= int(p.risk_cutoff)
    open_lived(ward, resident)
