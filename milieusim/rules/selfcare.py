"""Self-care: one state with four read-outs."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, safe_exp


@rule
def next_self_care(
    p,
    self_care,
    skills_hours,
    distress,
    predictability,
):
    """Self-care after a while: practised in sessions and in a day with a shape, worn down by distress.

    Parameters
    ----------
    p : numbers of the run
    self_care : float, 0-1
        0 none, 1 full.
    skills_hours : float, 0 to 24, h
        In sessions of daily living.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    predictability : float, 0-1
        Knowing what comes next.

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
    gain = p.self_care_per_skills_hour * skills_hours + p.self_care_per_day * p.days_an_hour * (
        1.0 + p.self_care_w_predictability * predictability
    )
    gained = 1.0 - (1.0 - self_care) * safe_exp(-gain)
    return clip01(gained * safe_exp(-p.self_care_decay_per_day * distress * p.days_an_hour))


@rule
def hygiene(p, self_care, distress):
    """Washing and dressing, the first part to come back.

    Parameters
    ----------
    p : numbers of the run
    self_care : float, 0-1
        0 none, 1 full.
    distress : float, 0-1
        0 none, 1 as bad as it gets.

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
    return clip01(self_care * (1.0 + p.hygiene_w_distress) - p.hygiene_w_distress * distress * self_care)


@rule
def own_schedule(p, self_care, predictability):
    """Keeping a day of one's own.

    Parameters
    ----------
    p : numbers of the run
    self_care : float, 0-1
        0 none, 1 full.
    predictability : float, 0-1
        Knowing what comes next.

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
    return clip01(
        (1.0 - p.schedule_w_predictability) * self_care
        + p.schedule_w_predictability * predictability * self_care
    )


@rule
def organisation(p, self_care, arousal):
    """Keeping things in order; arousal is in the way.

    Parameters
    ----------
    p : numbers of the run
    self_care : float, 0-1
        0 none, 1 full.
    arousal : float, 0-1
        0 settled, 1 crisis.

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
    return clip01(self_care * (1.0 - p.organisation_w_arousal * arousal))


@rule
def life_skills(p, self_care, ability):
    """Shopping, cooking, money.

    Parameters
    ----------
    p : numbers of the run
    self_care : float, 0-1
        0 none, 1 full.
    ability : float, 0-1
        Trait.

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
    return clip01((1.0 - p.life_skills_w_ability) * self_care + p.life_skills_w_ability * ability * self_care)
