"""What residents ask for and what they get; limits set; queues, crowding and noise (phase 6 of a tick)."""

from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.requests import (
    added,
    answer_per_hour,
    denial_probability,
    impulse_of_denial,
    impulse_of_limit,
    is_given_up,
    limit_per_hour,
    patience,
    promptness,
    queue_level,
    request_kind,
    request_per_hour,
    waiting_level,
)
from milieusim.rules.staffing import share_of
from milieusim.vocabulary import PlaceKind, RequestKind, Role
from milieusim.ward.acts import act, staff_act
from milieusim.ward.day.serving import minutes_ahead
from milieusim.ward.luck import happens_to
from milieusim.ward.residents.knowing import be_known
from milieusim.ward.residents.straining import be_strained
from milieusim.ward.seams import draw


def make_requests(ward):
    """Let everybody present sense the place, ask, wait, be answered and be limited."""
    p, now = ward.p, ward.now
    floor_each = share_of(part=now.floor_minutes * p.ticks_an_hour, whole=float(now.n_awake))
    for resident in ward.beds:
        if resident.is_here and resident.is_present:
            sense_place(ward, resident)
            if not resident.is_asleep:
                make_request(ward, resident, floor_each)
                be_limited(ward, resident)
                feel_the_wait(ward, resident)


@act
def sense_place(ward, resident):
    """Hear and feel how loud and crowded the place is."""
    place = ward.places[resident.place_index]
    is_own_room = place.kind == PlaceKind.BEDROOM and ward.p.residents_per_bedroom <= 1.0
    resident.noise = place.noise if is_own_room else place.noise_now
    resident.crowding = 0.0 if is_own_room else place.crowding_now


@act
def feel_the_wait(ward, resident):
    """Feel how long one has waited, or how long the queue for medication is."""
    resident.waiting = waiting_level(
        ward.p, wait_hours=resident.wait_hours, patience=patience_of(ward, resident)
    )
    if resident.queue_slot != NOBODY and resident.queue_slot == resident.slot_index:
        in_line = queue_level(ward.p, minutes_ahead=minutes_ahead(ward, resident))
        resident.waiting = max(resident.waiting, in_line)


@act
def make_request(ward, resident, floor_each):
    """Wait for an answer, or perhaps want something from staff."""
    if resident.has_request:
        wait(ward, resident, floor_each)
        return
    resident.wait_hours = 0.0
    hazard = request_per_hour(
        ward.p, distress=resident.distress, boredom=resident.boredom, craving=resident.craving
    )
    if happens_to(ward, resident, Decision.REQUEST, 0, hazard):
        resident.has_request = True
        resident.request_kind = request_kind(ward.p, u=draw(ward, resident, Decision.REQUEST_KIND, 0))


@act
def wait(ward, resident, floor_each):
    """Wait on, give up, or get an answer, if anybody is on duty who may give it."""
    p = ward.p
    hazard = answer_per_hour(
        p,
        floor_minutes_a_resident_hour=floor_each,
        promptness=promptness(p),
        handover_share=ward.moment.handover_share,
    )
    is_heard = resident.contact_seat != NOBODY or happens_to(ward, resident, Decision.ANSWER, 0, hazard)
    seat = seat_that_answers(ward, resident) if is_heard else NOBODY
    if seat != NOBODY:
        answer(ward, ward.staff[seat], resident)
    else:
        resident.wait_hours += p.tick_hours
        if is_given_up(p, wait_hours=resident.wait_hours, patience=patience_of(ward, resident)):
            resident.has_request = False


def patience_of(ward, resident):
    """Return how many times as long as usual a resident waits for what they want."""
    return patience(ward.p, is_ordinary=resident.request_kind == RequestKind.ORDINARY)


def forget_request(resident):
    """Let a request drop as one falls asleep, unless it was to wait for somebody anyway."""
    if resident.request_kind == RequestKind.ORDINARY:
        resident.has_request = False
        resident.wait_hours = 0.0


def may_answer(staff, kind):
    """Return whether a member of staff may say yes to a kind of request."""
    if kind == RequestKind.LEAVE:
        return staff.role == Role.DOCTOR
    return kind == RequestKind.ORDINARY or staff.is_registered


def seat_that_answers(ward, resident):
    """Return the seat of who answers: those in contact themselves if they may, else somebody on duty who may."""
    kind, seat = resident.request_kind, resident.contact_seat
    if seat != NOBODY and may_answer(ward.staff[seat], kind):
        return seat
    n_may = 0
    for k in range(ward.now.n_on_duty):
        if may_answer(ward.staff[ward.seats_on_duty[k]], kind):
            n_may += 1
    left = int(draw(ward, resident, Decision.STAFF_CHOICE, 0) * n_may)
    for k in range(ward.now.n_on_duty):
        if may_answer(ward.staff[ward.seats_on_duty[k]], kind):
            if left == 0:
                return ward.seats_on_duty[k]
            left -= 1
    return NOBODY


def seat_on_duty(ward, u):
    """Return the seat on which a draw among those on duty falls."""
    return ward.seats_on_duty[int(u * ward.now.n_on_duty)]


@staff_act
def answer(ward, staff, resident):
    """Say yes or no to a resident, who trusts one more or less for it."""
    p = ward.p
    is_refused = draw(ward, resident, Decision.DENIED, 0) < denial_probability(
        p, is_detained=resident.is_detained
    )
    if is_refused:
        impulse = impulse_of_denial(p, warmth=staff.warmth)
        resident.denied = added(level=resident.denied, impulse=impulse)
        be_strained(ward, resident, impulse)
    denied = 1.0 if is_refused else 0.0
    be_known(ward, staff, resident, 1.0 - denied, denied, p.answer_hours)
    resident.has_request = False
    resident.wait_hours = 0.0


@act
def be_limited(ward, resident):
    """Perhaps have a limit set by staff who see it tested."""
    p, now = ward.p, ward.now
    hazard = limit_per_hour(
        p,
        arousal=resident.arousal,
        boredom=resident.boredom,
        need_autonomy=resident.need_autonomy,
        predictability=resident.predictability,
        staff_present=now.staff_present * ward.places[resident.place_index].sight,
    )
    if now.n_on_duty > 0 and happens_to(ward, resident, Decision.LIMIT, 0, hazard):
        staff = ward.staff[seat_on_duty(ward, draw(ward, resident, Decision.LIMIT, 1))]
        impulse = impulse_of_limit(p, warmth=staff.warmth)
        resident.limited = added(level=resident.limited, impulse=impulse)
        be_strained(ward, resident, impulse)
