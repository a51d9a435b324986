"""Whom or what an incident is aimed at (phase 8 of a tick)."""

from milieusim.incident_kinds import TARGET_OF
from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.hazards import staff_target_share
from milieusim.vocabulary import Target, Trigger
from milieusim.ward.residents.company import somebody_of
from milieusim.ward.residents.going import those_near
from milieusim.ward.seams import draw


def target_of(ward, resident, kind, trigger, reach):
    """Return whom or what an incident is aimed at, and that person's number."""
    if TARGET_OF[kind] != NOBODY:
        return TARGET_OF[kind], NOBODY
    first, near = those_near(ward, resident)
    others = float(near - 1)
    if trigger == Trigger.RESIDENT_CONFLICT and resident.partner_bed != NOBODY:
        return Target.RESIDENT, ward.beds[resident.partner_bed].number
    is_from_staff = trigger <= Trigger.STAFF_DEMAND
    share = staff_target_share(ward.p, staff_reach=reach, members=others, from_staff=is_from_staff)
    if draw(ward, resident, Decision.TARGET, 0) < share:
        return at_somebody_on_duty(ward, resident)
    other = somebody_of(ward, resident, first, near, draw(ward, resident, Decision.TARGET_PERSON, 0))
    if other.bed == resident.bed or not other.is_present:
        return at_somebody_on_duty(ward, resident)
    return Target.RESIDENT, other.number


def at_somebody_on_duty(ward, resident):
    """Return somebody of the staff as target, if anybody is there."""
    on_duty = ward.now.n_on_duty
    if on_duty == 0:
        return Target.NONE, NOBODY
    k = int(draw(ward, resident, Decision.TARGET_PERSON, 1) * on_duty)
    return Target.STAFF, ward.staff[ward.seats_on_duty[k]].post
