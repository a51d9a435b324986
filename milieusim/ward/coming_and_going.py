"""Referrals, admission, discharge, leave and return (phase 15 of a tick)."""

import numpy as np

from milieusim.rules.admission import (
    age_years,
    craving_now,
    detention_probability,
    frailty_scale,
    leave_hours,
    leave_per_hour,
    rated,
    referral_gap_hours,
    stay_days,
    stay_days_under_way,
    stay_pace,
    trait,
)
from milieusim.rules.basics.keyed_draws import Decision, uniform
from milieusim.rules.basics.numerics import (
    gamma_accepts,
    gamma_shrunk,
    happens,
    normal_quantile,
)
from milieusim.rules.ties import first_trust
from milieusim.rules.wellbeing import next_distress
from milieusim.ward.codes import (
    BEDROOM,
    FREE_TIME,
    LEAVE,
    NOBODY,
)
from milieusim.ward.counts import close_lived, close_stay, flush_time_use, open_lived, snapshot_stay

FIRST_REFERRAL = 1000  # numbers below belong to residents found on the ward when the run begins
GAMMA_TRIES = 32
REFERRAL_GAP = int(Decision.REFERRAL_GAP)
PROFILE, SEX, AGE, DETAINED = (
    int(Decision.PROFILE),
    int(Decision.SEX),
    int(Decision.AGE),
    int(Decision.DETAINED),
)
SUBSTANCES, SHRINK = int(Decision.SUBSTANCES), int(Decision.FRAILTY_SHRINK)
FRAILTY_NORMAL, FRAILTY_UNIFORM = int(Decision.FRAILTY_NORMAL), int(Decision.FRAILTY_UNIFORM)
SOCIABILITY, NEED_STRUCTURE = int(Decision.SOCIABILITY), int(Decision.NEED_STRUCTURE)
NEED_AUTONOMY, ABILITY = int(Decision.NEED_AUTONOMY), int(Decision.ABILITY)
INTEREST_TALK, INTEREST_MAKING = int(Decision.INTEREST_TALK), int(Decision.INTEREST_MAKING)
INTEREST_MOVING, INTEREST_LEISURE = int(Decision.INTEREST_MOVING), int(Decision.INTEREST_LEISURE)
CRAVING_TRAIT, SELF_HARM_RISK = int(Decision.CRAVING), int(Decision.SELF_HARM)
ABSCONDING_RISK, BASELINE = int(Decision.ABSCONDING), int(Decision.AROUSAL_BASELINE)
PACE, SLEEP_NEED = int(Decision.PACE), int(Decision.SLEEP_NEED)
STAY_HUMP, STAY_LENGTH, STAY_ELAPSED = (
    int(Decision.STAY_HUMP),
    int(Decision.STAY_LENGTH),
    int(Decision.STAY_ELAPSED),
)
IS_HERE, DISTRESS, COPING = int(Decision.IS_HERE_AT_START), int(Decision.DISTRESS), int(Decision.COPING)
SELF_CARE, LONELINESS, VISITORS = int(Decision.SELF_CARE), int(Decision.LONELINESS), int(Decision.VISITORS)
RATER_ADMISSION, RATER_END = int(Decision.RATER_ADMISSION), int(Decision.RATER_END)
GO_ON_LEAVE, LEAVE_LENGTH, LEAVE_NIGHT = int(Decision.LEAVE), int(Decision.AWAY_HOURS), int(Decision.RETURN)
ABSCOND_RETURN = int(Decision.ABSCOND_RETURN)


def trait_draw(W, decision, number):
    """Draw one of a person's traits: it depends on the seed and the person, on nothing else."""
    return uniform(W.key[0], 0, decision, number, 0)


def fill_ward(W, t):
    """Put an equilibrium census on the ward: stays under way, length-biased."""
    p, w = W.p[0], W.w[0]
    w.next_referral_hour = t * p.tick_hours + referral_gap_hours(
        u=trait_draw(W, REFERRAL_GAP, FIRST_REFERRAL), referrals_per_day=p.referrals_per_day
    )
    for number in range(int(p.beds)):
        if trait_draw(W, IS_HERE, number) < p.occupancy_at_start:
            admit(W, t, number, number, t * p.tick_hours, True)


def free_bed(W):
    """Return the first bed without a resident, or NOBODY."""
    for i in range(len(W.residents)):
        if not W.residents[i].is_here:
            return i
    return NOBODY


def bedroom_of(W):
    """Return the place where residents sleep."""
    for k in range(len(W.places)):
        if W.places[k].kind == BEDROOM:
            return k
    return 0


def profile_of(W, u):
    """Return the profile that a draw falls on."""
    total = 0.0
    for k in range(len(W.profiles)):
        total += W.profiles[k].weight
    at = 0.0
    for k in range(len(W.profiles)):
        at += W.profiles[k].weight
        if u * total < at:
            return k
    return len(W.profiles) - 1


def gamma_draw(W, number):
    """Draw from a gamma of the ledger's shape and unit scale for one person."""
    p = W.p[0]
    deviate = p.frailty_shape + 1.0
    for k in range(GAMMA_TRIES):
        z = normal_quantile(u=uniform(W.key[0], 0, FRAILTY_NORMAL, number, k))
        tried = gamma_accepts(
            z=z, u=uniform(W.key[0], 0, FRAILTY_UNIFORM, number, k), shape=p.frailty_shape + 1.0
        )
        if tried >= 0.0:
            deviate = tried
            break
    return gamma_shrunk(deviate=deviate, u=trait_draw(W, SHRINK, number), shape=p.frailty_shape)


def admit(W, t, i, number, referred_hour, is_under_way):
    """Give bed `i` to the person of a referral."""
    p, r = W.p[0], W.residents[i]
    q = W.profiles[profile_of(W, trait_draw(W, PROFILE, number))]
    r.number = number
    r.profile = profile_of(W, trait_draw(W, PROFILE, number))
    r.diagnosis = q.diagnosis
    r.sex = sex_of(trait_draw(W, SEX, number), p.female_share, p.other_sex_share)
    r.age = int(
        age_years(
            mean=q.age_mean,
            spread=q.age_spread,
            youngest=p.youngest_age,
            oldest=p.oldest_age,
            u=trait_draw(W, AGE, number),
        )
    )
    r.is_detained = trait_draw(W, DETAINED, number) < detention_probability(
        ward_share=p.detained_share, profile_log_odds=q.detained_log_odds
    )
    r.uses_substances = trait_draw(W, SUBSTANCES, number) < q.substances
    r.has_visitors = trait_draw(W, VISITORS, number) < p.share_with_visitors
    hump, length = trait_draw(W, STAY_HUMP, number), trait_draw(W, STAY_LENGTH, number)
    if is_under_way:
        days = stay_days_under_way(
            u_hump=hump,
            u_length=length,
            short_share=p.stay_short_share,
            short_median=p.stay_short_median_days,
            long_median=p.stay_long_median_days,
            spread=p.stay_spread,
            longest=p.longest_stay_days,
        )
        gone = days * trait_draw(W, STAY_ELAPSED, number)
    else:
        days = stay_days(
            u_hump=hump,
            u_length=length,
            short_share=p.stay_short_share,
            short_median=p.stay_short_median_days,
            long_median=p.stay_long_median_days,
            spread=p.stay_spread,
            longest=p.longest_stay_days,
        )
        gone = 0.0
    r.stay_left = (days - gone) * p.hours_a_day
    r.admitted_hour = t * p.tick_hours - gone * p.hours_a_day
    r.frailty = gamma_draw(W, number) * frailty_scale(
        profile_factor=q.frailty_factor,
        is_detained=r.is_detained,
        detained_factor=p.detained_frailty_factor,
        stay_days=days,
        reference_days=p.stay_reference_days,
        stay_power=p.stay_frailty_power,
        shape=p.frailty_shape,
    )
    draw_traits(W, r, q, number)
    enter(W, t, i, gone)
    open_stay(W, i, referred_hour)
    # A stay under way was noted as it began; what its resident has got over since then follows.
    r.distress = next_distress(
        distress=r.distress,
        floor=r.distress_floor,
        recovery_per_day=p.recovery_per_day * r.pace,
        days=gone,
    )
    open_lived(W, i)


def sex_of(u, female_share, other_share):
    """Return the recorded sex that a draw falls on."""
    if u < other_share:
        return 2
    return 0 if u < other_share + (1.0 - other_share) * female_share else 1


def draw_traits(W, r, q, number):
    """Draw what a person brings along."""
    p = W.p[0]
    r.sociability = trait(mean=q.sociability, spread=p.trait_spread, u=trait_draw(W, SOCIABILITY, number))
    r.need_structure = trait(
        mean=q.need_structure, spread=p.trait_spread, u=trait_draw(W, NEED_STRUCTURE, number)
    )
    r.need_autonomy = trait(
        mean=q.need_autonomy, spread=p.trait_spread, u=trait_draw(W, NEED_AUTONOMY, number)
    )
    r.interest_talk = trait(
        mean=q.interest_talk, spread=p.trait_spread, u=trait_draw(W, INTEREST_TALK, number)
    )
    r.interest_making = trait(
        mean=q.interest_making, spread=p.trait_spread, u=trait_draw(W, INTEREST_MAKING, number)
    )
    r.interest_moving = trait(
        mean=q.interest_moving, spread=p.trait_spread, u=trait_draw(W, INTEREST_MOVING, number)
    )
    r.interest_leisure = trait(
        mean=q.interest_leisure, spread=p.trait_spread, u=trait_draw(W, INTEREST_LEISURE, number)
    )
    r.ability = trait(mean=q.ability, spread=p.trait_spread, u=trait_draw(W, ABILITY, number))
    r.craving_trait = trait(mean=q.craving, spread=p.trait_spread, u=trait_draw(W, CRAVING_TRAIT, number))
    r.self_harm_risk = trait(mean=q.self_harm, spread=p.trait_spread, u=trait_draw(W, SELF_HARM_RISK, number))
    r.absconding_risk = trait(
        mean=q.absconding, spread=p.trait_spread, u=trait_draw(W, ABSCONDING_RISK, number)
    )
    r.arousal_baseline = trait(
        mean=q.arousal_baseline, spread=p.baseline_spread, u=trait_draw(W, BASELINE, number)
    )
    r.pace = p.smallest_pace + trait(mean=q.pace, spread=p.trait_spread, u=trait_draw(W, PACE, number))
    r.sleep_need = p.sleep_need_spread * (trait_draw(W, SLEEP_NEED, number) - p.arousal_midpoint)
    r.distress = trait(mean=q.distress, spread=p.state_spread, u=trait_draw(W, DISTRESS, number))
    r.distress_floor = r.distress * p.distress_floor_share
    r.coping = trait(mean=q.coping, spread=p.state_spread, u=trait_draw(W, COPING, number))
    r.self_care = trait(mean=q.self_care, spread=p.state_spread, u=trait_draw(W, SELF_CARE, number))
    r.loneliness = trait(
        mean=p.loneliness_at_admission, spread=p.state_spread, u=trait_draw(W, LONELINESS, number)
    )


def enter(W, t, i, days_gone):
    """Bring a resident onto the ward with nothing yet lived there."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    r.is_here = True
    r.is_present = True
    r.is_asleep = False
    r.is_on_leave = False
    r.is_absconded = False
    r.has_request = False
    r.refuses_medication = False
    r.needs_debrief = False
    r.is_in_early_help = False
    r.must_move = True
    r.has_day7 = days_gone >= p.days_first_look
    r.has_day14 = days_gone >= p.days_second_look
    r.place = bedroom_of(W)
    r.activity = FREE_TIME
    r.slot = NOBODY
    r.old_slot = NOBODY
    r.hold = NOBODY
    r.hold_response = NOBODY
    r.observation = 0
    r.observation_response = NOBODY
    r.partner = NOBODY
    r.contact_staff = NOBODY
    r.kind_now = NOBODY
    r.risk_score = 0
    r.incidents_this_shift = 0
    r.last_dose = t - int(p.prn_gap_ticks)
    r.wait_hours = 0.0
    r.boredom = 0.0
    r.sleep_pressure = p.sleep_pressure_at_admission
    r.felt_safety = p.felt_safety_at_admission
    r.predictability = 0.0
    r.autonomy = p.autonomy_at_admission
    r.standing = p.standing_at_admission
    r.denied = 0.0
    r.limited = 0.0
    r.demanded = 0.0
    r.conflict = 0.0
    r.crowding = 0.0
    r.changed = 0.0
    r.waiting = 0.0
    r.noise = 0.0
    r.slot_share = 0.0
    r.old_share = 0.0
    r.contact_share = 0.0
    r.staff_share = 0.0
    r.bonds = 0.0
    r.alone_share = 0.0
    r.since_chance = p.hours_a_day
    r.arousal = r.arousal_baseline
    r.craving = craving_now(
        trait=r.craving_trait,
        uses_substances=r.uses_substances,
        days_since_admission=days_gone,
        days_to_settle=p.craving_days,
        floor=p.craving_floor,
    )
    clear_hour(r)
    start = first_trust(know_each_other=p.know_each_other, gain=p.trust_know_gain, start=p.trust_at_first)
    for j in range(W.trust.shape[1]):
        W.trust[i, j] = start
    r.trust_now = start
    for k in range(len(W.residents)):
        W.ties[i, k] = 0.0
        W.ties[k, i] = 0.0
    for a in range(W.time_now.shape[1]):
        W.time_now[i, a] = 0.0
    w.admission_backlog += p.minutes_admission


def clear_hour(r):
    """Forget what was lived in the hour, once the slow states have taken it in."""
    r.organised_hour = 0.0
    r.therapy_hour = 0.0
    r.skills_hour = 0.0
    r.contact_hour = 0.0
    r.staff_hour = 0.0
    r.expected_hour = 0.0
    r.crowded_hour = 0.0
    r.awake_hour = 0.0


def open_stay(W, i, referred_hour):
    """Begin the row of a stay."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    if w.n_stays >= len(W.stays):
        w.overflow = 1
        w.n_stays = len(W.stays) - 1
    r.stay_row = w.n_stays
    w.n_stays += 1
    row = W.stays[r.stay_row]
    row.resident = r.number
    row.profile = r.profile
    row.diagnosis = r.diagnosis
    row.sex = r.sex
    row.age = r.age
    row.is_detained = r.is_detained
    row.frailty = r.frailty
    row.referred_at_hour = referred_hour
    row.admitted_at_hour = r.admitted_hour
    row.discharged_at_hour = np.nan
    row.is_absconded = False
    snapshot_stay(W, i, 0)
    row.distress_rated_admission = rated(
        value=r.distress, spread=p.rater_spread, u=trait_draw(W, RATER_ADMISSION, r.number)
    )


def leave_ward(W, t, g, i, is_absconded):
    """End a stay, and all rows that were kept open for it."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    row = W.stays[r.stay_row]
    row.discharged_at_hour = (t + 1) * p.tick_hours
    row.is_absconded = is_absconded
    snapshot_stay(W, i, 3)
    row.distress_rated_end = rated(
        value=r.distress, spread=p.rater_spread, u=trait_draw(W, RATER_END, r.number)
    )
    close_stay(W, i)
    close_lived(W, t, i)
    flush_time_use(W, t, i)
    r.is_here = False
    r.is_present = False
    if not is_absconded:
        W.shifts[w.shift_row].discharges += 1
    w.admission_backlog += p.minutes_discharge


def come_and_go(W, t, g):
    """Let residents return, be discharged, go on leave; then admit who is waiting."""
    for i in range(len(W.residents)):
        if W.residents[i].is_here:
            move_on(W, t, g, i)
    take_referrals(W, t)


def move_on(W, t, g, i):
    """Discharge, leave or return of one resident."""
    p, r = W.p[0], W.residents[i]
    now = (t + 1) * p.tick_hours
    r.stay_left -= p.tick_hours * stay_pace(
        distress=r.distress, expected_distress=p.expected_distress, sensitivity=p.stay_sensitivity
    )
    if r.is_absconded:
        if now >= r.away_until:
            come_back_or_not(W, t, g, i)
    elif r.stay_left <= 0.0 and g.is_discharge_time and r.hold == NOBODY:
        leave_ward(W, t, g, i, False)
    elif r.is_on_leave:
        if now >= r.away_until and g.is_daytime:
            come_in(W, i)
    elif (
        r.is_present and g.is_discharge_time and r.hold == NOBODY and r.slot == NOBODY and r.observation == 0
    ):
        go_on_leave(W, t, i, now)


def come_back_or_not(W, t, g, i):
    """End of an absence without leave: back on the ward, or the stay is closed."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    if uniform(W.key[0], t, ABSCOND_RETURN, r.number, 0) < p.absconders_who_return:
        come_in(W, i)
        W.shifts[w.shift_row].returned += 1
    else:
        leave_ward(W, t, g, i, True)


def come_in(W, i):
    """Be on the ward again."""
    r = W.residents[i]
    r.is_on_leave = False
    r.is_absconded = False
    r.is_present = True
    r.place = bedroom_of(W)
    r.activity = FREE_TIME
    r.must_move = True
    r.since_chance = 0.0


def go_away(W, i):
    """Be off the ward, with nothing begun there left open."""
    r = W.residents[i]
    r.is_present = False
    r.is_asleep = False
    r.has_request = False
    r.wait_hours = 0.0
    r.slot = NOBODY
    r.hold = NOBODY
    r.hold_response = NOBODY
    r.partner = NOBODY
    r.contact_staff = NOBODY
    r.contact_share = 0.0
    r.staff_share = 0.0
    r.activity = LEAVE


def go_on_leave(W, t, i, now):
    """Perhaps go on leave."""
    p, r = W.p[0], W.residents[i]
    hazard = leave_per_hour(
        per_day=p.leaves_per_day,
        is_detained=r.is_detained,
        detained_factor=p.leave_detained_factor,
        days_since_admission=(now - r.admitted_hour) * p.days_an_hour,
        days_until_eligible=p.leave_days_until_eligible,
        hours_open=p.discharge_hours_a_day,
    )
    if happens(u=uniform(W.key[0], t, GO_ON_LEAVE, r.number, 0), per_hour=hazard, hours=p.tick_hours):
        r.away_until = now + leave_hours(
            u=uniform(W.key[0], t, LEAVE_LENGTH, r.number, 0),
            mean_hours=p.leave_mean_hours,
            overnight_share=p.leave_overnight_share,
            overnight_hours=p.leave_overnight_hours,
            u_overnight=uniform(W.key[0], t, LEAVE_NIGHT, r.number, 0),
        )
        r.is_on_leave = True
        go_away(W, i)


def beds_taken(W):
    """Return how many beds are taken; on some wards that of a resident on leave is not."""
    p = W.p[0]
    taken = 0
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.is_here and not (r.is_on_leave and p.fills_leave_beds > 0.0):
            taken += 1
    return taken


def take_referrals(W, t):
    """Note new referrals, let the oldest go elsewhere if they waited too long, admit while there are beds."""
    p, w = W.p[0], W.w[0]
    now = (t + 1) * p.tick_hours
    while w.next_referral_hour < now:
        if w.next_new >= len(W.referred_at):
            w.overflow = 1
            break
        W.referred_at[w.next_new] = w.next_referral_hour
        w.next_new += 1
        w.next_referral_hour += referral_gap_hours(
            u=trait_draw(W, REFERRAL_GAP, FIRST_REFERRAL + w.next_new), referrals_per_day=p.referrals_per_day
        )
    while w.next_waiting < w.next_new and now - W.referred_at[w.next_waiting] > p.referral_patience_hours:
        w.next_waiting += 1
    while w.next_waiting < w.next_new and beds_taken(W) < int(p.beds):
        i = free_bed(W)
        if i == NOBODY:
            break
        admit(W, t + 1, i, FIRST_REFERRAL + w.next_waiting, W.referred_at[w.next_waiting], False)
        W.shifts[w.shift_row].admissions += 1
        w.next_waiting += 1
