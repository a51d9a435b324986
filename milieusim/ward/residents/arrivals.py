"""Referrals and admission: who comes, when, and what they bring along (phase 15 of a tick)."""

import math

from milieusim.kinds import NOBODY, Moment
from milieusim.rules.admission import (
    age_years,
    craving_now,
    detention_probability,
    frailty_scale,
    rated,
    referral_gap_hours,
    stay_days,
    stay_days_under_way,
)
from milieusim.rules.attendance import bedroom_of
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.ties import first_trust
from milieusim.rules.wellbeing import structure_wanted
from milieusim.vocabulary import PlaceKind
from milieusim.ward.counts import this_shift
from milieusim.ward.lived import note_daily_care, note_states, open_lived, stay_of
from milieusim.ward.luck import trait_draw
from milieusim.ward.residents.bringing import bring_traits, gamma_draw, profile_of, sex_of
from milieusim.ward.residents.found import be_acquainted, have_lived_here
from milieusim.ward.residents.going import place_of_kind
from milieusim.ward.seams import has_room, move_in, put

FIRST_REFERRAL = 1000  # numbers below belong to residents found on the ward when the run begins


def fill_ward(ward):
    """Put an equilibrium census on the ward: stays under way, length-biased."""
    p, now = ward.p, ward.now.tick * ward.p.tick_hours
    first_gap = referral_gap_hours(
        u=trait_draw(ward, Decision.REFERRAL_GAP, FIRST_REFERRAL), referrals_per_day=p.referrals_per_day
    )
    ward.now.next_referral_hour = now + first_gap
    for number in range(int(p.beds)):
        if trait_draw(ward, Decision.IS_HERE_AT_START, number) < p.occupancy_at_start:
            admit(ward, number, number, ward.now.tick, now, True)
    be_acquainted(ward)


def take_referrals(ward):
    """Note new referrals, let the oldest go elsewhere if they waited too long, admit while there are beds."""
    now, hour = ward.now, (ward.now.tick + 1) * ward.p.tick_hours
    note_referrals(ward, hour)
    patience = ward.p.referral_patience_hours
    while now.next_waiting < now.next_new and hour - ward.referred_at[now.next_waiting] > patience:
        now.next_waiting += 1
    while now.next_waiting < now.next_new and beds_taken(ward) < int(ward.p.beds):
        bed = free_bed(ward)
        if bed == NOBODY:
            break
        referred = ward.referred_at[now.next_waiting]
        admit(ward, bed, FIRST_REFERRAL + now.next_waiting, now.tick + 1, referred, False)
        this_shift(ward).admissions += 1
        now.next_waiting += 1


def note_referrals(ward, hour):
    """Note the referrals that have come by an hour."""
    now = ward.now
    while now.next_referral_hour < hour:
        if not has_room(ward.referred_at, now.next_new):
            now.overflow = True
            break
        ward.referred_at[now.next_new] = now.next_referral_hour
        now.next_new += 1
        now.next_referral_hour += referral_gap_hours(
            u=trait_draw(ward, Decision.REFERRAL_GAP, FIRST_REFERRAL + now.next_new),
            referrals_per_day=ward.p.referrals_per_day,
        )


def beds_taken(ward):
    """Return how many beds are taken; on some wards that of a resident on leave is not."""
    taken, fills_leave_beds = 0, ward.p.fills_leave_beds > 0.0
    for resident in ward.beds:
        if resident.is_here and not (resident.is_on_leave and fills_leave_beds):
            taken += 1
    return taken


def free_bed(ward):
    """Return the first bed without a resident, or NOBODY."""
    for bed in range(len(ward.beds)):
        if not ward.beds[bed].is_here:
            return bed
    return NOBODY


def admit(ward, bed, number, tick, referred_hour, is_under_way):
    """Give a bed to the person of a referral."""
    ward.now.arrival_tick, ward.now.is_under_way = tick, is_under_way
    resident = move_in(ward, bed, number)
    if not resident.is_here:  # an agent has become somebody as it was made
        become_resident(ward, resident)
    open_stay(ward, resident, referred_hour)
    if is_under_way:  # its row has noted how it began; what has been lived since then follows
        have_lived_here(ward, resident)
    open_lived(ward, resident)


def become_resident(ward, resident):
    """Be the person of a referral, who comes onto the ward."""
    p, number, tick = ward.p, resident.number, ward.now.arrival_tick
    days = planned_days(ward, number, ward.now.is_under_way)
    resident.days_gone = 0.0
    if ward.now.is_under_way:
        resident.days_gone = days * trait_draw(ward, Decision.STAY_ELAPSED, number)
    resident.stay_left = (days - resident.days_gone) * p.hours_a_day
    resident.admitted_hour = tick * p.tick_hours - resident.days_gone * p.hours_a_day
    resident.last_dose = tick - int(p.prn_gap_ticks)
    resident.bedroom = int(bedroom_of(p, bed=float(resident.bed)))
    be_somebody(ward, resident, days)
    arrive(ward, resident)


def planned_days(ward, number, is_under_way):
    """Return how long a stay is meant to last, days; those found under way are longer than most."""
    p = ward.p
    hump = trait_draw(ward, Decision.STAY_HUMP, number)
    length = trait_draw(ward, Decision.STAY_LENGTH, number)
    if is_under_way:
        return stay_days_under_way(p, u_hump=hump, u_length=length)
    return stay_days(
        u_hump=hump,
        u_length=length,
        short_share=p.stay_short_share,
        short_median=p.stay_short_median_days,
        long_median=p.stay_long_median_days,
        spread=p.stay_spread,
        longest=p.longest_stay_days,
    )


def be_somebody(ward, resident, days):
    """Be the person whom the draws of a referral describe, planned to stay some days."""
    p, number = ward.p, resident.number
    resident.profile = profile_of(ward, trait_draw(ward, Decision.PROFILE, number))
    profile = ward.profiles[resident.profile]
    resident.diagnosis_code = profile.diagnosis
    resident.sex_code = sex_of(p, trait_draw(ward, Decision.SEX, number))
    resident.age = int(
        age_years(
            p,
            mean=profile.age_mean,
            spread=profile.age_spread,
            u=trait_draw(ward, Decision.AGE, number),
        )
    )
    resident.is_detained = trait_draw(ward, Decision.DETAINED, number) < detention_probability(
        ward_share=p.detained_share, profile_log_odds=profile.detained_log_odds
    )
    resident.uses_substances = trait_draw(ward, Decision.SUBSTANCES, number) < profile.substances
    resident.has_visitors = trait_draw(ward, Decision.VISITORS, number) < p.share_with_visitors
    resident.frailty = gamma_draw(ward, number) * frailty_scale(
        p, profile_factor=profile.frailty_factor, is_detained=resident.is_detained, stay_days=days
    )
    bring_traits(ward, resident, profile)


def arrive(ward, resident):
    """Come onto the ward with nothing yet lived there."""
    p, days_gone = ward.p, resident.days_gone
    resident.is_here = True
    resident.is_present = True
    resident.seen_tick = ward.now.tick
    resident.has_day7 = days_gone >= p.days_first_look
    resident.has_day14 = days_gone >= p.days_second_look
    resident.place_index = place_of_kind(ward, PlaceKind.BEDROOM).index
    resident.arousal = resident.arousal_baseline
    resident.craving = craving_now(
        p,
        trait=resident.craving_trait,
        uses_substances=resident.uses_substances,
        days_since_admission=days_gone,
    )
    resident.trust_now = first_trust(p, know_each_other=p.know_each_other)
    for staff in ward.staff:
        ward.trust[resident.bed, staff.seat] = resident.trust_now
    resident.named_seat = named_nurse_of(ward, resident.number)
    resident.structure_lived = structure_wanted(p, need_structure=resident.need_structure)
    note_daily_care(ward, resident)
    for bed in range(len(ward.beds)):
        ward.ties[resident.bed, bed] = 0.0
        ward.ties[bed, resident.bed] = 0.0
    ward.now.admission_backlog += p.minutes_admission


def named_nurse_of(ward, number):
    """Return the seat of the permanent registered nurse whom a draw names for a referral, or NOBODY."""
    nurses, seat = 0, NOBODY
    for staff in ward.staff:
        nurses += is_named(staff)
    pick = int(trait_draw(ward, Decision.NAMED_NURSE, number) * nurses)
    for staff in ward.staff:
        if is_named(staff):
            if pick == 0:
                seat = staff.seat
            pick -= 1
    return seat


def is_named(staff):
    """Return whether somebody can be a named nurse: registered, and here to stay."""
    return staff.is_registered and staff.is_nursing and not staff.is_bank


def open_stay(ward, resident, referred_hour):
    """Begin the row of a stay."""
    now = ward.now
    if not has_room(ward.stay_rows, now.n_stay_rows):
        now.overflow = True
        resident.stay_row = 0
        return
    put(ward.stay_rows, now.n_stay_rows, ward.blank_stay)
    resident.stay_row = now.n_stay_rows
    now.n_stay_rows += 1
    row = stay_of(ward, resident)
    row.resident = resident.number
    row.profile = resident.profile
    row.diagnosis = resident.diagnosis_code
    row.sex = resident.sex_code
    row.age = resident.age
    row.is_detained = resident.is_detained
    row.frailty = resident.frailty
    row.referred_at_hour = referred_hour
    row.admitted_at_hour = resident.admitted_hour
    row.discharged_at_hour = math.nan
    note_states(ward, resident, Moment.ADMISSION)
    u = trait_draw(ward, Decision.RATER_ADMISSION, resident.number)
    row.distress_rated_admission = rated(ward.p, value=resident.distress, u=u)
