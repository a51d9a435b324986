"""Requests and answers, limits set by staff, and waiting."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01


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
        Share of nursing time that is on the floor, by sight where a place matters.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Needs a resident who tests a limit and staff who see it: more staff present set
    more limits, which is one of the ways in which more staff need not mean more calm. Who was told
    what is expected, and saw it kept, tests it less.

    References
    ----------
    [Pap12]: limit setting as antecedent.
    [Bow09]: more staff went with more aggression between wards; a candidate mechanism, not fitted.
    """
    tests = (arousal + boredom * need_autonomy) * (1.0 - p.limit_w_told * predictability)
    return p.limit_base * tests * staff_present


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
    Form: assumed. Inverse of a discrete distribution; codes are those of `RequestKind`: medication and
    leave by their shares, else something that anybody on duty can say yes or no to.

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
