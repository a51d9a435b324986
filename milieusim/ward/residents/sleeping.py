"""Sleep, and PRN medication asked for or offered without conflict (phase 14 of a tick)."""

from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.response import prn_per_hour
from milieusim.rules.sleep import (
    fall_asleep_per_hour,
    next_sleep_pressure,
    night_check_wakes,
    sleep_lost,
    wake_per_hour,
)
from milieusim.vocabulary import Activity, PlaceKind, ResponseKind
from milieusim.ward.acts import act
from milieusim.ward.conflict.responses import give_prn
from milieusim.ward.lived import certainty_of
from milieusim.ward.luck import happens_to
from milieusim.ward.residents.asking import forget_request


def sleep_and_wake(ward):
    """Let everybody present sleep or wake; as the night ends, what sleep it gave is known."""
    is_morning = ward.now.was_night and ward.moment.night < 1.0
    ward.now.was_night = ward.moment.night >= 1.0
    for resident in ward.beds:
        if resident.is_here and is_morning:
            count_sleep(ward, resident)
        if resident.is_here and resident.is_present:
            sleep_or_wake(ward, resident)


@act
def sleep_or_wake(ward, resident):
    """Fall asleep, wake, be woken; ask for something to sleep or to calm down."""
    resident.sleep_pressure = next_sleep_pressure(
        ward.p, sleep_pressure=resident.sleep_pressure, is_asleep=resident.is_asleep
    )
    if resident.is_asleep:
        resident.slept_hours += ward.p.tick_hours
        perhaps_wake(ward, resident)
        return
    if can_sleep_here(ward, resident):
        perhaps_fall_asleep(ward, resident)
    ask_for_prn(ward, resident)


def can_sleep_here(ward, resident):
    """Return whether one is in a bed: in one's bedroom with nothing to do there, or in seclusion."""
    kind = ward.places[resident.place_index].kind
    is_secluded = resident.hold == ResponseKind.SECLUSION
    return is_secluded or (kind == PlaceKind.BEDROOM and resident.slot_index == NOBODY)


@act
def count_sleep(ward, resident):
    """Begin the day with as much sleep lost as the last day and night did not give; of a night away nobody knows."""
    lost = sleep_lost(ward.p, slept_hours=resident.slept_hours, sleep_need=resident.sleep_need)
    resident.sleep_lost = lost if resident.is_present else 0.0
    resident.slept_hours = 0.0


@act
def perhaps_fall_asleep(ward, resident):
    """Fall asleep in bed."""
    hazard = fall_asleep_per_hour(
        ward.p,
        sleep_pressure=resident.sleep_pressure,
        alertness=ward.moment.alertness,
        night=ward.moment.night,
        arousal=resident.arousal,
        noise=resident.noise,
        predictability=certainty_of(ward, resident),
        sleep_need=resident.sleep_need,
    )
    if hazard > 0.0 and happens_to(ward, resident, Decision.SLEEP, 0, hazard):
        resident.is_asleep = True
        resident.activity = Activity.FREE_TIME
        forget_request(resident)
        resident.partner_bed = NOBODY
        resident.contact_share = 0.0
        resident.staff_share = 0.0


@act
def perhaps_wake(ward, resident):
    """Wake by oneself, or by noise and night checks."""
    hazard = wake_per_hour(
        ward.p,
        sleep_pressure=resident.sleep_pressure,
        alertness=ward.moment.alertness,
        night=ward.moment.night,
        noise=resident.noise,
        sleep_need=resident.sleep_need,
    )
    if ward.now.n_on_duty > 0:
        hazard += night_check_wakes(ward.p)
    if hazard > 0.0 and happens_to(ward, resident, Decision.SLEEP, 0, hazard):
        resident.is_asleep = False
        resident.must_move = ward.moment.night < 1.0
        resident.activity = Activity.FREE_TIME


@act
def ask_for_prn(ward, resident):
    """Perhaps ask for, or be offered, PRN medication for anxiety or sleeplessness."""
    p, now = ward.p, ward.now
    is_too_soon = now.tick - resident.last_dose < int(p.prn_gap_ticks)
    if now.n_on_duty == 0 or resident.hold == ResponseKind.SECLUSION or is_too_soon:
        return
    hazard = prn_per_hour(
        p,
        arousal=resident.arousal,
        distress=resident.distress,
        is_night=ward.moment.night,
        is_awake=True,
        craving=resident.craving,
    )
    if happens_to(ward, resident, Decision.PRN, 0, hazard):
        give_prn(ward, resident, NOBODY)
