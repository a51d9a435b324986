"""Where residents go and whom they meet (phases 4 and 5 of a tick)."""

from milieusim.kinds import NOBODY
from milieusim.rules.arousal import calmed, calming_share, hostility
from milieusim.rules.attendance import crowding, noise
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.staffing import attention, contact_probability
from milieusim.rules.ties import (
    company_sought,
    help_probability,
    meeting_per_hour,
    next_tie,
    relieved,
    standing_after_company,
    standing_after_help,
    valence_of_residents,
)
from milieusim.rules.timetable import meeting_under_way, moving_now
from milieusim.vocabulary import Activity, PlaceKind, ResponseKind
from milieusim.ward.acts import act, staff_act
from milieusim.ward.luck import happens_to
from milieusim.ward.residents.going import choose_place, go_to, those_near
from milieusim.ward.residents.knowing import be_known, liking_of, one_of_their_own, tie_both
from milieusim.ward.residents.straining import be_strained_by_clash
from milieusim.ward.seams import draw


def choose_places(ward):
    """Let residents who are free go where they want to be."""
    count_members(ward)
    ward.now.n_awake = 0
    for resident in ward.beds:
        if not resident.is_here or not resident.is_present or resident.is_asleep:
            continue
        ward.now.n_awake += 1
        if resident.hold == ResponseKind.SECLUSION:
            resident.activity = Activity.SECLUSION
        elif resident.slot_index == NOBODY and resident.hold == NOBODY:
            if resident.must_move or draw(ward, resident, Decision.MOVES, 0) < ward.p.move_chance:
                go_to(ward, resident, choose_place(ward, resident))
    count_members(ward)
    list_members(ward)


def count_members(ward):
    """Count who is in each place."""
    for place in ward.places:
        place.n_members = 0
        place.arousal_sum = 0.0
    for resident in ward.beds:
        if resident.is_here and resident.is_present:
            place = ward.places[resident.place_index]
            place.n_members += 1
            place.arousal_sum += resident.arousal


def list_members(ward):
    """List the members of each place, and work out how crowded and loud it is."""
    p, first = ward.p, 0
    for place in ward.places:
        place.first_member = first
        first += place.n_members
        members = float(place.n_members)
        place.crowding_now = crowding(p, members=members, capacity=place.capacity)
        place.noise_now = noise(
            p,
            own_noise=place.noise,
            members=members,
            arousal_sum=place.arousal_sum,
            capacity=place.capacity,
            of_moving=0.0 if place.kind == PlaceKind.BEDROOM else ward.now.transition,
        )
        place.n_members = 0
    for resident in ward.beds:
        if resident.is_here and resident.is_present:
            place = ward.places[resident.place_index]
            ward.members[place.first_member + place.n_members] = resident.bed
            place.n_members += 1


def make_contacts(ward):
    """Let residents meet residents, and staff be with residents."""
    for resident in ward.beds:
        resident.partner_bed = NOBODY
        resident.contact_seat = NOBODY
        resident.contact_share = 0.0
        resident.staff_share = resident.served_share
        resident.conflict = 0.0
    for resident in ward.beds:
        if resident.is_here and is_open_to_contact(resident):
            meet_somebody(ward, resident)
    staff_on_the_floor(ward)


def is_open_to_contact(resident):
    """Return whether somebody can get into contact now."""
    return (
        resident.is_present
        and not resident.is_asleep
        and resident.hold == NOBODY
        and resident.partner_bed == NOBODY
    )


@act
def meet_somebody(ward, resident):
    """Perhaps get into contact with somebody in the same place."""
    p = ward.p
    first, near = those_near(ward, resident)
    if near < 2:
        return
    other = somebody_of(ward, resident, first, near, draw(ward, resident, Decision.PARTNER, 0))
    second = somebody_of(ward, resident, first, near, draw(ward, resident, Decision.SECOND_PARTNER, 0))
    if second.bed != other.bed and is_open_to_contact(second):
        if not is_open_to_contact(other) or pull_to(ward, resident, second) > pull_to(ward, resident, other):
            other = second
    if not is_open_to_contact(other):
        return
    share = meeting_per_hour(
        p,
        base=meeting_base_of(ward, resident, other),
        sociability=resident.sociability,
        other_sociability=other.sociability,
        tie=ward.ties[resident.bed, other.bed],
    )
    if draw(ward, resident, Decision.MEETS, 0) < share:
        be_together(ward, resident, other)


def somebody_of(ward, resident, first, near, u):
    """Return somebody else of those near, on whom a draw falls."""
    other = ward.beds[ward.members[first + int(u * (near - 1))]]
    if other.bed == resident.bed:
        other = ward.beds[ward.members[first + near - 1]]
    return other


@act
def pull_to(ward, resident, other):
    """Return how much one seeks the company of somebody."""
    days = abs(resident.admitted_hour - other.admitted_hour) * ward.p.days_an_hour
    return company_sought(ward.p, tie=ward.ties[resident.bed, other.bed], days_apart=days)


def meeting_base_of(ward, resident, other):
    """Return how readily two residents meet: free activity together and being under way bring people into contact."""
    p, slot = ward.p, resident.slot_index
    base = p.meeting_base
    if slot != NOBODY and slot == other.slot_index and not ward.slots[slot].is_structured:
        base = p.meeting_base * p.meeting_in_free_activity
    moving = moving_now(p, moving=max(resident.moving, other.moving))
    return meeting_under_way(p, base=base, moving=moving)


@act
def be_together(ward, resident, other):
    """Spend the tick together: help from either side or friction, and what it does to the tie."""
    p = ward.p
    resident.partner_bed, other.partner_bed = other.bed, resident.bed
    resident.contact_share, other.contact_share = 1.0, 1.0
    tie = ward.ties[resident.bed, other.bed]
    is_helping, is_helped = is_moved_to_help(ward, resident, other), is_moved_to_help(ward, other, resident)
    bond(ward, resident, other, 0.0, p.tick_hours)
    be_asked_by_need(ward, resident, other)
    be_asked_by_need(ward, other, resident)
    if is_helping:
        help_somebody(ward, resident, other)
    if is_helped:
        help_somebody(ward, other, resident)
    clash = hostility(p, arousal=resident.arousal, other_arousal=other.arousal, tie=tie)
    resident.conflict = max(resident.conflict, clash)
    other.conflict = max(other.conflict, clash)
    be_strained_by_clash(ward, resident, clash)
    be_strained_by_clash(ward, other, clash)


@act
def is_moved_to_help(ward, resident, other):
    """Return whether one helps the other in this tick: whoever began, each may."""
    hazard = help_probability(
        ward.p,
        standing=other.standing,
        distress=resident.distress,
        other_distress=other.distress,
        tie=ward.ties[resident.bed, other.bed],
    )
    return happens_to(ward, resident, Decision.HELPS, 0, hazard)


@act
def be_asked_by_need(ward, resident, other):
    """Be beside somebody for a tick: what is not done for who needs it costs standing."""
    p = ward.p
    resident.standing = standing_after_company(
        p, standing=resident.standing, other_distress=other.distress, hours=p.tick_hours
    )


@act
def help_somebody(ward, resident, other):
    """Help another resident, which counts for some minutes, however long the tick."""
    p = ward.p
    other.distress = relieved(distress=other.distress, share=p.help_relief)
    resident.standing = standing_after_help(p, standing=resident.standing)
    bond(ward, resident, other, 1.0, p.answer_hours)


def bond(ward, resident, other, helped, hours):
    """Let time with another resident, or help given to them, change the tie."""
    p = ward.p
    valence = valence_of_residents(
        p,
        arousal=resident.arousal,
        other_arousal=other.arousal,
        help=helped,
        liking=liking_of(ward, resident, other),
    )
    tie = next_tie(
        tie=ward.ties[resident.bed, other.bed], valence=valence, hours=hours, hours_to_settle=p.tie_hours
    )
    tie_both(ward, resident, other, tie)


def staff_on_the_floor(ward):
    """Let each member of staff on the floor be with one resident, by attention."""
    p, total = ward.p, weigh_attention(ward)
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        staff.is_in_contact = False
        staff.contact_share = 0.0
        if total <= 0.0:
            continue
        is_busy = contact_probability(p, floor_minutes=staff.floor_minutes * p.contact_of_floor)
        if draw(ward, staff, Decision.STAFF_CONTACT, 0) < is_busy:
            bed = one_of_their_own(ward, staff)
            if bed == NOBODY:
                bed = weighted_choice(ward, draw(ward, staff, Decision.STAFF_CHOICE, 0) * total)
            staff.is_in_contact = True
            staff.contact_share = 1.0
            be_with(ward, staff, ward.beds[bed])


def weigh_attention(ward):
    """Work out how much attention each resident draws; return the sum."""
    total = 0.0
    for resident in ward.beds:
        if resident.is_here and resident.is_present:
            total += attention_to(ward, resident)
        ward.attention[resident.bed] = total
    return total


@act
def attention_to(ward, resident):
    """Return how much attention of staff a resident draws."""
    return attention(
        ward.p,
        is_asleep=resident.is_asleep,
        arousal=resident.arousal,
        distress=resident.distress,
        trust=resident.trust_now,
        has_request=resident.has_request,
        is_detained=resident.is_detained,
        in_early_help=resident.is_in_early_help,
    )


def weighted_choice(ward, at):
    """Return the bed on which a draw falls, by halving the sums of attention."""
    low, high = 0, len(ward.attention) - 1
    while low < high:
        middle = (low + high) // 2
        if at < ward.attention[middle]:
            high = middle
        else:
            low = middle + 1
    return low


@staff_act
def be_with(ward, staff, resident):
    """Spend a tick with a resident."""
    p, trust = ward.p, ward.trust[resident.bed, staff.seat]
    resident.contact_seat = staff.seat
    resident.staff_share = 1.0
    resident.arousal = calmed(
        arousal=resident.arousal, share=calming_share(p, warmth=staff.warmth, trust=trust)
    )
    be_known(ward, staff, resident, 0.0, 0.0, p.tick_hours)
