"""Requests and answers, limits set by staff, and waiting."""

from milieusim.rules._compile import rule
from milieusim.rules.numerics import clip01


@rule
def request_per_hour(base, distress, boredom, craving, w_distress, w_boredom, w_craving):
    """Hazard of wanting something from staff while awake."""
    return base * (1.0 + w_distress * distress + w_boredom * boredom + w_craving * craving)


@rule
def answer_per_hour(floor_minutes_a_resident_hour, minutes_required, promptness):
    """Hazard that a request is answered, given floor time for each resident."""
    return promptness * floor_minutes_a_resident_hour / minutes_required


@rule
def promptness(support, least):
    """How promptly staff on the floor turn to a request."""
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
    """Probability that the answer is no."""
    strict = base * (1.0 + w_structure * structure + (w_detained if is_detained else 0.0))
    return clip01(strict * (1.0 - w_validation * validation) * (1.0 - w_involvement * involvement))


@rule
def impulse_of_denial(size, warmth, soft_words, bad_news, w_warmth, w_soft, w_news):
    """How hard a no hits, given how it is said."""
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
    """Hazard that staff set a limit: it takes a resident who tests one and staff who see it."""
    tests = arousal + boredom * need_autonomy
    told = (1.0 - w_involvement * involvement) * (1.0 - w_expectations * expectations)
    return base * tests * staff_present * (1.0 + w_structure * structure) * told


@rule
def impulse_of_limit(size, warmth, soft_words, validation, w_warmth, w_soft, w_validation):
    """How hard a limit hits, given how and for what reason it is set."""
    return clip01(
        size * (1.0 - w_warmth * warmth) * (1.0 - w_soft * soft_words) * (1.0 - w_validation * validation)
    )


@rule
def impulse_of_demand(size, need_autonomy, soft_words, w_soft):
    """How hard it hits to be pressed to take part."""
    return clip01(size * need_autonomy * (1.0 - w_soft * soft_words))


@rule
def impulse_of_change(size, interest, structure, w_notice):
    """How hard it hits when a slot falls through; notice given in time softens it."""
    return clip01(size * interest * (1.0 - w_notice * structure))


@rule
def added(level, impulse):
    """A 0-1 level after an impulse: level + impulse (1 - level)."""
    return level + impulse * (1.0 - level)


@rule
def waiting_level(wait_hours, hours_to_matter):
    """How much waiting weighs, from its length."""
    return clip01(wait_hours / hours_to_matter)


@rule
def queue_level(minutes_needed, minutes_given, at_best):
    """How much queueing for medication weighs, when nurses are fewer than the round needs."""
    if minutes_needed <= 0.0:
        return 0.0
    return clip01(at_best + 1.0 - minutes_given / minutes_needed)
