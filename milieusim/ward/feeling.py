"""Arousal and sleep (phases 7 and 14 of a tick), and PRN medication without conflict."""

from milieusim.rules.arousal import arousal_target, calmed, calming_of_quiet, next_arousal
from milieusim.rules.attendance import next_boredom
from milieusim.rules.basics.keyed_draws import Decision, uniform
from milieusim.rules.basics.numerics import happens
from milieusim.rules.response import early_help_share, prn_per_hour
from milieusim.rules.sleep import (
    fall_asleep_per_hour,
    next_sleep_pressure,
    night_check_wakes,
    wake_per_hour,
)
from milieusim.rules.staffing import talk_share
from milieusim.ward.codes import BEDROOM, FREE_TIME, NOBODY, QUIET_ROOM, SECLUSION
from milieusim.ward.responses import give_prn

SLEEP, NIGHT_CHECK, PRN_DRAW = int(Decision.SLEEP), int(Decision.NIGHT_CHECK), int(Decision.PRN)


def feel(W, t, g):
    """Let arousal, boredom and sleep pressure follow what the tick was like."""
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.is_here and r.is_present:
            feel_boredom(W, r)
            feel_arousal(W, g, r)
            settle(W, r)


def feel_boredom(W, r):
    """Boredom falls with anything done or shared, and rises with nothing to do."""
    p = W.p[0]
    if r.is_asleep:
        return
    engaged = max(r.slot_share + r.old_share, max(r.staff_share, r.contact_share))
    r.boredom = next_boredom(
        boredom=r.boredom,
        engaged_share=min(engaged, 1.0),
        kept=p.kept_boredom,
        programme=p.activity_programme,
        w_programme=p.boredom_w_programme,
    )


def feel_arousal(W, g, r):
    """Arousal is drawn to what the resident lives through."""
    p = W.p[0]
    target = arousal_target(
        baseline=r.arousal_baseline,
        noise=r.noise,
        crowding=r.crowding,
        boredom=r.boredom,
        waiting=r.waiting,
        craving=r.craving,
        conflict=r.conflict,
        denied=r.denied,
        limited=r.limited,
        demanded=r.demanded,
        changed=r.changed,
        alertness=g.alertness,
        felt_safety=r.felt_safety,
        predictability=r.predictability,
        distress=r.distress,
        refuses_medication=r.refuses_medication,
        w_noise=p.arousal_w_noise,
        w_crowding=p.arousal_w_crowding,
        w_boredom=p.arousal_w_boredom,
        w_waiting=p.arousal_w_waiting,
        w_craving=p.arousal_w_craving,
        w_conflict=p.arousal_w_conflict,
        w_denied=p.arousal_w_denied,
        w_limited=p.arousal_w_limited,
        w_demanded=p.arousal_w_demanded,
        w_changed=p.arousal_w_changed,
        w_alertness=p.arousal_w_alertness,
        w_fear=p.arousal_w_fear,
        w_worry=p.arousal_w_worry,
        w_distress=p.arousal_w_distress,
        w_refusal=p.arousal_w_refusal,
    )
    r.arousal = next_arousal(
        arousal=r.arousal,
        target=target,
        is_asleep=r.is_asleep,
        asleep_share=p.arousal_asleep_share,
        kept_awake=p.kept_arousal,
        kept_asleep=p.kept_arousal_asleep,
    )


def settle(W, r):
    """A quiet room and early help calm."""
    p, w = W.p[0], W.w[0]
    if r.is_asleep:
        return
    if W.places[r.place].kind == QUIET_ROOM and r.slot == NOBODY:
        r.arousal = calmed(
            arousal=r.arousal,
            share=calming_of_quiet(
                tick_hours=p.tick_hours,
                per_hour=p.quiet_calming_per_hour,
                calm_down=p.calm_down_methods,
                sensory=p.sensory_room,
                w_calm_down=p.quiet_w_calm_down,
                w_sensory=p.quiet_w_sensory,
            ),
        )
    if r.is_in_early_help or r.needs_debrief:
        r.staff_share = max(
            r.staff_share, talk_share(given=w.one_to_one_given, minutes_an_hour=p.talk_minutes)
        )
    if r.is_in_early_help:
        share = early_help_share(
            risk_assessment=p.risk_assessment, risk_score=float(r.risk_score), cutoff=p.risk_cutoff
        )
        r.arousal = calmed(
            arousal=r.arousal, share=share * w.one_to_one_given * p.early_help_per_hour * p.tick_hours
        )


def sleep_and_wake(W, t, g):
    """Fall asleep, wake, be woken; ask for something to sleep or to calm down."""
    p = W.p[0]
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here or not r.is_present:
            continue
        r.sleep_pressure = next_sleep_pressure(
            sleep_pressure=r.sleep_pressure,
            is_asleep=r.is_asleep,
            kept_awake=p.kept_pressure_awake,
            kept_asleep=p.kept_pressure_asleep,
        )
        if r.is_asleep:
            perhaps_wake(W, t, g, i)
        else:
            if W.places[r.place].kind == BEDROOM and r.slot == NOBODY:
                perhaps_fall_asleep(W, t, g, i)
            perhaps_ask_for_prn(W, t, g, i)


def perhaps_fall_asleep(W, t, g, i):
    """Fall asleep in one's own room."""
    p, r = W.p[0], W.residents[i]
    hazard = fall_asleep_per_hour(
        sleep_pressure=r.sleep_pressure,
        alertness=g.alertness,
        night=g.night,
        arousal=r.arousal,
        noise=r.noise,
        sleep_need=r.sleep_need,
        fastest=p.sleep_fastest,
        w_alertness=p.sleep_w_alertness,
        w_night=p.sleep_w_night,
        w_arousal=p.sleep_w_arousal,
        w_noise=p.sleep_w_noise,
        threshold=p.sleep_threshold,
    )
    if hazard > 0.0 and happens(
        u=uniform(W.key[0], t, SLEEP, r.number, 0), per_hour=hazard, hours=p.tick_hours
    ):
        r.is_asleep = True
        r.activity = FREE_TIME
        r.has_request = False
        r.wait_hours = 0.0
        r.partner = NOBODY
        r.contact_share = 0.0
        r.staff_share = 0.0


def perhaps_wake(W, t, g, i):
    """Wake by oneself, or by noise and night checks."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    hazard = wake_per_hour(
        sleep_pressure=r.sleep_pressure,
        alertness=g.alertness,
        night=g.night,
        noise=r.noise,
        sleep_need=r.sleep_need,
        fastest=p.sleep_fastest,
        w_alertness=p.sleep_w_alertness,
        w_night=p.sleep_w_night,
        w_noise=p.sleep_w_noise,
        threshold=p.wake_threshold,
    )
    if w.n_on_duty > 0:
        hazard += night_check_wakes(
            per_check_hour=p.night_check_per_hour,
            containment=p.containment,
            noise_of_checks=p.night_check_least,
        )
    if hazard > 0.0 and happens(
        u=uniform(W.key[0], t, SLEEP, r.number, 0), per_hour=hazard, hours=p.tick_hours
    ):
        r.is_asleep = False
        r.must_move = g.night < 1.0
        r.activity = FREE_TIME


def perhaps_ask_for_prn(W, t, g, i):
    """Ask for, or be offered, PRN medication for anxiety or sleeplessness."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    if w.n_on_duty == 0 or r.hold == SECLUSION or t - r.last_dose < int(p.prn_gap_ticks):
        return
    hazard = prn_per_hour(
        base=p.prn_base,
        arousal=r.arousal,
        distress=r.distress,
        is_night=g.night,
        is_awake=True,
        craving=r.craving,
        calm_down=p.calm_down_methods,
        sensory=p.sensory_room,
        w_arousal=p.prn_w_arousal,
        w_distress=p.prn_w_distress,
        w_night=p.prn_w_night,
        w_craving=p.prn_w_craving,
        w_calm_down=p.prn_w_calm_down,
        w_sensory=p.prn_w_sensory,
    )
    if happens(u=uniform(W.key[0], t, PRN_DRAW, r.number, 0), per_hour=hazard, hours=p.tick_hours):
        give_prn(W, t, g, i, NOBODY)
