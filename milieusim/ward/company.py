"""Where residents go, whom they meet, what they ask for (phases 4 to 6 of a tick)."""

from milieusim.rules.arousal import calmed, calming_share, hostility
from milieusim.rules.attendance import (
    crowding,
    noise,
    pull_of_bedroom,
    pull_of_company,
    pull_of_corridor,
    pull_of_garden,
    pull_of_quiet_room,
    room_left,
)
from milieusim.rules.basics.keyed_draws import STAFF_OFFSET, Decision, uniform
from milieusim.rules.basics.numerics import happens
from milieusim.rules.requests import (
    added,
    answer_per_hour,
    denial_probability,
    impulse_of_denial,
    impulse_of_limit,
    limit_per_hour,
    promptness,
    request_per_hour,
    waiting_level,
)
from milieusim.rules.staffing import attention, contact_probability, share_of
from milieusim.rules.ties import (
    help_probability,
    meeting_per_hour,
    next_standing,
    next_tie,
    relieved,
    valence_of_residents,
    valence_of_staff,
)
from milieusim.ward.codes import (
    BEDROOM,
    CORRIDOR,
    DAY_ROOM,
    FREE_TIME,
    FRESH_AIR,
    GARDEN,
    MEDICATION,
    NOBODY,
    QUIET_ROOM,
    QUIET_TIME,
    SECLUSION,
    SECLUSION_ACTIVITY,
)
from milieusim.ward.coming_and_going import bedroom_of

MOVES, WHERE_TO, PARTNER, MEETS = (
    int(Decision.MOVES),
    int(Decision.WHERE_TO),
    int(Decision.PARTNER),
    int(Decision.MEETS),
)
HELPS, STAFF_CONTACT, STAFF_CHOICE = (
    int(Decision.HELPS),
    int(Decision.STAFF_CONTACT),
    int(Decision.STAFF_CHOICE),
)
REQUEST, ANSWER, DENIED, LIMIT = (
    int(Decision.REQUEST),
    int(Decision.ANSWER),
    int(Decision.DENIED),
    int(Decision.LIMIT),
)


def choose_places(W, t, g):
    """Let residents who are free go where they want to be."""
    p, w = W.p[0], W.w[0]
    count_members(W)
    w.n_awake = 0
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here or not r.is_present or r.is_asleep:
            continue
        w.n_awake += 1
        if r.hold == SECLUSION:
            r.activity = SECLUSION_ACTIVITY
        elif r.slot == NOBODY and r.hold == NOBODY:
            if r.must_move or uniform(W.key[0], t, MOVES, r.number, 0) < p.move_chance:
                go_somewhere(W, t, g, i)
    count_members(W)
    list_members(W)


def count_members(W):
    """Count who is in each place."""
    for k in range(len(W.places)):
        place = W.places[k]
        place.members = 0
        place.arousal_sum = 0.0
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.is_here and r.is_present:
            place = W.places[r.place]
            place.members += 1
            place.arousal_sum += r.arousal


def list_members(W):
    """List the members of each place, and work out how crowded and loud it is."""
    p = W.p[0]
    first = 0
    for k in range(len(W.places)):
        place = W.places[k]
        place.first_member = first
        first += place.members
        place.crowding_now = crowding(
            members=float(place.members), capacity=place.capacity, gain=p.crowding_gain
        )
        place.noise_now = noise(
            own_noise=place.noise,
            members=float(place.members),
            arousal_sum=place.arousal_sum,
            capacity=place.capacity,
            w_people=p.noise_w_people,
            w_arousal=p.noise_w_arousal,
        )
        place.members = 0
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.is_here and r.is_present:
            place = W.places[r.place]
            W.members[place.first_member + place.members] = i
            place.members += 1


def pull_of(W, g, r, place):
    """Return the weight of a place among those where a resident could go."""
    p = W.p[0]
    if place.kind == BEDROOM:
        return (
            pull_of_bedroom(
                sociability=r.sociability,
                arousal=r.arousal,
                felt_safety=r.felt_safety,
                fatigue=r.sleep_pressure,
                distress=r.distress,
                w_withdraw=p.pull_withdraw,
                w_fear=p.pull_fear,
                w_fatigue=p.pull_fatigue,
            )
            + g.night * p.pull_night
        )
    room = room_left(members=float(place.members), capacity=place.capacity)
    if place.kind == DAY_ROOM:
        return room * pull_of_company(
            sociability=r.sociability,
            loneliness=r.loneliness,
            boredom=r.boredom,
            crowding=place.crowding_now,
            w_company=p.pull_company,
            w_loneliness=p.pull_loneliness,
            w_boredom=p.pull_boredom,
        )
    if place.kind == GARDEN:
        return room * pull_of_garden(
            moving=r.interest_moving,
            boredom=r.boredom,
            is_daylight=g.is_daylight,
            locked_share=p.locked_share,
            is_detained=r.is_detained,
            w_garden=p.pull_garden,
            locked_factor=p.garden_locked_factor,
        )
    if place.kind == QUIET_ROOM:
        return room * pull_of_quiet_room(
            arousal=r.arousal,
            calm_down=p.calm_down_methods,
            sensory=p.sensory_room,
            w_quiet=p.pull_quiet,
            w_practice=p.pull_quiet_practice,
        )
    if place.kind == CORRIDOR:
        return pull_of_corridor(arousal=r.arousal, boredom=r.boredom, w_pacing=p.pull_pacing)
    return 0.0


def go_somewhere(W, t, g, i):
    """Choose a place by its pull."""
    r = W.residents[i]
    total = 0.0
    for k in range(len(W.places)):
        if W.places[k].is_free_choice:
            total += pull_of(W, g, r, W.places[k])
    at = uniform(W.key[0], t, WHERE_TO, r.number, 0) * total
    chosen = bedroom_of(W)
    so_far = 0.0
    for k in range(len(W.places)):
        if W.places[k].is_free_choice:
            so_far += pull_of(W, g, r, W.places[k])
            if at < so_far:
                chosen = k
                break
    W.places[r.place].members -= 1
    W.places[chosen].members += 1
    r.place = chosen
    r.must_move = False
    r.activity = FREE_TIME
    if W.places[chosen].kind == GARDEN:
        r.activity = FRESH_AIR
    elif W.places[chosen].kind == QUIET_ROOM:
        r.activity = QUIET_TIME


def make_contacts(W, t, g):
    """Let residents meet residents, and staff be with residents."""
    for i in range(len(W.residents)):
        r = W.residents[i]
        r.partner = NOBODY
        r.contact_staff = NOBODY
        r.contact_share = 0.0
        r.staff_share = 0.0
        r.conflict = 0.0
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.is_here and r.is_present and not r.is_asleep and r.hold == NOBODY and r.partner == NOBODY:
            meet_somebody(W, t, i)
    staff_on_the_floor(W, t)


def meet_somebody(W, t, i):
    """Perhaps get into contact with somebody in the same place."""
    p, r = W.p[0], W.residents[i]
    place = W.places[r.place]
    if place.members < 2 or (place.kind == BEDROOM and p.residents_per_bedroom <= 1.0):
        return
    pick = int(uniform(W.key[0], t, PARTNER, r.number, 0) * (place.members - 1))
    k = W.members[place.first_member + pick]
    if k == i:
        k = W.members[place.first_member + place.members - 1]
    o = W.residents[k]
    if o.is_asleep or o.partner != NOBODY or o.hold != NOBODY:
        return
    share = meeting_per_hour(
        base=meeting_base_of(W, r, o),
        sociability=r.sociability,
        other_sociability=o.sociability,
        tie=W.ties[i, k],
        w_tie=p.meeting_w_tie,
    )
    if uniform(W.key[0], t, MEETS, r.number, 0) < share:
        be_together(W, t, i, k)


def meeting_base_of(W, r, o):
    """Return how readily two residents meet: free activity together brings people into contact."""
    p = W.p[0]
    if r.slot >= 0 and r.slot == o.slot and not W.slots[r.slot].is_structured:
        return p.meeting_base * p.meeting_in_free_activity
    return p.meeting_base


def be_together(W, t, i, k):
    """Spend the tick together: help or friction, and what it does to the tie."""
    p, r, o = W.p[0], W.residents[i], W.residents[k]
    r.partner, o.partner = k, i
    r.contact_share, o.contact_share = 1.0, 1.0
    helped = help_probability(
        standing=o.standing,
        other_distress=o.distress,
        mutual_help=p.mutual_help_meeting,
        base=p.help_base,
        w_standing=p.help_w_standing,
        w_practice=p.help_w_practice,
    )
    help_given = happens(u=uniform(W.key[0], t, HELPS, r.number, 0), per_hour=helped, hours=p.tick_hours)
    tie = W.ties[i, k]
    bond(W, i, k, 0.0, p.tick_hours)
    if help_given:  # counts for some minutes, however long the tick
        o.distress = relieved(distress=o.distress, share=p.help_relief)
        bond(W, i, k, 1.0, p.answer_hours)
    clash = hostility(arousal=r.arousal, other_arousal=o.arousal, tie=tie, conflict_gain=p.hostility_gain)
    r.conflict = max(r.conflict, clash)
    o.conflict = max(o.conflict, clash)


def bond(W, i, k, helped, hours):
    """Let time with another resident, or help given to them, change the tie and the standing of who helps."""
    p, r = W.p[0], W.residents[i]
    r.standing = next_standing(standing=r.standing, helped=helped, share=p.standing_share * hours)
    valence = valence_of_residents(
        arousal=r.arousal,
        other_arousal=W.residents[k].arousal,
        help=helped,
        w_arousal=p.valence_w_arousal,
        w_help=p.valence_w_help,
        start=p.valence_start,
    )
    new = next_tie(tie=W.ties[i, k], valence=valence, hours=hours, hours_to_settle=p.tie_hours)
    W.ties[i, k] = new
    W.ties[k, i] = new


def staff_on_the_floor(W, t):
    """Let each member of staff on the floor be with one resident, by attention."""
    p, w = W.p[0], W.w[0]
    total = weigh_attention(W)
    for k in range(w.n_on_duty):
        j = W.on_duty[k]
        st = W.staff[j]
        st.is_in_contact = False
        st.contact_share = 0.0
        if total <= 0.0:
            continue
        busy = contact_probability(
            floor_minutes=st.floor_minutes * p.contact_of_floor, tick_minutes=p.tick_minutes
        )
        person = STAFF_OFFSET + st.post
        if uniform(W.key[0], t, STAFF_CONTACT, person, 0) < busy:
            i = weighted_choice(W, uniform(W.key[0], t, STAFF_CHOICE, person, 0) * total)
            st.is_in_contact = True
            st.contact_share = 1.0
            be_with(W, i, j)


def weigh_attention(W):
    """Work out how much attention each resident draws; return the sum."""
    p = W.p[0]
    total = 0.0
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.is_here and r.is_present:
            total += attention(
                is_asleep=r.is_asleep,
                arousal=r.arousal,
                distress=r.distress,
                trust=r.trust_now,
                has_request=r.has_request,
                is_detained=r.is_detained,
                in_early_help=r.is_in_early_help,
                validation=p.validation,
                base=p.attention_base,
                w_arousal=p.attention_w_arousal,
                w_distress=p.attention_w_distress,
                w_trust=p.attention_w_trust,
                w_request=p.attention_w_request,
                w_detained=p.attention_w_detained,
                w_early=p.attention_w_early,
            )
        W.weights[i] = total
    return total


def weighted_choice(W, at):
    """Return the resident on whom a draw falls, by halving the sums of attention."""
    low, high = 0, len(W.residents) - 1
    while low < high:
        middle = (low + high) // 2
        if at < W.weights[middle]:
            high = middle
        else:
            low = middle + 1
    return low


def be_with(W, i, j):
    """A tick of a member of staff with a resident."""
    p, r, st = W.p[0], W.residents[i], W.staff[j]
    r.contact_staff = j
    r.staff_share = 1.0
    r.arousal = calmed(
        arousal=r.arousal,
        share=calming_share(
            warmth=st.warmth, trust=W.trust[i, j], tick_hours=p.tick_hours, per_hour=p.calming_per_hour
        ),
    )
    W.trust[i, j] = next_tie(
        tie=W.trust[i, j],
        valence=valence_of_staff(
            warmth=st.warmth,
            answered=0.0,
            denied=0.0,
            w_answered=p.valence_w_answered,
            w_denied=p.valence_w_denied,
            start=p.valence_staff_start,
        ),
        hours=p.tick_hours,
        hours_to_settle=p.trust_hours,
    )


def make_requests(W, t, g):
    """Requests and answers, limits, queues, crowding and noise."""
    p, w = W.p[0], W.w[0]
    floor_each = share_of(part=w.floor_minutes * p.ticks_an_hour, whole=float(w.n_awake))
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here or not r.is_present:
            continue
        place = W.places[r.place]
        own_room = place.kind == BEDROOM and p.residents_per_bedroom <= 1.0
        r.noise = place.noise if own_room else place.noise_now
        r.crowding = 0.0 if own_room else place.crowding_now
        r.denied *= p.kept_impulse
        r.limited *= p.kept_impulse
        r.demanded *= p.kept_impulse
        r.changed *= p.kept_impulse
        if r.is_asleep:
            continue
        if r.has_request:
            wait_or_be_answered(W, t, i, floor_each)
        else:
            perhaps_ask(W, t, i)
        perhaps_be_limited(W, t, i)
        r.waiting = waiting_level(wait_hours=r.wait_hours, hours_to_matter=p.hours_until_waiting_matters)
        if r.slot >= 0 and W.slots[r.slot].activity == MEDICATION:
            r.waiting = max(r.waiting, w.queue)


def perhaps_ask(W, t, i):
    """Perhaps want something from staff."""
    p, r = W.p[0], W.residents[i]
    hazard = request_per_hour(
        base=p.request_base,
        distress=r.distress,
        boredom=r.boredom,
        craving=r.craving,
        w_distress=p.request_w_distress,
        w_boredom=p.request_w_boredom,
        w_craving=p.request_w_craving,
    )
    r.wait_hours = 0.0
    if happens(u=uniform(W.key[0], t, REQUEST, r.number, 0), per_hour=hazard, hours=p.tick_hours):
        r.has_request = True


def wait_or_be_answered(W, t, i, floor_each):
    """Wait on, give up, or get an answer."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    hazard = answer_per_hour(
        floor_minutes_a_resident_hour=floor_each,
        minutes_required=p.minutes_a_request,
        promptness=promptness(support=p.support, least=p.promptness_least),
    )
    answered = r.contact_staff != NOBODY or happens(
        u=uniform(W.key[0], t, ANSWER, r.number, 0), per_hour=hazard, hours=p.tick_hours
    )
    if answered and w.n_on_duty > 0:
        answer(W, t, i)
    else:
        r.wait_hours += p.tick_hours
        if r.wait_hours > p.hours_until_given_up:
            r.has_request = False


def somebody_on_duty(W, u):
    """Return the post on which a draw among those on duty falls."""
    return W.on_duty[int(u * W.w[0].n_on_duty)]


def answer(W, t, i):
    """Get a yes or a no, and trust the one who gave it more or less."""
    p, r = W.p[0], W.residents[i]
    j = r.contact_staff
    if j == NOBODY:
        j = somebody_on_duty(W, uniform(W.key[0], t, STAFF_CHOICE, r.number, 0))
    st = W.staff[j]
    refused = uniform(W.key[0], t, DENIED, r.number, 0) < denial_probability(
        base=p.denial_base,
        structure=p.structure,
        validation=p.validation,
        involvement=p.involvement,
        is_detained=r.is_detained,
        w_structure=p.denial_w_structure,
        w_validation=p.denial_w_validation,
        w_involvement=p.denial_w_involvement,
        w_detained=p.denial_w_detained,
    )
    if refused:
        impulse = impulse_of_denial(
            size=p.impulse_denial,
            warmth=st.warmth,
            soft_words=p.soft_words,
            bad_news=p.bad_news_mitigation,
            w_warmth=p.impulse_w_warmth,
            w_soft=p.soft_words_effect,
            w_news=p.bad_news_effect,
        )
        r.denied = added(level=r.denied, impulse=impulse)
    W.trust[i, j] = next_tie(
        tie=W.trust[i, j],
        valence=valence_of_staff(
            warmth=st.warmth,
            answered=0.0 if refused else 1.0,
            denied=1.0 if refused else 0.0,
            w_answered=p.valence_w_answered,
            w_denied=p.valence_w_denied,
            start=p.valence_staff_start,
        ),
        hours=p.answer_hours,
        hours_to_settle=p.trust_hours,
    )
    r.has_request = False
    r.wait_hours = 0.0


def perhaps_be_limited(W, t, i):
    """Perhaps have a limit set by staff who see it tested."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    hazard = limit_per_hour(
        base=p.limit_base,
        arousal=r.arousal,
        boredom=r.boredom,
        need_autonomy=r.need_autonomy,
        structure=p.structure,
        involvement=p.involvement,
        staff_present=w.staff_present * W.places[r.place].sight,
        expectations=p.clear_mutual_expectations,
        w_structure=p.limit_w_structure,
        w_involvement=p.limit_w_involvement,
        w_expectations=p.limit_w_expectations,
    )
    if w.n_on_duty > 0 and happens(
        u=uniform(W.key[0], t, LIMIT, r.number, 0), per_hour=hazard, hours=p.tick_hours
    ):
        st = W.staff[somebody_on_duty(W, uniform(W.key[0], t, LIMIT, r.number, 1))]
        impulse = impulse_of_limit(
            size=p.impulse_limit,
            warmth=st.warmth,
            soft_words=p.soft_words,
            validation=p.validation,
            w_warmth=p.impulse_w_warmth,
            w_soft=p.soft_words_effect,
            w_validation=p.limit_w_validation,
        )
        r.limited = added(level=r.limited, impulse=impulse)
