"""What an incident leaves behind: harm, witnesses stirred or reassured, an absence (phase 10 of a tick)."""

from milieusim.kinds import IS_CONTAINMENT, TAKES_HANDS
from milieusim.rules.arousal import contagion, excited, fright, reassured, trust_lost_to_force
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.repair import trauma, trust_after_hurt
from milieusim.rules.requests import added
from milieusim.rules.response import drawn_hours
from milieusim.rules.staffing import stood_for
from milieusim.rules.ties import next_tie
from milieusim.rules.wellbeing import lost
from milieusim.vocabulary import Target
from milieusim.ward.acts import act
from milieusim.ward.counts import this_shift
from milieusim.ward.residents.knowing import tie_both
from milieusim.ward.residents.whereabouts import go_away
from milieusim.ward.seams import draw


def hurt_target(ward, resident, target, person, gravity):
    """Let an incident hurt the one whom it is aimed at, and stir the one whose it is."""
    p = ward.p
    if target == Target.RESIDENT:
        for other in ward.beds:
            if other.is_here and other.number == person:
                be_hurt(ward, other, resident, gravity)
    elif target == Target.STAFF:
        for k in range(ward.now.n_on_duty):
            staff = ward.staff[ward.seats_on_duty[k]]
            if staff.post == person:
                blow = stood_for(impulse=p.staff_victim_burnout * gravity, hours=staff.stands_for)
                staff.burnout = trauma(distress=staff.burnout, impulse=blow)
    resident.arousal = excited(arousal=resident.arousal, impulse=p.own_excitement * gravity)


@act
def be_hurt(ward, resident, other, gravity):
    """Be the one at whom somebody else's incident is aimed."""
    p = ward.p
    resident.distress = trauma(distress=resident.distress, impulse=p.victim_distress * gravity)
    resident.felt_safety = lost(level=resident.felt_safety, share=p.victim_fright * gravity)
    tie = next_tie(
        tie=ward.ties[other.bed, resident.bed],
        valence=-1.0,
        hours=p.hurt_hours * gravity,
        hours_to_settle=p.tie_hours,
    )
    tie_both(ward, other, resident, tie)


def spread(ward, resident, around, gravity):
    """Let those who see an incident be stirred and frightened by it."""
    place, first, near = around
    for m in range(first, first + near):
        other = ward.beds[ward.members[m]]
        if sees(other, resident, place):
            witness(ward, other, resident, gravity)


def spread_containment(ward, resident, around, chosen, gravity):
    """Let those who see what staff do about an incident feel safer for it, and trust them less if it was force."""
    if not IS_CONTAINMENT[chosen]:
        return
    place, first, near = around
    for m in range(first, first + near):
        other = ward.beds[ward.members[m]]
        if sees(other, resident, place):
            see_contained(ward, other, resident, chosen, gravity)


def sees(other, resident, place):
    """Return whether another resident who was near is still there, and awake."""
    is_there = other.is_present and other.place_index == place
    return other.bed != resident.bed and is_there and not other.is_asleep


@act
def witness(ward, resident, other, gravity):
    """See somebody else's incident."""
    p, sight = ward.p, ward.places[resident.place_index].sight
    tie = ward.ties[resident.bed, other.bed]
    resident.arousal = excited(arousal=resident.arousal, impulse=contagion(p, sight=sight, tie=tie))
    resident.felt_safety = lost(
        level=resident.felt_safety, share=fright(p, severity_share=gravity, sight=sight)
    )


@act
def see_contained(ward, resident, other, chosen, gravity):
    """See somebody else's incident contained."""
    p, sight = ward.p, ward.places[resident.place_index].sight
    safer = reassured(p, severity_share=gravity, sight=sight)
    resident.felt_safety = added(level=resident.felt_safety, impulse=safer)
    if TAKES_HANDS[chosen]:
        loss = trust_lost_to_force(p, sight=sight, tie=ward.ties[resident.bed, other.bed])
        for k in range(ward.now.n_on_duty):
            seat = ward.seats_on_duty[k]
            ward.trust[resident.bed, seat] = trust_after_hurt(trust=ward.trust[resident.bed, seat], loss=loss)


@act
def abscond(ward, resident):
    """Leave without leave."""
    p, now = ward.p, ward.now
    resident.is_absconded = True
    resident.away_until = (now.tick + 1) * p.tick_hours + drawn_hours(
        u=draw(ward, resident, Decision.AWAY_HOURS, 1), mean_hours=p.absconded_hours
    )
    go_away(ward, resident)
    this_shift(ward).absconded += 1
