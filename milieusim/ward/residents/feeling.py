"""Boredom, arousal, and what calms (phase 7 of a tick)."""

from milieusim.kinds import NOBODY
from milieusim.rules.arousal import arousal_target, calmed, calming_of_quiet, next_arousal
from milieusim.rules.attendance import kept_busy, next_boredom
from milieusim.rules.response import early_help_share
from milieusim.rules.staffing import talk_share
from milieusim.vocabulary import PlaceKind
from milieusim.ward.acts import act
from milieusim.ward.lived import certainty_of, hemmed_in_now


def feel_all(ward):
    """Let everybody present feel what the tick was like."""
    for resident in ward.beds:
        if resident.is_here and resident.is_present:
            feel(ward, resident)


@act
def feel(ward, resident):
    """Let boredom and arousal follow what the tick was like."""
    if not resident.is_asleep:
        feel_boredom(ward, resident)
    feel_arousal(ward, resident)
    if not resident.is_asleep:
        settle(ward, resident)


@act
def feel_boredom(ward, resident):
    """Boredom falls with anything done or shared, and rises with nothing to do."""
    engaged = max(occupied_share(ward, resident), max(resident.staff_share, resident.contact_share))
    busy = kept_busy(ward.p, engaged_share=min(engaged, 1.0), staff_present=ward.now.staff_present)
    resident.boredom = next_boredom(ward.p, boredom=resident.boredom, engaged_share=busy)


def occupied_share(ward, resident):
    """Return how far the slots of the tick give one something to do."""
    share = 0.0
    if resident.slot_index != NOBODY:
        share += resident.slot_share * ward.slots[resident.slot_index].occupation
    if resident.old_slot_index != NOBODY:
        share += resident.old_share * ward.slots[resident.old_slot_index].occupation
    if resident.served_slot != NOBODY:
        share += resident.served_share * ward.slots[resident.served_slot].occupation
    return share


@act
def feel_arousal(ward, resident):
    """Arousal is drawn to what one lives through."""
    target = arousal_target(
        ward.p,
        baseline=resident.arousal_baseline,
        noise=resident.noise,
        crowding=resident.crowding,
        boredom=resident.boredom,
        waiting=resident.waiting,
        craving=resident.craving,
        conflict=resident.conflict,
        denied=resident.denied,
        limited=resident.limited,
        demanded=resident.demanded,
        changed=resident.changed,
        alertness=ward.moment.alertness,
        felt_safety=resident.felt_safety,
        predictability=certainty_of(ward, resident),
        hemmed_in=hemmed_in_now(ward, resident),
        distress=resident.distress,
        hunger=resident.hunger,
        sleep_lost=resident.sleep_lost,
        medicated=resident.medicated,
    )
    resident.arousal = next_arousal(
        ward.p, arousal=resident.arousal, target=target, is_asleep=resident.is_asleep
    )


@act
def settle(ward, resident):
    """Be calmed by a quiet room and by early help."""
    p, given = ward.p, ward.now.one_to_one_given
    place = ward.places[resident.place_index]
    if place.kind == PlaceKind.QUIET_ROOM and resident.slot_index == NOBODY:
        resident.arousal = calmed(arousal=resident.arousal, share=calming_of_quiet(p))
    if resident.is_in_early_help:
        resident.staff_share = max(resident.staff_share, talk_share(p, given=given))
    if resident.is_in_early_help:
        share = early_help_share(p, risk_score=float(resident.risk_score), given=given)
        resident.arousal = calmed(arousal=resident.arousal, share=share)
