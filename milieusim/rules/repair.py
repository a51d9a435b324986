"""What an incident leaves behind, and what a talk afterwards mends."""

from milieusim.rules._compile import rule
from milieusim.rules.numerics import clip01, clip_signed


@rule
def debrief_wish(support, validation, practice, base, w_practice):
    """Probability that a talk after the incident is planned at all."""
    return clip01(base * (support + validation) + w_practice * practice)


@rule
def debrief_per_hour(given, per_hour):
    """Hazard that a planned talk takes place, given the share of the minutes asked for that were really free."""
    return per_hour * clip01(given)


@rule
def learnt(coping, gain):
    """Coping after something learnt: towards 1 by a share."""
    return clip01(coping + gain * (1.0 - coping))


@rule
def trust_after_hurt(trust, loss):
    """Trust after something that hurt it: towards -1 by a share."""
    return clip_signed(trust - loss * (1.0 + trust))


@rule
def trust_after_repair(trust, gain):
    """Trust after a talk that mended something: towards 1 by a share."""
    return clip_signed(trust + gain * (1.0 - trust))


@rule
def coercion_hurts(base, words, w_words):
    """Loss of trust that a restriction costs, less where it is explained."""
    return clip01(base * (1.0 - w_words * words))


@rule
def trauma(distress, impulse):
    """Distress after a shock: z + g (1 - z)."""
    return clip01(distress + impulse * (1.0 - distress))
