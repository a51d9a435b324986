"""Self-care: one state with four read-outs."""

from milieusim.rules._compile import rule
from milieusim.rules.numerics import clip01, safe_exp


@rule
def next_self_care(
    self_care,
    skills_hours,
    distress,
    predictability,
    days,
    per_skills_hour,
    per_day,
    decay_per_day,
    w_predictability,
):
    """Self-care after a while: practised in sessions and in a day with a shape, worn down by distress."""
    gain = per_skills_hour * skills_hours + per_day * days * (1.0 + w_predictability * predictability)
    gained = 1.0 - (1.0 - self_care) * safe_exp(-gain)
    return clip01(gained * safe_exp(-decay_per_day * distress * days))


@rule
def hygiene(self_care, distress, w_distress):
    """Washing and dressing, the first part to come back."""
    return clip01(self_care * (1.0 + w_distress) - w_distress * distress * self_care)


@rule
def own_schedule(self_care, predictability, weight):
    """Keeping a day of one's own."""
    return clip01((1.0 - weight) * self_care + weight * predictability * self_care)


@rule
def organisation(self_care, arousal, weight):
    """Keeping things in order; arousal is in the way."""
    return clip01(self_care * (1.0 - weight * arousal))


@rule
def life_skills(self_care, ability, weight):
    """Shopping, cooking, money."""
    return clip01((1.0 - weight) * self_care + weight * ability * self_care)
