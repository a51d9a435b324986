"""Having a say: what is promised in the meeting and kept or not, and exceptions that others see."""

from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.basics.numerics import happens
from milieusim.rules.repair import learnt, trust_after_hurt, trust_after_repair
from milieusim.rules.ties import complaint_per_hour, promise_kept_probability, trust_lost_to_exception
from milieusim.vocabulary import Task, UndoneReason
from milieusim.ward.acts import act
from milieusim.ward.residents.going import is_near
from milieusim.ward.seams import draw
from milieusim.ward.undone import note_undone


@act
def complain(ward, resident, hours):
    """Perhaps bring up in the community meeting what rankles, and be promised that it will change."""
    rankles = max(resident.strain, max(resident.denied, resident.limited))
    hazard = complaint_per_hour(ward.p, rankles=rankles)
    if happens(u=draw(ward, resident, Decision.COMPLAINT, 0), per_hour=hazard, hours=hours):
        resident.promises += 1


def keep_promises(ward):
    """Let each of the day's promises be kept, which takes minutes, or broken."""
    p, now = ward.p, ward.now
    chance = promise_kept_probability(p, load=now.load_day)
    for resident in ward.beds:
        if resident.is_here:
            for k in range(resident.promises):
                is_kept = draw(ward, resident, Decision.PROMISE_KEPT, k) < chance
                see_promise(ward, resident, is_kept)
                if is_kept:
                    now.paperwork_backlog += p.promise_minutes
            resident.promises = 0


def leave_promises(ward, resident):
    """Leave the ward before the day's promises are due: what nobody can keep any more is written as undone."""
    minutes = ward.p.promise_minutes
    while resident.promises > 0:
        note_undone(ward, Task.WARD_DUTIES, resident.number, NOBODY, UndoneReason.AWAY, minutes)
        resident.promises -= 1


@act
def see_promise(ward, resident, is_kept):
    """See a word kept, or broken: it was the team's, so that all of the team gain or lose by it."""
    p, number = ward.p, resident.number
    if is_kept:
        resident.autonomy = learnt(coping=resident.autonomy, gain=p.promise_autonomy)
    else:
        note_undone(ward, Task.WARD_DUTIES, number, NOBODY, UndoneReason.NO_MINUTES, p.promise_minutes)
    for staff in ward.staff:
        trust = ward.trust[resident.bed, staff.seat]
        if is_kept:
            ward.trust[resident.bed, staff.seat] = trust_after_repair(trust=trust, gain=p.promise_trust)
        else:
            ward.trust[resident.bed, staff.seat] = trust_after_hurt(trust=trust, loss=p.promise_trust)


def show_exception(ward, staff, resident):
    """Let all others in the place see that a demand is waived for somebody."""
    for other in ward.beds:
        if other.is_here and not other.is_asleep and is_near(ward, resident, other):
            see_exception(ward, other, staff)


@act
def see_exception(ward, resident, staff):
    """See that something is asked of oneself and not of another."""
    loss = trust_lost_to_exception(ward.p, skill=staff.skill)
    trust = ward.trust[resident.bed, staff.seat]
    ward.trust[resident.bed, staff.seat] = trust_after_hurt(trust=trust, loss=loss)
