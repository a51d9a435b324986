"""Requests and answers, limits set by staff, waiting, and being seen one by one."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, safe_exp
from milieusim.rules.basics.units import FORGIVEN_MINUTES, MINUTES_AN_HOUR


@rule
def request_per_hour(p, distress, boredom, craving):
    """Hazard of wanting something from staff while awake.

    Parameters
    ----------
    p : numbers of the run
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    craving : float, 0-1
        For alcohol or drugs, now.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Linear: rises with distress, boredom and craving.

    References
    ----------
    None: assumed, see the ledger.
    """
    return p.request_base * (
        1.0 + p.request_w_distress * distress + p.request_w_boredom * boredom + p.request_w_craving * craving
    )


@rule
def answer_per_hour(p, floor_minutes_a_resident_hour, promptness, handover_share):
    """Hazard that a request is answered, given floor time for each resident.

    Parameters
    ----------
    p : numbers of the run
    floor_minutes_a_resident_hour : float, 0 to 600, min/h
        Staff minutes on the floor for each waking resident.
    promptness : float, 0-1
        From `promptness`.
    handover_share : float, 0-1
        Share of the tick in which shifts hand over.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Floor minutes over minutes a request takes, times promptness: rises with both,
    falls with the length of an answer. While shifts hand over a share of answers waits, and comes
    afterwards.

    References
    ----------
    None: assumed, see the ledger.
    """
    waits = p.handover_answers_wait * handover_share
    return (1.0 - waits) * promptness * floor_minutes_a_resident_hour / p.minutes_a_request


@rule
def promptness(p):
    """How promptly staff on the floor turn to a request.

    Parameters
    ----------
    p : numbers of the run

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear from `promptness_least` at support 0 to 1; rises with support.

    References
    ----------
    None: assumed, see the ledger.
    """
    return p.promptness_least + (1.0 - p.promptness_least) * p.support


@rule
def denial_probability(
    p,
    is_detained,
):
    """Probability that the answer is no.

    Parameters
    ----------
    p : numbers of the run
    is_detained : bool
        Under a legal order.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Rises with structure (its weight has a range with both signs) and under a legal
    order, falls with validation and involvement.

    References
    ----------
    [Pap12]: denied requests and limits precede 25 % of incidents.
    """
    strict = p.denial_base * (
        1.0 + p.denial_w_structure * p.structure + (p.denial_w_detained if is_detained else 0.0)
    )
    return clip01(
        strict * (1.0 - p.denial_w_validation * p.validation) * (1.0 - p.denial_w_involvement * p.involvement)
    )


@rule
def impulse_of_denial(p, warmth):
    """How hard a no hits, given how it is said.

    Parameters
    ----------
    p : numbers of the run
    warmth : float, 0-1
        Of the member of staff, burnout taken off.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: falls with warmth and both practices.

    References
    ----------
    [Pap12]: denial as antecedent.
    [Saf15]: soft words and bad news mitigation; no effects of their own were published.
    """
    return clip01(
        p.impulse_denial
        * (1.0 - p.impulse_w_warmth * warmth)
        * (1.0 - p.soft_words_effect * p.soft_words)
        * (1.0 - p.bad_news_effect * p.bad_news_mitigation)
    )


@rule
def limit_per_hour(p, arousal, boredom, need_autonomy, predictability, staff_present):
    """Hazard that staff set a limit: it takes a resident who tests one and staff who see it.

    Parameters
    ----------
    p : numbers of the run
    arousal : float, 0-1
        0 settled, 1 crisis.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    need_autonomy : float, 0-1
        Trait.
    predictability : float, 0-1
        Knowing what comes next, and so what is expected.
    staff_present : float, 0-1
        Share of floor staff's time that is among residents, by sight where a place matters.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Needs a resident who tests a limit and staff who see it: more staff present set
    more limits, which is one of the ways in which more staff need not mean more calm. Who was told
    what is expected, and saw it kept, tests it less; where more is laid out there is more to limit
    (a weight with both signs, 0 in the middle of structure).

    References
    ----------
    [Pap12]: limit setting as antecedent.
    [Bow09]: more staff went with more aggression between wards; a candidate mechanism, not fitted.
    """
    tests = (arousal + boredom * need_autonomy) * (1.0 - p.limit_w_told * predictability)
    strict = 1.0 + p.limit_w_structure * (p.structure + p.structure - 1.0)
    return p.limit_base * tests * staff_present * strict


@rule
def impulse_of_limit(p, warmth):
    """How hard a limit hits, given how and for what reason it is set.

    Parameters
    ----------
    p : numbers of the run
    warmth : float, 0-1
        Of the member of staff, burnout taken off.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: falls with warmth, soft words and validation (rules bent for a reason).

    References
    ----------
    [Pap12]: limit setting as antecedent.
    [Saf15]: soft words; no effect of its own was published.
    """
    return clip01(
        p.impulse_limit
        * (1.0 - p.impulse_w_warmth * warmth)
        * (1.0 - p.soft_words_effect * p.soft_words)
        * (1.0 - p.limit_w_validation * p.validation)
    )


@rule
def impulse_of_change(p, interest, told):
    """How hard it hits when a slot falls through; notice given in time softens it.

    Parameters
    ----------
    p : numbers of the run
    interest : float, 0-1
        In this kind of activity.
    told : float, 0-1
        From `told_beforehand`: who tells the day tells its changes too.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: rises with what was looked forward to, falls with notice.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.impulse_change * interest * (1.0 - p.notice_effect * told))


@rule
def strain_of(p, impulse):
    """What an impulse leaves in the strain of the last days.

    Parameters
    ----------
    p : numbers of the run
    impulse : float, 0-1
        Of a no, a limit, a demand, a change or a clash.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional: the sting fades within hours, a part of it within days.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.strain_share * impulse)


@rule
def strain_of_clash(p, hostility):
    """What a tick with somebody hostile leaves in the strain of the last days.

    Parameters
    ----------
    p : numbers of the run
    hostility : float, 0-1
        Of the encounter.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional to hostility and to time.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.strain_per_clash_hour * hostility * p.tick_hours)


@rule
def added(level, impulse):
    """A 0-1 level after an impulse: level + impulse (1 - level).

    Parameters
    ----------
    level : float, 0-1
    impulse : float, 0-1
        Ledger: prn_sedation.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Saturating: level + impulse (1 - level); rises with both.

    References
    ----------
    None: assumed, see the ledger.
    """
    return level + impulse * (1.0 - level)


@rule
def waiting_level(p, wait_hours, patience):
    """How much waiting weighs, from its length.

    Parameters
    ----------
    p : numbers of the run
    wait_hours : float, 0 to inf, h
        Waited so far.
    patience : float, 1 to 20
        From `patience`.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear and clipped: rises with the wait, slower with patience.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(wait_hours / (p.hours_until_waiting_matters * patience))


@rule
def request_kind(p, u):
    """What somebody wants who turns to staff.

    Parameters
    ----------
    p : numbers of the run
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform.

    Returns
    -------
    int, 0 to 2

    Notes
    -----
    Form: assumed. Inverse of a discrete distribution; medication and leave by
    their shares, else something that anybody on duty can say yes or no to.

    References
    ----------
    None: assumed, see the ledger.
    """
    if u < p.request_share_medication:
        return 1
    return 1 + 1 if u < p.request_share_medication + p.request_share_leave else 0


@rule
def patience(p, is_ordinary):
    """How many times as long as for an ordinary request somebody waits.

    Parameters
    ----------
    p : numbers of the run
    is_ordinary : bool
        Whether anybody on duty may answer.

    Returns
    -------
    float, 1 to 20

    Notes
    -----
    Form: assumed. Longer for what a doctor or a registered nurse has to decide: one is told so.

    References
    ----------
    None: assumed, see the ledger.
    """
    return 1.0 if is_ordinary else p.patience_factor


@rule
def is_given_up(p, wait_hours, patience):
    """Whether somebody stops waiting for an answer.

    Parameters
    ----------
    p : numbers of the run
    wait_hours : float, 0 to inf, h
        Waited so far.
    patience : float, 1 to 20
        From `patience`.

    Returns
    -------
    bool

    Notes
    -----
    Form: assumed. A threshold in time, `hours_until_given_up` times patience.

    References
    ----------
    None: assumed, see the ledger.
    """
    return wait_hours > p.hours_until_given_up * patience


@rule
def service_minutes(p, minutes_each, is_dose, is_bank, u):
    """Minutes that it takes to see one resident.

    Parameters
    ----------
    p : numbers of the run
    minutes_each : float, 0 to 240, min
        When nothing comes between.
    is_dose : bool
        Whether medication is given.
    is_bank : bool
        Whether somebody from the bank gives it.
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform: whether a dose is interrupted.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: assumed. A dose takes longer with staff who do not know the residents, and some that are interrupted
    begin again.

    References
    ----------
    [Swe19]: nurses' medication tasks were interrupted in 75 %; how many begin again is assumed.
    """
    if not is_dose:
        return minutes_each
    slower = p.dose_bank_factor if is_bank else 1.0
    again = 1.0 if u < p.dose_begun_again else 0.0
    return minutes_each * slower * (1.0 + again)


@rule
def can_be_seen(minutes_left, minutes_needed):
    """Whether the time of those who see residents suffices for one more.

    Parameters
    ----------
    minutes_left : float, 0 to 10000, min
        That they have.
    minutes_needed : float, 0 to 10000, min
        That the next resident takes.

    Returns
    -------
    bool

    Notes
    -----
    Form: published. A comparison; a billionth of a minute is forgiven, so that sums of parts of ticks add up.

    References
    ----------
    None: a definition.
    """
    return minutes_left + FORGIVEN_MINUTES >= minutes_needed


@rule
def queue_level(p, minutes_ahead):
    """How much standing in line weighs, from the service that is still ahead.

    Parameters
    ----------
    p : numbers of the run
    minutes_ahead : float, 0 to 10000, min
        Of those before in the line.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear and clipped, as any other wait.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(minutes_ahead / (MINUTES_AN_HOUR * p.hours_until_waiting_matters))


@rule
def turn_priority(hours_since, u):
    """Who is seen first at a ward round: those who were seen longest ago; lots among equals.

    Parameters
    ----------
    hours_since : float, 0 to 100000, h
        Since the last time.
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform.

    Returns
    -------
    float, 0 to 2

    Notes
    -----
    Form: assumed. Levels off over weeks; the draw decides among those seen on the same day.

    References
    ----------
    None: assumed, see the ledger.
    """
    return (1.0 - safe_exp(-hours_since / (MINUTES_AN_HOUR * (1.0 + 1.0)))) + u / MINUTES_AN_HOUR


@rule
def places_in_time(minutes, minutes_each, servers):
    """How many residents can be seen one by one.

    Parameters
    ----------
    minutes : float, 0 to 1440, min
        Length of the slot.
    minutes_each : float, 0.01 to 240, min
    servers : float, 1 to 20, staff

    Returns
    -------
    float, 0 to inf, residents

    Notes
    -----
    Form: published. Time over time each, for each of those who see residents; the caller rounds down.

    References
    ----------
    None: a definition.
    """
    return servers * (minutes + FORGIVEN_MINUTES) / minutes_each


@rule
def minutes_until_turn(ahead, minutes_each, servers, minutes_done):
    """Minutes until one's turn comes.

    Parameters
    ----------
    ahead : float, 0 to 400, residents
        Before in the line.
    minutes_each : float, 0 to 240, min
    servers : float, 1 to 20, staff
    minutes_done : float, 0 to 10000, min
        Already given to the first of them.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: assumed. Service ahead over those who serve.

    References
    ----------
    None: a definition.
    """
    return max(ahead * minutes_each - minutes_done, 0.0) / servers


@rule
def preparation_minutes(p, residents):
    """Nurse minutes to prepare the doses of a round, away from the hatch.

    Parameters
    ----------
    p : numbers of the run
    residents : float, 0 to 400, residents
        Present.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: assumed. Some minutes for each dose that is due.

    References
    ----------
    [Swe19]: giving and preparing medication took 17.5 % of nurses' time; how it parts is assumed.
    """
    return p.dose_preparation_minutes * p.dose_due_share * residents
