"""People come to know each other: liking and ties, trust, the named nurse, and a plan that fits."""

from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.ties import bonds_felt, liking, named_nurse_first, next_known, next_tie, valence_of_staff
from milieusim.ward.luck import drawn_at
from milieusim.ward.seams import draw

MOST_OTHERS = 1 << 15  # that a draw can tell apart


def share_time(ward, staff, resident, hours, share):
    """Let time with a member of staff that others share, or in which they do something else too, count in part."""
    if hours > 0.0:
        be_known(ward, staff, resident, 0.0, 0.0, hours * share)


def be_known(ward, staff, resident, answered, denied, hours):
    """Let hours with a member of staff, and a yes or a no, change how far a resident trusts them."""
    p, seat = ward.p, staff.seat
    if seat == resident.named_seat:
        resident.known = next_known(p, known=resident.known, hours=hours)
    valence = valence_of_staff(p, warmth=staff.warmth, answered=answered, denied=denied)
    ward.trust[resident.bed, seat] = next_tie(
        tie=ward.trust[resident.bed, seat], valence=valence, hours=hours, hours_to_settle=p.trust_hours
    )


def liking_of(ward, resident, other):
    """Return how far two residents happen to like each other: the same whoever asks, on any ward."""
    newer, older = max(resident.number, other.number), min(resident.number, other.number)
    return liking(ward.p, u=drawn_at(ward, 0, Decision.LIKING, newer, (newer - older) % MOST_OTHERS))


def tie_both(ward, resident, other, tie):
    """Let two residents have a tie: it is the same in either direction."""
    ward.ties[resident.bed, other.bed] = tie
    ward.ties[other.bed, resident.bed] = tie


def note_bonds(ward, resident):
    """Note how well tied a resident is to those who are here."""
    total = 0.0
    for other in ward.beds:
        if other.bed != resident.bed and other.is_here:
            total += max(ward.ties[resident.bed, other.bed], 0.0)
    resident.bonds = bonds_felt(ties=total)


def one_of_their_own(ward, staff):
    """Return the bed of a resident whose named nurse one is and to whom one turns first, or NOBODY."""
    if staff.is_bank or not staff.is_registered:
        return NOBODY
    if draw(ward, staff, Decision.NAMED_NURSE, 0) >= named_nurse_first(ward.p):
        return NOBODY
    number, bed = 0, NOBODY
    for resident in ward.beds:
        if is_theirs(resident, staff):
            number += 1
    pick = int(draw(ward, staff, Decision.NAMED_NURSE, 1) * number)
    for resident in ward.beds:
        if is_theirs(resident, staff):
            if pick == 0:
                bed = resident.bed
            pick -= 1
    return bed


def is_theirs(resident, staff):
    """Return whether somebody is there, awake, and theirs to look after."""
    is_there = resident.is_here and resident.is_present and not resident.is_asleep
    return is_there and resident.named_seat == staff.seat
