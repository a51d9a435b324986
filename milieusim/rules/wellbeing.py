"""The slow states: distress, coping, loneliness, felt safety, predictability, autonomy; and wellbeing."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import approach, clip01, clip_signed, safe_exp


@rule
def milieu_quality(
    staff_share,
    contact_share,
    therapy_share,
    felt_safety,
    predictability,
    autonomy,
    hope,
    fit,
    w_staff,
    w_contact,
    w_therapy,
    w_safety,
    w_predictability,
    w_autonomy,
    w_hope,
    reference,
):
    """How good the hour was that a resident really lived, -1 to 1.

    Parameters
    ----------
    staff_share : float, 0-1
        Share of waking time with staff.
    contact_share : float, 0-1
        Share of waking time with other residents.
    therapy_share : float, 0-1
        Share of waking time in groups and sessions.
    felt_safety : float, 0-1
        0 in fear, 1 safe.
    predictability : float, 0-1
        Knowing what comes next.
    autonomy : float, 0-1
        Sense of having a say.
    hope : float, 0-1
        Fidelity of discharge messages.
    fit : float, 0-1
        How well organised time suits the person.
    w_staff : float, 0 to 5
        Weight of staff. Ledger: milieu_w_staff.
    w_contact : float, -1 to 5
        Weight of contact. Ledger: milieu_w_contact.
    w_therapy : float, 0 to 5
        Weight of therapy. Ledger: milieu_w_therapy.
    w_safety : float, 0 to 5
        Weight of safety. Ledger: milieu_w_safety.
    w_predictability : float, 0 to 1
        Weight of predictability. Ledger: milieu_w_predictability.
    w_autonomy : float, 0 to 1
        Weight of autonomy. Ledger: milieu_w_autonomy.
    w_hope : float, 0 to 1
        Weight of hope. Ledger: milieu_w_hope.
    reference : float, 0 to 3
        Quality of an hour that neither helps nor hinders. Ledger: milieu_reference.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. A weighted sum of what was really lived, less a reference, clipped: rises with
    every part. Whether it helps is left to the weight of the milieu in recovery, whose range has
    both signs.

    References
    ----------
    [Saf15]: discharge messages; no effect of its own was published.
    """
    lived = w_staff * staff_share + w_contact * contact_share + w_therapy * therapy_share * fit
    climate = (
        w_safety * felt_safety + w_predictability * predictability + w_autonomy * autonomy + w_hope * hope
    )
    return clip_signed(lived + climate - reference)


@rule
def recovery_per_hour(per_day, pace, milieu, w_milieu, refuses_medication, w_refusal):
    """Speed of recovery: time and treatment, helped or hindered by the milieu.

    Parameters
    ----------
    per_day : float, 0-1, 1/d
        At pace 1 in a neutral milieu. Ledger: recovery_per_day.
    pace : float, 0 to 3
        Of the person.
    milieu : float, -1 to 1
        From `milieu_quality`.
    w_milieu : float, -1 to 5
        Weight of milieu. Ledger: recovery_w_milieu.
    refuses_medication : bool
        Whether the last dose was refused.
    w_refusal : float, 0-1
        Weight of refusal. Ledger: recovery_w_refusal.

    Returns
    -------
    float, 0 to inf, 1/d

    Notes
    -----
    Form: calibrated. Proportional: time and treatment, helped or hindered by the milieu, slowed by
    refusing medication; never negative. The caller passes days, so the speed is per day.

    References
    ----------
    [Bal07]: change in symptoms from admission to discharge, d 0.7-1.1.
    [Var00]: change by day 2, 7 and 14.
    """
    treated = 1.0 - w_refusal if refuses_medication else 1.0
    return per_day * pace * max(1.0 + w_milieu * milieu, 0.0) * treated


@rule
def next_distress(distress, floor, recovery_per_day, days):
    """Distress after a while of recovery: z0 + (z - z0) exp(-rho dt).

    Parameters
    ----------
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    floor : float, 0-1
        Where it goes.
    recovery_per_day : float, 0 to 5, 1/d
        Speed.
    days : float, 0 to 4000, d
        Time passed.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. z0 + (z - z0) exp(-rho dt): exact exponential step, between the old value and the
    floor.

    References
    ----------
    [Var00]: fast at first, then slower.
    """
    return floor + (distress - floor) * safe_exp(-recovery_per_day * days)


@rule
def next_coping(coping, therapy_hours, trust, days, per_therapy_hour, per_day, w_trust, hope, w_hope):
    """Coping after a while: therapy, the more so with trust, and time.

    Parameters
    ----------
    coping : float, 0-1
        With insight, one state.
    therapy_hours : float, 0 to 24, h
        In groups and sessions.
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.
    days : float, 0 to 4000, d
        Time passed.
    per_therapy_hour : float, 0-1, 1/h
        Gain by an hour of therapy without trust. Ledger: coping_per_therapy_hour.
    per_day : float, 0-1, 1/d
        Gain by a day. Ledger: coping_per_day.
    w_trust : float, 0-1
        Ledger: coping_w_trust.
    hope : float, 0-1
        Fidelity of discharge messages.
    w_hope : float, 0 to 5
        Weight of hope. Ledger: coping_w_hope.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Saturating gain by therapy, more with trust, and by time, more with hope: rises
    with all.

    References
    ----------
    [Cla87]: alliance goes with improvement.
    [Saf15]: discharge messages; no effect of its own was published.
    """
    learnt = per_therapy_hour * therapy_hours * (1.0 + w_trust * trust) + per_day * days * (
        1.0 + w_hope * hope
    )
    return clip01(1.0 - (1.0 - coping) * safe_exp(-learnt))


@rule
def next_loneliness(loneliness, bonds, contact_share, staff_share, kept, base, w_tie, w_contact, w_staff):
    """Loneliness after an hour, drawn to what bonds and contacts leave of what would be there without.

    Parameters
    ----------
    loneliness : float, 0-1
        0 belongs, 1 utterly alone.
    bonds : float, 0-1
        From `bonds_felt`.
    contact_share : float, 0-1
        Share of waking time with other residents.
    staff_share : float, 0-1
        Share of waking time with staff.
    kept : float, 0-1
        Share of a deviation that is left: exp(-dt / tau), worked out once a run.
    base : float, 0 to 2
        Without any bond or contact. Ledger: loneliness_base.
    w_tie : float, 0 to 1
        Weight of tie. Ledger: loneliness_w_tie.
    w_contact : float, 0 to 5
        Weight of contact. Ledger: loneliness_w_contact.
    w_staff : float, 0 to 5
        Weight of staff. Ledger: loneliness_w_staff.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step towards what ties and contacts leave: falls with bonds and
    with both kinds of contact.

    References
    ----------
    [Wan20]: loneliness falls with network size; direction.
    [Lon23]: level among people with severe mental illness.
    """
    target = clip01(base - w_tie * bonds - w_contact * contact_share - w_staff * staff_share)
    return approach(loneliness, target, kept)


@rule
def next_felt_safety(felt_safety, crowding, staff_present, trust, kept, base, w_crowding, w_staff, w_trust):
    """Felt safety after an hour, drawn back to what the place gives.

    Parameters
    ----------
    felt_safety : float, 0-1
        0 in fear, 1 safe.
    crowding : float, 0-1
        Of the place the resident is in.
    staff_present : float, 0-1
        Share of nursing time that is on the floor, by sight where a place matters.
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.
    kept : float, 0-1
        Share of a deviation that is left: exp(-dt / tau), worked out once a run.
    base : float, 0-1
        Without staff, crowd or trust. Ledger: felt_safety_base.
    w_crowding : float, 0 to 1
        Weight of crowding. Ledger: felt_safety_w_crowding.
    w_staff : float, -1 to 1
        Weight of staff. Ledger: felt_safety_w_staff.
    w_trust : float, 0 to 1
        Weight of trust. Ledger: felt_safety_w_trust.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step towards what the place gives: rises with staff present (a
    weight with both signs) and trust, falls with crowding.

    References
    ----------
    None: assumed, see the ledger.
    """
    target = clip01(base + w_staff * staff_present + w_trust * trust - w_crowding * crowding)
    return approach(felt_safety, target, kept)


@rule
def next_predictability(
    predictability, structure, expectations, days_here, kept, base, w_structure, w_expectations, days_to_learn
):
    """Knowing what comes next, drawn to how well the day is told, learnt over the first days.

    Parameters
    ----------
    predictability : float, 0-1
        Knowing what comes next.
    structure : float, 0-1
        Milieu level.
    expectations : float, 0-1
        Fidelity of clear mutual expectations.
    days_here : float, 0 to 4000, d
        Since admission.
    kept : float, 0-1
        Share of a deviation that is left: exp(-dt / tau), worked out once a run.
    base : float, 0-1
        Without structure. Ledger: predictability_base.
    w_structure : float, 0 to 1
        Weight of structure. Ledger: predictability_w_structure.
    w_expectations : float, 0 to 1
        Weight of expectations. Ledger: predictability_w_expectations.
    days_to_learn : float, 0.1 to 30, d
        Time constant. Ledger: predictability_days.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step towards how well the day is told, learnt over the first
    days: rises with structure, expectations and days here.

    References
    ----------
    [Saf15]: clear mutual expectations; no effect of its own was published.
    """
    told = clip01(base + w_structure * structure + w_expectations * expectations)
    return approach(predictability, told * (1.0 - safe_exp(-days_here / days_to_learn)), kept)


@rule
def lost(level, share):
    """A 0-1 level after it lost a share of itself.

    Parameters
    ----------
    level : float, 0-1
    share : float, 0-1
        Share that goes.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional: falls with the share.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(level * (1.0 - share))


@rule
def next_autonomy(
    autonomy,
    choice_share,
    expected_share,
    validation,
    involvement,
    locked_share,
    open_door,
    kept,
    base,
    w_choice,
    w_expected,
    w_validation,
    w_involvement,
    w_locked,
    w_open,
):
    """Sense of having a say, drawn to what the hour left to choose.

    Parameters
    ----------
    autonomy : float, 0-1
        Sense of having a say.
    choice_share : float, 0-1
        Share of waking time of one's own choosing.
    expected_share : float, 0-1
        Share in slots that are expected.
    validation : float, 0-1
        Milieu level.
    involvement : float, 0-1
        Milieu level.
    locked_share : float, 0-1
        Share of the time that the ward door is locked.
    open_door : float, 0-1
        Fidelity of the open door.
    kept : float, 0-1
        Share of a deviation that is left: exp(-dt / tau), worked out once a run.
    base : float, 0-1
        Without choice or involvement. Ledger: autonomy_base.
    w_choice : float, 0 to 1
        Weight of choice. Ledger: autonomy_w_choice.
    w_expected : float, 0 to 1
        Weight of expected. Ledger: autonomy_w_expected.
    w_validation : float, 0-1
        Weight of validation. Ledger: autonomy_w_validation.
    w_involvement : float, 0 to 1
        Weight of involvement. Ledger: autonomy_w_involvement.
    w_locked : float, 0 to 1
        Weight of locked. Ledger: autonomy_w_locked.
    w_open : float, 0 to 1
        Weight of open. Ledger: autonomy_w_open.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step towards what the hour left to choose: rises with choice,
    involvement and an open door, falls with what is expected (less where rules bend) and a locked
    door.

    References
    ----------
    [Hoc18]: open doors went with less coercion; direction of the door.
    """
    own = base + w_choice * choice_share + w_involvement * involvement
    own = own - w_expected * expected_share * (1.0 - w_validation * validation)
    door = w_open * open_door * (1.0 - locked_share) - w_locked * locked_share
    return approach(autonomy, clip01(own + door), kept)


@rule
def wellbeing(distress, loneliness, felt_safety, self_care, w_distress, w_belonging, w_safety, w_self_care):
    """Wellbeing: low distress, belonging, safety and self-care, weighted; weights add up to one.

    Parameters
    ----------
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    loneliness : float, 0-1
        0 belongs, 1 utterly alone.
    felt_safety : float, 0-1
        0 in fear, 1 safe.
    self_care : float, 0-1
        0 none, 1 full.
    w_distress : float, 0-1
        Ledger: wellbeing_weight_distress.
    w_belonging : float, 0-1
        Ledger: wellbeing_weight_belonging.
    w_safety : float, 0-1
        Ledger: wellbeing_weight_safety.
    w_self_care : float, 0-1
        Ledger: wellbeing_weight_self_care.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A weighted mean, weights in the ledger, results shown under other weights: falls
    with distress and loneliness, rises with felt safety and self-care.

    References
    ----------
    None: assumed, see the ledger.
    """
    first = w_distress * (1.0 - distress) + w_belonging * (1.0 - loneliness)
    return clip01(first + w_safety * felt_safety + w_self_care * self_care)


@rule
def complaints_settled(involvement, hours, per_hour):
    """Share of what rankles that a while in a community meeting settles.

    Parameters
    ----------
    involvement : float, 0-1
        How far the meeting can settle anything.
    hours : float, 0 to 24, h
        In the meeting.
    per_hour : float, 0 to 10, 1/h
        At full involvement. Ledger: complaints_settled_per_hour.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exponential in time, so that two halves of a meeting settle what the whole does.

    References
    ----------
    [Hai13]: inclusion and communication as principles; no size.
    """
    return 1.0 - safe_exp(-per_hour * involvement * hours)
