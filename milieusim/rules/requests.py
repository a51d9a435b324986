"""Requests and answers, limits set by staff, and waiting."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01


@rule
def request_per_hour(base, distress, boredom, craving, w_distress, w_boredom, w_craving):
    """Hazard of wanting something from staff while awake.

    Parameters
    ----------
    base : float, 0 to 5, 1/h
        Of a settled resident. Ledger: request_base.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    craving : float, 0-1
        For alcohol or drugs, now.
    w_distress : float, 0 to 5
        Weight of distress. Ledger: request_w_distress.
    w_boredom : float, 0 to 5
        Weight of boredom. Ledger: request_w_boredom.
    w_craving : float, 0 to 5
        Weight of craving. Ledger: request_w_craving.

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
    return base * (1.0 + w_distress * distress + w_boredom * boredom + w_craving * craving)


@rule
def answer_per_hour(floor_minutes_a_resident_hour, minutes_required, promptness):
    """Hazard that a request is answered, given floor time for each resident.

    Parameters
    ----------
    floor_minutes_a_resident_hour : float, 0 to 600, min/h
        Staff minutes on the floor for each waking resident.
    minutes_required : float, 0.1 to 60, min
        Of one answer. Ledger: minutes_a_request.
    promptness : float, 0-1
        From `promptness`.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Floor minutes over minutes a request takes, times promptness: rises with both,
    falls with the length of an answer.

    References
    ----------
    None: assumed, see the ledger.
    """
    return promptness * floor_minutes_a_resident_hour / minutes_required


@rule
def promptness(support, least):
    """How promptly staff on the floor turn to a request.

    Parameters
    ----------
    support : float, 0-1
        Milieu level.
    least : float, 0-1
        At support 0. Ledger: promptness_least.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear from the least to 1; rises with support.

    References
    ----------
    None: assumed, see the ledger.
    """
    return least + (1.0 - least) * support


@rule
def denial_probability(
    base,
    structure,
    validation,
    involvement,
    is_detained,
    w_structure,
    w_validation,
    w_involvement,
    w_detained,
):
    """Probability that the answer is no.

    Parameters
    ----------
    base : float, 0-1
        At structure, validation and involvement 0. Ledger: denial_base.
    structure : float, 0-1
        Milieu level.
    validation : float, 0-1
        Milieu level.
    involvement : float, 0-1
        Milieu level.
    is_detained : bool
        Under a legal order.
    w_structure : float, -1 to 1
        Weight of structure. Ledger: denial_w_structure.
    w_validation : float, 0-1
        Weight of validation. Ledger: denial_w_validation.
    w_involvement : float, 0-1
        Weight of involvement. Ledger: denial_w_involvement.
    w_detained : float, 0 to 1
        Weight of detained. Ledger: denial_w_detained.

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
    strict = base * (1.0 + w_structure * structure + (w_detained if is_detained else 0.0))
    return clip01(strict * (1.0 - w_validation * validation) * (1.0 - w_involvement * involvement))


@rule
def impulse_of_denial(size, warmth, soft_words, bad_news, w_warmth, w_soft, w_news):
    """How hard a no hits, given how it is said.

    Parameters
    ----------
    size : float, 0-1
        Said coldly. Ledger: impulse_denial.
    warmth : float, 0-1
        Of the member of staff, burnout taken off.
    soft_words : float, 0-1
        Fidelity of soft words.
    bad_news : float, 0-1
        Fidelity of bad news mitigation.
    w_warmth : float, 0-1
        Weight of warmth. Ledger: impulse_w_warmth.
    w_soft : float, 0-1
        Weight of soft. Ledger: soft_words_effect.
    w_news : float, 0-1
        Weight of news. Ledger: bad_news_effect.

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
    return clip01(size * (1.0 - w_warmth * warmth) * (1.0 - w_soft * soft_words) * (1.0 - w_news * bad_news))


@rule
def limit_per_hour(
    base,
    arousal,
    boredom,
    need_autonomy,
    structure,
    involvement,
    staff_present,
    expectations,
    w_structure,
    w_involvement,
    w_expectations,
):
    """Hazard that staff set a limit: it takes a resident who tests one and staff who see it.

    Parameters
    ----------
    base : float, 0 to 5, 1/h
        Full testing in full view. Ledger: limit_base.
    arousal : float, 0-1
        0 settled, 1 crisis.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    need_autonomy : float, 0-1
        Trait.
    structure : float, 0-1
        Milieu level.
    involvement : float, 0-1
        Milieu level.
    staff_present : float, 0-1
        Share of nursing time that is on the floor, by sight where a place matters.
    expectations : float, 0-1
        Fidelity of clear mutual expectations.
    w_structure : float, -1 to 5
        Weight of structure. Ledger: limit_w_structure.
    w_involvement : float, 0-1
        Weight of involvement. Ledger: limit_w_involvement.
    w_expectations : float, 0-1
        Weight of expectations. Ledger: limit_w_expectations.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Needs a resident who tests a limit and staff who see it: more staff present set
    more limits, which is one of the ways in which more staff need not mean more calm. Falls with
    involvement and clear expectations.

    References
    ----------
    [Pap12]: limit setting as antecedent.
    [Bow09]: more staff went with more aggression between wards; a candidate mechanism, not fitted.
    [Saf15]: clear mutual expectations; no effect of its own was published.
    """
    tests = arousal + boredom * need_autonomy
    told = (1.0 - w_involvement * involvement) * (1.0 - w_expectations * expectations)
    return base * tests * staff_present * (1.0 + w_structure * structure) * told


@rule
def impulse_of_limit(size, warmth, soft_words, validation, w_warmth, w_soft, w_validation):
    """How hard a limit hits, given how and for what reason it is set.

    Parameters
    ----------
    size : float, 0-1
        Set coldly. Ledger: impulse_limit.
    warmth : float, 0-1
        Of the member of staff, burnout taken off.
    soft_words : float, 0-1
        Fidelity of soft words.
    validation : float, 0-1
        Milieu level.
    w_warmth : float, 0-1
        Weight of warmth. Ledger: impulse_w_warmth.
    w_soft : float, 0-1
        Weight of soft. Ledger: soft_words_effect.
    w_validation : float, 0-1
        Weight of validation. Ledger: limit_w_validation.

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
        size * (1.0 - w_warmth * warmth) * (1.0 - w_soft * soft_words) * (1.0 - w_validation * validation)
    )


@rule
def impulse_of_demand(size, need_autonomy, soft_words, w_soft):
    """How hard it hits to be pressed to take part.

    Parameters
    ----------
    size : float, 0-1
        In somebody who needs autonomy most. Ledger: impulse_demand.
    need_autonomy : float, 0-1
        Trait.
    soft_words : float, 0-1
        Fidelity of soft words.
    w_soft : float, 0-1
        Weight of soft. Ledger: soft_words_effect.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: rises with the need for autonomy, falls with soft words.

    References
    ----------
    [Saf15]: soft words; no effect of its own was published.
    """
    return clip01(size * need_autonomy * (1.0 - w_soft * soft_words))


@rule
def impulse_of_change(size, interest, structure, w_notice):
    """How hard it hits when a slot falls through; notice given in time softens it.

    Parameters
    ----------
    size : float, 0-1
        Without notice. Ledger: impulse_change.
    interest : float, 0-1
        In this kind of activity.
    structure : float, 0-1
        Milieu level.
    w_notice : float, 0-1
        Weight of notice. Ledger: notice_effect.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: rises with what was looked forward to, falls with notice, which
    structure gives.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(size * interest * (1.0 - w_notice * structure))


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
def waiting_level(wait_hours, hours_to_matter):
    """How much waiting weighs, from its length.

    Parameters
    ----------
    wait_hours : float, 0 to inf, h
        Waited so far.
    hours_to_matter : float, 0.01 to 100, h
        Wait that weighs in full. Ledger: hours_until_waiting_matters.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear and clipped.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(wait_hours / hours_to_matter)


@rule
def queue_level(minutes_needed, minutes_given, at_best):
    """How much queueing for medication weighs, when nurses are fewer than the round needs.

    Parameters
    ----------
    minutes_needed : float, 0 to 10000, min
        Of the round in this tick.
    minutes_given : float, 0 to 10000, min
        By registered nurses.
    at_best : float, 0-1
        When the round gets all it needs. Ledger: queue_at_best.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Rises as the round gets less than it needs; 0 where nobody is due.

    References
    ----------
    None: assumed, see the ledger.
    """
    if minutes_needed <= 0.0:
        return 0.0
    return clip01(at_best + 1.0 - minutes_given / minutes_needed)
