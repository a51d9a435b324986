"""Ties between residents and trust in staff, each from -1 to 1."""

from milieusim.rules._compile import rule
from milieusim.rules.numerics import clip01, clip_signed, safe_exp


@rule
def meeting_per_hour(base, sociability, other_sociability, tie, w_tie):
    """Hazard that two residents in one place get into contact."""
    return base * (sociability + other_sociability) * (1.0 + w_tie * tie)


@rule
def valence_of_residents(arousal, other_arousal, help, w_arousal, w_help, start):
    """How good a contact of two residents is, -1 to 1."""
    return clip_signed(start + w_help * help - w_arousal * arousal * other_arousal)


@rule
def valence_of_staff(warmth, answered, denied, w_answered, w_denied, start):
    """How good a contact with staff is, -1 to 1."""
    return clip_signed(
        (start + w_answered * answered - w_denied * denied) * warmth - (1.0 - warmth) * start * start
    )


@rule
def next_tie(tie, valence, hours, hours_to_settle):
    """A tie after a contact of some hours: w + (1 - exp(-d / tau)) (v - w)."""
    return valence + (tie - valence) * safe_exp(-hours / hours_to_settle)


@rule
def faded(tie, kept):
    """A tie after a while without contact: drawn to nothing."""
    return tie * kept


@rule
def first_trust(know_each_other, gain, start):
    """Trust in somebody not yet met; knowing a little of each other gives a start."""
    return clip_signed(start + gain * know_each_other)


@rule
def help_probability(standing, other_distress, mutual_help, base, w_standing, w_practice):
    """Probability of helping somebody met: indirect reciprocity, by the standing of the other."""
    return clip01(base * other_distress * (1.0 + w_standing * standing + w_practice * mutual_help))


@rule
def next_standing(standing, helped, share):
    """Standing after a chance to help, taken or not."""
    return standing + share * (helped - standing)


@rule
def relieved(distress, share):
    """Distress after being helped by another resident."""
    return clip01(distress * (1.0 - share))


@rule
def bonds_felt(ties):
    """How bonded a resident feels, from the sum of their good ties: the first ones count most."""
    return 1.0 - safe_exp(-ties)
