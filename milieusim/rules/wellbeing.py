"""The slow states: distress, coping, loneliness, felt safety, autonomy, self-care with its four read-outs; wellbeing."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import approach, balanced, clip01, clip_signed, safe_exp


@rule
def milieu_quality(
    p,
    staff_share,
    contact_share,
    therapy_share,
    felt_safety,
    predictability,
    autonomy,
    need_autonomy,
    fit,
    structure_gap,
):
    """How good the hour was that a resident really lived, -1 to 1.

    Parameters
    ----------
    p : numbers of the run
    staff_share : float, 0-1
        Share of waking time with staff.
    contact_share : float, 0-1
        Share of waking time with other residents.
    therapy_share : float, 0-1
        Share of waking time in groups and sessions.
    felt_safety : float, 0-1
        0 in fear, 1 safe.
    predictability : float, 0-1
        Knowing what comes next, from `certainty_felt`.
    autonomy : float, 0-1
        Sense of having a say.
    need_autonomy : float, 0-1
        Trait.
    fit : float, 0-1
        Of what was done in organised time, weighted by hours.
    structure_gap : float, 0-1
        From `structure_gap`.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. A weighted sum of what was really lived, less `milieu_reference`, clipped: rises
    with contact, fit, safety, predictability and a say (its loss weighs by how much one needs it),
    falls with a day that is more or less structured than the person needs. Whether it helps is left
    to `recovery_w_milieu`, whose range has both signs.

    References
    ----------
    [Saf15]: discharge messages; no effect of its own was published.
    """
    lived = (
        p.milieu_w_staff * staff_share
        + p.milieu_w_contact * contact_share
        + p.milieu_w_therapy * therapy_share * fit
    )
    climate = (
        p.milieu_w_safety * felt_safety
        + p.milieu_w_predictability * predictability
        + p.milieu_w_hope * p.discharge_messages
        - p.milieu_w_autonomy * need_autonomy * (1.0 - autonomy)
        - p.milieu_w_structure_gap * structure_gap
    )
    return clip_signed(lived + climate - p.milieu_reference)


@rule
def laid_out(p, in_slots):
    """Share of waking time that others lay out: what they set in slots, and of the rest what rules settle.

    Parameters
    ----------
    p : numbers of the run
    in_slots : float, 0-1
        Share of waking time in slots that others shape, or in which one is expected.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A slot is laid out by itself; of every other hour structure lays out up to
    `structure_between_slots`, by rules, set times and permission to be asked. Rises with structure.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(in_slots + p.structure_between_slots * p.structure * (1.0 - in_slots))


@rule
def certainty_felt(p, predictability, need_structure):
    """How far knowing what comes next is enough for a person: what is missing weighs by the need for structure.

    Parameters
    ----------
    p : numbers of the run
    predictability : float, 0-1
        Knowing what comes next.
    need_structure : float, 0-1
        Trait.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. 1 less what is missing, times 1 at the middle of the need; `certainty_w_need` at 0
    makes all alike, at 1 what is missing is nothing to who needs no structure. Clipped at 0.

    References
    ----------
    None: assumed, see the ledger.
    """
    weight = 1.0 + p.certainty_w_need * (need_structure + need_structure - 1.0)
    return clip01(1.0 - (1.0 - predictability) * weight)


@rule
def structure_wanted(p, need_structure):
    """Share of waking time that a person wants to have a shape set by others.

    Parameters
    ----------
    p : numbers of the run
    need_structure : float, 0-1
        Trait.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional: nobody wants every hour laid out.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.structure_wanted_at_most * need_structure)


@rule
def structure_gap(lived, wanted):
    """How far the days lived are more, or less, structured than the person needs.

    Parameters
    ----------
    lived : float, 0-1
        Share of waking time of the last day that others laid out.
    wanted : float, 0-1
        From `structure_wanted`.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Distance between what was lived and what is wanted: it rises on either side, so
    that the best day differs between persons.

    References
    ----------
    None: assumed, see the ledger.
    """
    return abs(lived - wanted)


@rule
def hemmed_in(lived, wanted, need_autonomy):
    """How far the days lived leave somebody less to themselves than they need.

    Parameters
    ----------
    lived : float, 0-1
        Share of waking time of the last day that others laid out.
    wanted : float, 0-1
        From `structure_wanted`.
    need_autonomy : float, 0-1
        Trait.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product of what is laid out beyond what is wanted and of the need for autonomy: nothing
    where less is laid out than is wanted, the counterpart of worry, which is about too little.

    References
    ----------
    None: assumed, see the ledger.
    """
    return need_autonomy * clip01(lived - wanted)


@rule
def next_structure_lived(p, lived, share):
    """Share of waking time lived that others laid out, over about a day, after an hour.

    Parameters
    ----------
    p : numbers of the run
    lived : float, 0-1
        Before the hour.
    share : float, 0-1
        Of the hour, from `laid_out`.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. Exponential moving average.

    References
    ----------
    None: a definition.
    """
    return approach(lived, share, p.kept_structure_lived)


@rule
def recovery_per_hour(p, pace, milieu, medicated):
    """Speed of recovery: time and treatment, helped or hindered by the milieu.

    Parameters
    ----------
    p : numbers of the run
    pace : float, 0 to 3
        Of the person.
    milieu : float, -1 to 1
        From `milieu_quality`.
    medicated : float, 0-1
        How far treated by medication.

    Returns
    -------
    float, 0 to inf, 1/d

    Notes
    -----
    Form: calibrated. Proportional: time and treatment, helped or hindered by the milieu, slower the
    less medication there is; never negative. The caller passes days, so the speed is per day.

    References
    ----------
    [Bal07]: change in symptoms from admission to discharge, d 0.7-1.1.
    [Var00]: change by day 2, 7 and 14.
    """
    treated = 1.0 - p.recovery_w_refusal * (1.0 - medicated)
    return p.recovery_per_day * pace * max(1.0 + p.recovery_w_milieu * milieu, 0.0) * treated


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
def distress_drawn_to(p, floor, predictability, say_missed):
    """Where lasting distress goes: what stays of it, worry about what comes next, and the say that one misses.

    Parameters
    ----------
    p : numbers of the run
    floor : float, 0-1
        What stays without worry.
    predictability : float, 0-1
        Knowing what comes next, from `certainty_felt`.
    say_missed : float, 0-1
        From `say_missed`.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Saturating: worry and the say missed take a share of what is left between the floor
    and 1; each is off at weight 0.

    References
    ----------
    None: assumed, see the ledger.
    """
    weighs = p.distress_w_worry * (1.0 - predictability) + p.distress_w_say * say_missed
    return clip01(floor + weighs * (1.0 - floor))


@rule
def acute_at_admission(distress, floor, share):
    """The part of distress at admission that is the acute phase.

    Parameters
    ----------
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    floor : float, 0-1
        What stays of it.
    share : float, 0-1
        Of what does not stay.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A share of what does not stay, drawn about the mean of a profile.

    References
    ----------
    [Var00]: better by day 2, so that part of it is fast.
    """
    return clip01(share * (distress - floor))


@rule
def next_acute(p, acute, distress, days):
    """The acute part of distress after a while.

    Parameters
    ----------
    p : numbers of the run
    acute : float, 0-1
        Part of distress.
    distress : float, 0-1
        All of it: help may have taken more than what lasts.
    days : float, 0 to 4000, d
        Time passed.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential decay with `days_acute`.

    References
    ----------
    [Var00]: better by day 2, 7 and 14.
    """
    return min(acute, distress) * safe_exp(-days / p.days_acute)


@rule
def lasting_distress(distress, acute):
    """The part of distress that is not the acute phase.

    Parameters
    ----------
    distress : float, 0-1
        All of it.
    acute : float, 0-1
        Its acute part.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. The difference, at least 0.

    References
    ----------
    None: a definition.
    """
    return clip01(distress - acute)


@rule
def whole_distress(lasting, acute):
    """Distress of both its parts.

    Parameters
    ----------
    lasting : float, 0-1
        From `lasting_distress`.
    acute : float, 0-1
        From `next_acute`.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. The sum, at most 1.

    References
    ----------
    None: a definition.
    """
    return clip01(lasting + acute)


@rule
def next_coping(p, coping, therapy_hours, trust, days):
    """Coping after a while: therapy, the more so with trust, and time.

    Parameters
    ----------
    p : numbers of the run
    coping : float, 0-1
        With insight, one state.
    therapy_hours : float, 0 to 24, h
        In groups and sessions.
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.
    days : float, 0 to 4000, d
        Time passed.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Saturating gain by therapy, more with trust, and by time, more where discharge
    messages give hope: rises with all.

    References
    ----------
    [Cla87]: alliance goes with improvement.
    [Saf15]: discharge messages; no effect of its own was published.
    """
    learnt = p.coping_per_therapy_hour * therapy_hours * (
        1.0 + p.coping_w_trust * trust
    ) + p.coping_per_day * days * (1.0 + p.coping_w_hope * p.discharge_messages)
    return clip01(1.0 - (1.0 - coping) * safe_exp(-learnt))


@rule
def next_loneliness(p, loneliness, bonds, contact_share, staff_share):
    """Loneliness after an hour, drawn to what bonds and contacts leave of what would be there without.

    Parameters
    ----------
    p : numbers of the run
    loneliness : float, 0-1
        0 belongs, 1 utterly alone.
    bonds : float, 0-1
        From `bonds_felt`.
    contact_share : float, 0-1
        Share of waking time with other residents.
    staff_share : float, 0-1
        Share of waking time with staff.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step towards what ties and contacts leave: falls with bonds and
    with both kinds of contact. An hour full of contact counts for more than would end all loneliness if it lasted,
    so that an hour of company after three alone does as much as a quarter of each; what is cut off at 0 is the
    loneliness felt.

    References
    ----------
    [Wan20]: loneliness falls with network size; direction.
    [Lon23]: level among people with severe mental illness.
    """
    target = (
        p.loneliness_base
        - p.loneliness_w_tie * bonds
        - p.loneliness_w_contact * contact_share
        - p.loneliness_w_staff * staff_share
    )
    return clip01(approach(loneliness, target, p.kept_loneliness))


@rule
def next_felt_safety(p, felt_safety, crowding, staff_present, trust):
    """Felt safety after an hour, drawn back to what the place gives.

    Parameters
    ----------
    p : numbers of the run
    felt_safety : float, 0-1
        0 in fear, 1 safe.
    crowding : float, 0-1
        Of the place the resident is in.
    staff_present : float, 0-1
        Share of floor staff's time that is among residents, by sight where a place matters.
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.

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
    target = clip01(
        p.felt_safety_base
        + p.felt_safety_w_staff * staff_present
        + p.felt_safety_w_trust * trust
        - p.felt_safety_w_crowding * crowding
    )
    return approach(felt_safety, target, p.kept_felt_safety)


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
    p,
    autonomy,
    choice_share,
    expected_share,
    demanded,
):
    """Sense of having a say, drawn to what the hour left to choose.

    Parameters
    ----------
    p : numbers of the run
    autonomy : float, 0-1
        Sense of having a say.
    choice_share : float, 0-1
        Share of waking time of one's own choosing: what `laid_out` leaves of it, time held taken like a slot.
    expected_share : float, 0-1
        Share in which something is expected: from `laid_out`, of slots in which one is.
    demanded : float, 0-1
        How pressed one feels.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step towards what the hour left to choose: rises with choice,
    involvement and an open door, falls with what is expected (less where rules bend), with being
    pressed and with a locked door.

    References
    ----------
    [Hoc18]: open doors went with less coercion; direction of the door.
    """
    own = p.autonomy_base + p.autonomy_w_choice * choice_share + p.autonomy_w_involvement * p.involvement
    own = own - p.autonomy_w_expected * expected_share * (1.0 - p.autonomy_w_validation * p.validation)
    door = p.autonomy_w_open * p.open_door * (1.0 - p.locked_share) - p.autonomy_w_locked * p.locked_share
    return approach(autonomy, clip01(own + door - p.autonomy_w_pressed * demanded), p.kept_autonomy)


@rule
def wellbeing(p, distress, loneliness, felt_safety, self_care):
    """Wellbeing: low distress, belonging, safety and self-care, weighted; weights add up to one.

    Parameters
    ----------
    p : numbers of the run
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    loneliness : float, 0-1
        0 belongs, 1 utterly alone.
    felt_safety : float, 0-1
        0 in fear, 1 safe.
    self_care : float, 0-1
        0 none, 1 full.

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
    first = p.wellbeing_weight_distress * (1.0 - distress) + p.wellbeing_weight_belonging * (1.0 - loneliness)
    return clip01(first + p.wellbeing_weight_safety * felt_safety + p.wellbeing_weight_self_care * self_care)


@rule
def complaints_settled(p, hours):
    """Share of what rankles that a while in a community meeting settles.

    Parameters
    ----------
    p : numbers of the run
    hours : float, 0 to 24, h
        In the meeting.

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
    return 1.0 - safe_exp(-p.complaints_settled_per_hour * p.involvement * hours)


@rule
def next_self_care(
    p,
    self_care,
    skills_hours,
    distress,
    predictability,
    days,
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
        Knowing what comes next, from `certainty_felt`.
    days : float, 0 to 4000, d
        Time passed.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Gain by practice and by days with a shape, and decay by distress: exact in time.
    Rises with skills hours and predictability, falls with distress.

    References
    ----------
    None: assumed, see the ledger.
    """
    gain = p.self_care_per_skills_hour * skills_hours + p.self_care_per_day * days * (
        1.0 + p.self_care_w_predictability * predictability
    )
    loss = p.self_care_decay_per_day * distress * days
    return balanced(level=self_care, gain=gain, loss=loss, days=1.0)


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
        Knowing what comes next, from `certainty_felt`.

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


@rule
def daily_care(hygiene, own_schedule, organisation, life_skills):
    """How well somebody looks after themselves day by day: what others see, and what makes one feel well.

    Parameters
    ----------
    hygiene : float, 0-1
        Washing and dressing.
    own_schedule : float, 0-1
        Keeping a day of one's own.
    organisation : float, 0-1
        Keeping things in order.
    life_skills : float, 0-1
        Shopping, cooking, money.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. The plain mean: rises with each part. It is what wellbeing and the demands of the day go by.

    References
    ----------
    None: assumed, see the ledger.
    """
    return (hygiene + own_schedule + organisation + life_skills) / (1.0 + 1.0 + 1.0 + 1.0)


@rule
def distress_so_far(p, distress, floor, recovery_per_day, days):
    """Lasting distress of somebody who has been on a ward for some days: recovery, and what hurt in between.

    Parameters
    ----------
    p : numbers of the run
    distress : float, 0-1
        At admission, its acute part taken off.
    floor : float, 0-1
        Where it goes if nothing hurts.
    recovery_per_day : float, 0 to 5, 1/d
        Speed.
    days : float, 0 to 4000, d
        On the ward.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Recovery takes distress to its floor, and each day adds a share of what is missing
    to 1: exact in time. Rises with the floor and with how much a day hurts.

    References
    ----------
    [Var00]: fast at first, then slower.
    """
    gain = recovery_per_day * floor + p.usual_hurt_per_day
    return balanced(level=distress, gain=gain, loss=recovery_per_day * (1.0 - floor), days=days)


@rule
def usual_hours(p, offered):
    """Hours a day that somebody usually takes part in, of those that the timetable offers.

    Parameters
    ----------
    p : numbers of the run
    offered : float, 0 to 24, h
        A day and resident.

    Returns
    -------
    float, 0 to 24, h

    Notes
    -----
    Form: assumed. Proportional.

    References
    ----------
    None: assumed, see the ledger.
    """
    return p.usual_attendance * offered
