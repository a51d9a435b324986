"""Self-care: one state with four read-outs."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, safe_exp


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
    """Self-care after a while: practised in sessions and in a day with a shape, worn down by distress.

    Parameters
    ----------
    self_care : float, 0-1
        0 none, 1 full.
    skills_hours : float, 0 to 24, h
        In sessions of daily living.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    predictability : float, 0-1
        Knowing what comes next.
    days : float, 0 to 4000, d
        Time passed.
    per_skills_hour : float, 0-1, 1/h
        Gain by an hour of practice. Ledger: self_care_per_skills_hour.
    per_day : float, 0-1, 1/d
        Gain by a day on the ward. Ledger: self_care_per_day.
    decay_per_day : float, 0-1, 1/d
        At full distress. Ledger: self_care_decay_per_day.
    w_predictability : float, 0 to 1
        Weight of predictability. Ledger: self_care_w_predictability.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Saturating gain by practice and by days with a shape, then decay by distress:
    rises with skills hours and predictability, falls with distress.

    References
    ----------
    None: assumed, see the ledger.
    """
    gain = per_skills_hour * skills_hours + per_day * days * (1.0 + w_predictability * predictability)
    gained = 1.0 - (1.0 - self_care) * safe_exp(-gain)
    return clip01(gained * safe_exp(-decay_per_day * distress * days))


@rule
def hygiene(self_care, distress, w_distress):
    """Washing and dressing, the first part to come back.

    Parameters
    ----------
    self_care : float, 0-1
        0 none, 1 full.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    w_distress : float, 0 to 1
        Weight of distress. Ledger: hygiene_w_distress.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A read-out of the one state, rising with it. Falls with distress, first to come
    back as distress goes.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(self_care * (1.0 + w_distress) - w_distress * distress * self_care)


@rule
def own_schedule(self_care, predictability, weight):
    """Keeping a day of one's own.

    Parameters
    ----------
    self_care : float, 0-1
        0 none, 1 full.
    predictability : float, 0-1
        Knowing what comes next.
    weight : float, 0-1
        Share that depends on the second argument. Ledger: schedule_w_predictability.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A read-out of the one state, rising with it. Rises with predictability: a day
    with a shape is easier to keep.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01((1.0 - weight) * self_care + weight * predictability * self_care)


@rule
def organisation(self_care, arousal, weight):
    """Keeping things in order; arousal is in the way.

    Parameters
    ----------
    self_care : float, 0-1
        0 none, 1 full.
    arousal : float, 0-1
        0 settled, 1 crisis.
    weight : float, 0-1
        Share that depends on the second argument. Ledger: organisation_w_arousal.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A read-out of the one state, rising with it. Falls with arousal.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(self_care * (1.0 - weight * arousal))


@rule
def life_skills(self_care, ability, weight):
    """Shopping, cooking, money.

    Parameters
    ----------
    self_care : float, 0-1
        0 none, 1 full.
    ability : float, 0-1
        Trait.
    weight : float, 0-1
        Share that depends on the second argument. Ledger: life_skills_w_ability.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A read-out of the one state, rising with it. Rises with ability.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01((1.0 - weight) * self_care + weight * ability * self_care)
