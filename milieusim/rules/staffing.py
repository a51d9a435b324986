"""Staff: who is there, what their time goes to, how load wears them down."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, normal_quantile
from milieusim.rules.basics.units import MINUTES_AN_HOUR


@rule
def sickness_probability(sickness, burnout, usual_burnout, w_burnout):
    """Probability that a rostered shift is lost to sickness; burnt-out staff are away more.

    Parameters
    ----------
    sickness : float, 0-1
        Of a team that is not burnt out.
    burnout : float, 0-1
        0 none, 1 burnt out.
    usual_burnout : float, 0-1
        At which nothing is added. Ledger: usual_burnout.
    w_burnout : float, 0 to 5
        Weight of burnout. Ledger: sickness_w_burnout.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear about usual burnout, clipped: rises with burnout.

    References
    ----------
    [Chad22]: 6 % of shifts lost; level, an input of the rota.
    """
    return clip01(sickness * (1.0 + w_burnout * (burnout - usual_burnout)))


@rule
def skill(mean, spread, u, is_bank, bank_offset):
    """Skill of a member of staff: warmth, consistency and de-escalation in one.

    Parameters
    ----------
    mean : float, 0-1
        Ledger: skill_mean.
    spread : float, 0-1
        Ledger: skill_spread.
    u : float, 0-1
        A keyed draw, uniform.
    is_bank : bool
        Bank or agency staff.
    bank_offset : float, -1 to 1
        Shift of the mean for bank staff. Ledger: bank_skill_offset.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Normal, clipped; bank staff are drawn about a shifted mean. Rises with the draw.

    References
    ----------
    [For98]: 31 % casual staff; that they differ is assumed.
    """
    offset = bank_offset if is_bank else 0.0
    return clip01(mean + offset + spread * normal_quantile(u))


@rule
def warmth(skill, burnout, fatigue, positive_words, w_burnout, w_fatigue, w_positive):
    """Warmth in contact: skill, less what burnout takes, plus what a kind word at handover gives back.

    Parameters
    ----------
    skill : float, 0-1
        Of the member of staff.
    burnout : float, 0-1
        0 none, 1 burnt out.
    fatigue : float, 0-1
        0 fresh, 1 worn out by the hours of this shift.
    positive_words : float, 0-1
        Fidelity of positive words at handover.
    w_burnout : float, 0-1
        Weight of burnout. Ledger: warmth_w_burnout.
    w_fatigue : float, 0-1
        Weight of fatigue. Ledger: warmth_w_fatigue.
    w_positive : float, 0 to 1
        Weight of positive. Ledger: warmth_w_positive.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Falls with burnout and fatigue; a kind word closes part of what is missing, so rises
    with the practice.

    References
    ----------
    [Bow11]: burnout goes with attitudes; direction only.
    [Saf15]: positive words; no effect of its own was published.
    """
    worn = (1.0 - w_burnout * burnout) * (1.0 - w_fatigue * fatigue)
    return clip01(skill * worn + w_positive * positive_words * (1.0 - skill))


@rule
def deescalation(skill, burnout, talk_down, w_burnout, w_talk_down):
    """Skill in calming somebody down, trained or not.

    Parameters
    ----------
    skill : float, 0-1
        Of the member of staff.
    burnout : float, 0-1
        0 none, 1 burnt out.
    talk_down : float, 0-1
        Fidelity of talk-down training.
    w_burnout : float, 0-1
        Weight of burnout. Ledger: warmth_w_burnout.
    w_talk_down : float, 0 to 1
        Weight of talk down. Ledger: deescalation_w_talk_down.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Falls with burnout; training closes part of what is missing.

    References
    ----------
    [Cel22]: training works; its 73 % is an outlier and only a bound.
    [Saf15]: talk down; no effect of its own was published.
    """
    return clip01(skill * (1.0 - w_burnout * burnout) + w_talk_down * talk_down * (1.0 - skill))


@rule
def taken(need, left):
    """Minutes that a task gets: what it needs or what is left.

    Parameters
    ----------
    need : float, 0 to 10000, min
        What the task asks for.
    left : float, 0 to 10000, min
        What the pool has left.

    Returns
    -------
    float, 0 to 10000, min

    Notes
    -----
    Form: published. The lesser of the two.

    References
    ----------
    None: a definition.
    """
    return min(need, left)


@rule
def minutes(hours):
    """Hours as minutes.

    Parameters
    ----------
    hours : float, 0 to inf, h

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: published. Conversion of units.

    References
    ----------
    None: a definition.
    """
    return hours * MINUTES_AN_HOUR


@rule
def hours(minutes):
    """Minutes as hours.

    Parameters
    ----------
    minutes : float, 0 to inf, min

    Returns
    -------
    float, 0 to inf, h

    Notes
    -----
    Form: published. Conversion of units.

    References
    ----------
    None: a definition.
    """
    return minutes / MINUTES_AN_HOUR


@rule
def load(needs, minutes):
    """What a tick asks of nursing staff over what they have; 3 where nobody is there and something is asked.

    Parameters
    ----------
    needs : float, 0 to 10000, min
        Asked for.
    minutes : float, 0 to 10000, min
        That nursing staff have.

    Returns
    -------
    float, 0 to 3

    Notes
    -----
    Form: assumed. Ratio, cut at 3, so that a tick without staff does not outweigh a day.

    References
    ----------
    None: assumed, see the ledger.
    """
    return (
        min(needs / minutes, 1.0 + 1.0 + 1.0) if minutes > 0.0 else (1.0 + 1.0 + 1.0 if needs > 0.0 else 0.0)
    )


@rule
def floor_share(support, least, most):
    """Share of uncommitted nursing time given to residents, not to office and paperwork.

    Parameters
    ----------
    support : float, 0-1
        Milieu level.
    least : float, 0-1
        At support 0. Ledger: floor_least.
    most : float, 0-1
        At support 1. Ledger: floor_most.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear from the least to the most; rises with support.

    References
    ----------
    [Sha10]: at best half of staff time is contact with residents.
    """
    return least + (most - least) * support


@rule
def next_burnout(burnout, load, conflict_seen, personal, kept, w_load, w_conflict, comfortable_load):
    """Burnout after an hour at work: drawn towards what load and conflict ask.

    Parameters
    ----------
    burnout : float, 0-1
        0 none, 1 burnt out.
    load : float, 0 to 3
        Minutes asked of nursing staff over minutes there are.
    conflict_seen : float, 0-1
        1 if any conflict in the hour.
    personal : float, 0-1
        Where it goes without load or conflict. Ledger: usual_burnout.
    kept : float, 0-1
        Share of a deviation that is left: exp(-dt / tau), worked out once a run.
    w_load : float, 0 to 1
        Weight of load. Ledger: burnout_w_load.
    w_conflict : float, 0 to 1
        Weight of conflict. Ledger: burnout_w_conflict.
    comfortable_load : float, 0 to 3
        Load that does not wear. Ledger: comfortable_load.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step towards a clipped sum: rises with load above what is
    comfortable and with conflict seen.

    References
    ----------
    [Bow11]: structure, burnout and attitudes are linked; coefficients were not seen.
    """
    target = clip01(personal + w_load * max(load - comfortable_load, 0.0) + w_conflict * conflict_seen)
    return target + (burnout - target) * kept


@rule
def is_short(minutes, needs, threshold):
    """Whether obligations alone took nearly all there was.

    Parameters
    ----------
    minutes : float, 0 to 10000, min
        That there were.
    needs : float, 0 to 10000, min
        Asked for.
    threshold : float, 0 to 3
        That share. Ledger: short_staffed_load.

    Returns
    -------
    bool

    Notes
    -----
    Form: assumed. Whether needs exceed a share of what there was.

    References
    ----------
    None: assumed, see the ledger.
    """
    return needs > threshold * minutes


@rule
def contact_probability(floor_minutes, tick_minutes):
    """Probability that a member of staff is with a resident in this tick.

    Parameters
    ----------
    floor_minutes : float, 0 to 60, min
        That a member of staff has for contact.
    tick_minutes : float, 0 to 60, min
        Length of a tick.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Floor minutes over the tick, clipped: a member of staff is with one resident at a
    time.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(floor_minutes / tick_minutes) if tick_minutes > 0.0 else 0.0


@rule
def attention(
    is_asleep,
    arousal,
    distress,
    trust,
    has_request,
    is_detained,
    in_early_help,
    validation,
    base,
    w_arousal,
    w_distress,
    w_trust,
    w_request,
    w_detained,
    w_early,
):
    """How much a resident draws the attention of staff on the floor; validation turns it to need.

    Parameters
    ----------
    is_asleep : bool
    arousal : float, 0-1
        0 settled, 1 crisis.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.
    has_request : bool
    is_detained : bool
        Under a legal order.
    in_early_help : bool
    validation : float, 0-1
        Milieu level.
    base : float, 0 to 10
        Of anybody awake. Ledger: attention_base.
    w_arousal : float, 0 to 5
        Weight of arousal. Ledger: attention_w_arousal.
    w_distress : float, 0 to 5
        Weight of distress. Ledger: attention_w_distress.
    w_trust : float, 0 to 1
        Weight of trust. Ledger: attention_w_trust.
    w_request : float, 0 to 5
        Weight of request. Ledger: attention_w_request.
    w_detained : float, 0 to 1
        Weight of detained. Ledger: attention_w_detained.
    w_early : float, 0 to 5
        Weight of early. Ledger: attention_w_early.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: assumed. A weight among others. Validation turns attention from who asks, who is detained
    and who is liked to who is in need; nobody looks to a sleeper.

    References
    ----------
    [Abd08]: early help for those at risk.
    """
    if is_asleep:
        return 0.0
    early = w_early if in_early_help else 0.0
    need = w_distress * distress + w_arousal * arousal + early
    visible = (
        (w_request if has_request else 0.0) + (w_detained if is_detained else 0.0) + w_trust * (1.0 + trust)
    )
    return base + validation * need + (1.0 - validation) * visible


@rule
def minutes_of_observation(
    n_constant, n_intermittent, n_residents, minutes_intermittent, minutes_general, tick_hours
):
    """Minutes that observation asks for: one person each for constant, some minutes an hour for the rest.

    Parameters
    ----------
    n_constant : float, 0 to 400, residents
        Under constant observation.
    n_intermittent : float, 0 to 400, residents
        Under intermittent observation.
    n_residents : float, 0 to 400, residents
        Present.
    minutes_intermittent : float, 0 to 60, min/h
        For each. Ledger: minutes_intermittent.
    minutes_general : float, 0 to 60, min/h
        For everybody. Ledger: minutes_general_observation.
    tick_hours : float, 0 to 1, h
        Length of a tick.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: assumed. One person for each under constant observation, some minutes an hour for the
    others; linear in all.

    References
    ----------
    None: assumed, see the ledger.
    """
    return (
        n_constant * MINUTES_AN_HOUR + n_intermittent * minutes_intermittent + n_residents * minutes_general
    ) * tick_hours


@rule
def spread_over_slot(minutes_a_resident, n_residents, tick_hours, share, slot_hours):
    """Minutes in this tick of a job that takes some minutes a resident over a whole slot.

    Parameters
    ----------
    minutes_a_resident : float, 0 to 60, min
        Of the job. Ledger: dose_minutes, meal_minutes.
    n_residents : float, 0 to 400, residents
        Present.
    tick_hours : float, 0 to 1, h
        Length of a tick.
    share : float, 0-1
        Share of the tick that belongs to the slot.
    slot_hours : float, 0.01 to 24, h
        Length of the slot.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: published. Proportional to the share of the slot in this tick: the sum over its ticks is
    the whole job.

    References
    ----------
    None: a definition.
    """
    return minutes_a_resident * n_residents * tick_hours * share / slot_hours


@rule
def per_hour_minutes(minutes_an_hour, number, tick_hours):
    """Minutes in this tick of a job that takes some minutes an hour for each of a number.

    Parameters
    ----------
    minutes_an_hour : float, 0 to 60, min/h
        For each.
    number : float, 0 to 400
        How many.
    tick_hours : float, 0 to 1, h
        Length of a tick.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: published. Product.

    References
    ----------
    None: a definition.
    """
    return minutes_an_hour * number * tick_hours


@rule
def backlog_asked(backlog, tick_hours, hours_to_clear):
    """Minutes of a backlog that staff try to do in this tick.

    Parameters
    ----------
    backlog : float, 0 to 100000, min
        Not yet done.
    tick_hours : float, 0 to 1, h
        Length of a tick.
    hours_to_clear : float, 0.01 to 100, h
        In which staff try to clear it. Ledger: admission_hours_to_clear,
        incident_hours_to_clear.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: assumed. A share of the backlog, so that it is cleared over some hours rather than at
    once.

    References
    ----------
    None: assumed, see the ledger.
    """
    return backlog * clip01(tick_hours / hours_to_clear)


@rule
def share_of(part, whole):
    """Part / whole, 0 where there is no whole.

    Parameters
    ----------
    part : float, 0 to 10000
    whole : float, 0.001 to 10000

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: published. Ratio, 0 over nothing.

    References
    ----------
    None: a definition.
    """
    return part / whole if whole > 0.0 else 0.0


@rule
def staff_in_reach(n_on_floor, n_nursing, sight, presence):
    """Staff who can be with an incident at once: those on the floor who see it, and some of the rest.

    Parameters
    ----------
    n_on_floor : float, 0 to 50, staff
        Nursing staff on the floor; at most all.
    n_nursing : float, 0 to 50, staff
        On duty.
    sight : float, 0-1
        Share of the place that can be seen.
    presence : float, 0-1
        Share of staff off the floor who can come at once. Ledger: staff_presence.

    Returns
    -------
    float, 0 to 100, staff

    Notes
    -----
    Form: assumed. Linear: those on the floor who see the place, and a share of the rest.

    References
    ----------
    None: assumed, see the ledger.
    """
    return n_on_floor * sight + (n_nursing - n_on_floor) * presence


@rule
def talk_share(given, minutes_an_hour):
    """Share of a tick that a resident with a planned talk or early help spends with staff.

    Parameters
    ----------
    given : float, 0-1
        Share of the minutes asked for that were really free.
    minutes_an_hour : float, 0 to 60, min/h
        Asked for each resident concerned.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. What staff give is what residents get.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(given * minutes_an_hour / MINUTES_AN_HOUR)


@rule
def next_fatigue(fatigue, load, night, kept, w_load, w_night, base):
    """Fatigue of a member of staff after an hour of a shift.

    Parameters
    ----------
    fatigue : float, 0-1
        Before the hour; nobody starts a shift tired.
    load : float, 0 to 3
        What the tick asks of nursing staff over what they have.
    night : float, 0-1
        Share of the hour that is night.
    kept : float, 0-1
        exp(-1 hour / hours_fatigue), worked out once a run.
    w_load : float, 0-1
        Weight of load. Ledger: fatigue_w_load.
    w_night : float, 0-1
        Weight of night work. Ledger: fatigue_w_night.
    base : float, 0-1
        What a long quiet day shift leads to. Ledger: fatigue_base.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Drawn towards what load and night ask; rises with both, and with hours at work.

    References
    ----------
    None: assumed, see the ledger.
    """
    target = clip01(base + w_load * load + w_night * night)
    return target + (fatigue - target) * kept
