"""Staff: who is there, what their time goes to, how load wears them down."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import approach, clip01, normal_quantile, safe_exp
from milieusim.rules.basics.units import MINUTES_AN_HOUR


@rule
def sickness_probability(p, burnout):
    """Probability that a rostered shift is lost to sickness; burnt-out staff are away more.

    Parameters
    ----------
    p : numbers of the run
    burnout : float, 0-1
        0 none, 1 burnt out.

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
    return clip01(p.sickness * (1.0 + p.sickness_w_burnout * (burnout - p.usual_burnout)))


@rule
def skill(p, u, is_bank):
    """Skill of a member of staff: warmth, consistency and de-escalation in one.

    Parameters
    ----------
    p : numbers of the run
    u : float, 0-1
        A keyed draw, uniform.
    is_bank : bool
        Bank or agency staff.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Normal, clipped; bank staff are drawn about a mean shifted by
    `bank_skill_offset`. Rises with the draw.

    References
    ----------
    [For98]: 31 % casual staff; that they differ is assumed.
    """
    offset = p.bank_skill_offset if is_bank else 0.0
    return clip01(p.skill_mean + offset + p.skill_spread * normal_quantile(u))


@rule
def warmth(p, skill, burnout, fatigue):
    """Warmth in contact: skill, less what burnout takes, plus what a kind word at handover gives back.

    Parameters
    ----------
    p : numbers of the run
    skill : float, 0-1
        Of the member of staff.
    burnout : float, 0-1
        0 none, 1 burnt out.
    fatigue : float, 0-1
        0 fresh, 1 worn out by the hours of this shift.

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
    worn = (1.0 - p.warmth_w_burnout * burnout) * (1.0 - p.warmth_w_fatigue * fatigue)
    return clip01(skill * worn + p.warmth_w_positive * p.positive_words * (1.0 - skill))


@rule
def deescalation(p, skill, burnout):
    """Skill in calming somebody down, trained or not.

    Parameters
    ----------
    p : numbers of the run
    skill : float, 0-1
        Of the member of staff.
    burnout : float, 0-1
        0 none, 1 burnt out.

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
    return clip01(
        skill * (1.0 - p.warmth_w_burnout * burnout)
        + p.deescalation_w_talk_down * p.talk_down * (1.0 - skill)
    )


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
def floor_share(p):
    """Share of uncommitted nursing time given to residents, not to office and paperwork.

    Parameters
    ----------
    p : numbers of the run

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear from `floor_least` to `floor_most`; rises with support.

    References
    ----------
    [Sha10]: at best half of staff time is contact with residents.
    """
    return p.floor_least + (p.floor_most - p.floor_least) * p.support


@rule
def next_burnout(p, burnout, load, conflict_seen, hours):
    """Burnout after hours at work: drawn towards what load and conflict ask.

    Parameters
    ----------
    p : numbers of the run
    burnout : float, 0-1
        0 none, 1 burnt out.
    load : float, 0 to 3
        Minutes asked of nursing staff over minutes there are.
    conflict_seen : float, 0-1
        1 if any conflict in the hour.
    hours : float, 1 to inf, h
        1; more in the warm-up, from `hours_stood_for`.

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
    target = clip01(
        p.usual_burnout
        + p.burnout_w_load * max(load - p.comfortable_load, 0.0)
        + p.burnout_w_conflict * conflict_seen
    )
    return approach(burnout, target, safe_exp(-hours / p.hours_burnout))


@rule
def is_short(p, minutes, needs):
    """Whether obligations alone took nearly all there was.

    Parameters
    ----------
    p : numbers of the run
    minutes : float, 0 to 10000, min
        That there were.
    needs : float, 0 to 10000, min
        Asked for.

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
    return needs > p.short_staffed_load * minutes


@rule
def contact_probability(p, floor_minutes):
    """Probability that a member of staff is with a resident in this tick.

    Parameters
    ----------
    p : numbers of the run
    floor_minutes : float, 0 to 60, min
        That a member of staff has for contact.

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
    return clip01(floor_minutes / p.tick_minutes) if p.tick_minutes > 0.0 else 0.0


@rule
def attention(
    p,
    is_asleep,
    arousal,
    distress,
    trust,
    has_request,
    is_detained,
    in_early_help,
):
    """How much a resident draws the attention of staff on the floor; validation turns it to need.

    Parameters
    ----------
    p : numbers of the run
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
    early = p.attention_w_early if in_early_help else 0.0
    need = p.attention_w_distress * distress + p.attention_w_arousal * arousal + early
    visible = (
        (p.attention_w_request if has_request else 0.0)
        + (p.attention_w_detained if is_detained else 0.0)
        + p.attention_w_trust * (1.0 + trust)
    )
    return p.attention_base + p.validation * need + (1.0 - p.validation) * visible


@rule
def minutes_of_observation(p, n_constant, n_intermittent, n_residents, tick_hours):
    """Minutes that observation asks for: one person each for constant, some minutes an hour for the rest.

    Parameters
    ----------
    p : numbers of the run
    n_constant : float, 0 to 400, residents
        Under constant observation.
    n_intermittent : float, 0 to 400, residents
        Under intermittent observation.
    n_residents : float, 0 to 400, residents
        Present.
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
        n_constant * MINUTES_AN_HOUR
        + n_intermittent * p.minutes_intermittent
        + n_residents * p.minutes_general_observation
    ) * tick_hours


@rule
def spread_over_slot(p, minutes_a_resident, n_residents, share, slot_hours):
    """Minutes in this tick of a job that takes some minutes a resident over a whole slot.

    Parameters
    ----------
    p : numbers of the run
    minutes_a_resident : float, 0 to 60, min
        Of the job. Ledger: dose_minutes, meal_minutes.
    n_residents : float, 0 to 400, residents
        Present.
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
    return minutes_a_resident * n_residents * p.tick_hours * share / slot_hours


@rule
def minutes_still_asked(asked, given):
    """Minutes that are still asked for once some have been given.

    Parameters
    ----------
    asked : float, 0 to 100000, min
        In all.
    given : float, 0 to 10000, min
        Of these, already.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: published. Difference, never below 0.

    References
    ----------
    None: a definition.
    """
    return max(asked - given, 0.0)


@rule
def minutes_of_part(given, asked, in_all):
    """Minutes that one of several jobs gets of what was given to them together.

    Parameters
    ----------
    given : float, 0 to 10000, min
        To all of them.
    asked : float, 0 to 10000, min
        By this one.
    in_all : float, 0 to 10000, min
        By all of them.

    Returns
    -------
    float, 0 to 10000, min

    Notes
    -----
    Form: assumed. In proportion to what each asked for; never more than was asked.

    References
    ----------
    None: assumed, see the ledger.
    """
    return asked * min(given / in_all, 1.0) if in_all > 0.0 else 0.0


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
def staff_in_reach(p, n_on_floor, n_nursing, sight):
    """Staff who can be with an incident at once: those on the floor who see it, and some of the rest.

    Parameters
    ----------
    p : numbers of the run
    n_on_floor : float, 0 to 50, staff
        Nursing staff on the floor; at most all.
    n_nursing : float, 0 to 50, staff
        On duty.
    sight : float, 0-1
        Share of the place that can be seen.

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
    return n_on_floor * sight + (n_nursing - n_on_floor) * p.staff_presence


@rule
def talk_share(p, given):
    """Share of a tick that a resident with a planned talk or early help spends with staff.

    Parameters
    ----------
    p : numbers of the run
    given : float, 0-1
        Share of the minutes asked for that were really free.

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
    return clip01(given * p.talk_minutes / MINUTES_AN_HOUR)


@rule
def next_fatigue(p, fatigue, load, night):
    """Fatigue of a member of staff after an hour of a shift.

    Parameters
    ----------
    p : numbers of the run
    fatigue : float, 0-1
        Before the hour; nobody starts a shift tired.
    load : float, 0 to 3
        What the tick asks of nursing staff over what they have.
    night : float, 0-1
        Share of the hour that is night.

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
    target = clip01(p.fatigue_base + p.fatigue_w_load * load + p.fatigue_w_night * night)
    return target + (fatigue - target) * p.kept_fatigue


@rule
def held_up(p, backlog):
    """How far paperwork owed holds up what waits for it.

    Parameters
    ----------
    p : numbers of the run
    backlog : float, 0 to inf, min
        Paperwork and care planning owed.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear up to a backlog at which everything waits.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(backlog / p.backlog_full)


@rule
def planned_share(p, held):
    """Share of the speed of recovery that is left where plans are unwritten.

    Parameters
    ----------
    p : numbers of the run
    held : float, 0-1
        How far paperwork owed holds things up, from `held_up`.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Falls with the backlog, down to a floor: treatment goes on without its papers, less well.

    References
    ----------
    None: assumed, see the ledger.
    """
    return 1.0 - p.recovery_w_backlog * held


@rule
def overtime_minutes(p, backlog, nurses):
    """Minutes that a registered nurse stays on at the end of a shift, for paperwork owed.

    Parameters
    ----------
    p : numbers of the run
    backlog : float, 0 to inf, min
        Owed as the shift ends.
    nurses : float, 0 to 50, staff
        Registered nurses who go home.

    Returns
    -------
    float, 0 to 60, min

    Notes
    -----
    Form: assumed. What is above a backlog that nobody stays for, shared, up to a limit.

    References
    ----------
    None: assumed, see the ledger.
    """
    if nurses <= 0.0:
        return 0.0
    return min(max(backlog - p.overtime_after, 0.0) / nurses, p.overtime_most)


@rule
def overtime_wear(p, minutes):
    """Burnout that staying on adds.

    Parameters
    ----------
    p : numbers of the run
    minutes : float, 0 to 60, min
        Stayed on.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional to the time.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.overtime_burnout * minutes / MINUTES_AN_HOUR)


@rule
def paper_minutes(left, to_floor, backlog):
    """Minutes of uncommitted time that go to paperwork: what support leaves, as far as any is owed.

    Parameters
    ----------
    left : float, 0 to 10000, min
        Uncommitted.
    to_floor : float, 0-1
        From `floor_share`.
    backlog : float, 0 to inf, min
        Owed.

    Returns
    -------
    float, 0 to 10000, min

    Notes
    -----
    Form: assumed. The lesser of the share that is not for residents and what is owed; what nobody owes goes to the
    floor.

    References
    ----------
    [Sha10]: at best half of staff time is contact with residents.
    """
    return min(left * (1.0 - to_floor), max(backlog, 0.0))


@rule
def minutes_in_all(each, number):
    """Minutes of a job that takes some minutes for each of a number.

    Parameters
    ----------
    each : float, 0 to 240, min
        Ledger: prompt_minutes.
    number : float, 0 to 400

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
    return each * number


@rule
def paperwork_an_hour(p):
    """Paperwork and care planning that comes in for each resident.

    Parameters
    ----------
    p : numbers of the run

    Returns
    -------
    float, 0 to inf, min/h

    Notes
    -----
    Form: assumed. Linear: a plan that is made with the person (involvement) and that fits the person (validation)
    takes longer to write, which is what those levels cost.

    References
    ----------
    [Swe19]: the share of nurses' time that goes to documentation and planning; level only.
    """
    longer = p.paperwork_w_involvement * p.involvement + p.paperwork_w_validation * p.validation
    return p.paperwork_minutes * (1.0 + longer)


@rule
def minutes_owed(p, backlog, minutes):
    """Paperwork owed once more has come in; what nobody could ever catch up with is not written at all.

    Parameters
    ----------
    p : numbers of the run
    backlog : float, 0 to inf, min
        Owed before.
    minutes : float, 0 to 10000, min
        Come in.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: assumed. A sum, cut at `backlog_most`.

    References
    ----------
    None: assumed, see the ledger.
    """
    return min(backlog + minutes, p.backlog_most)


@rule
def minutes_of_urgent_paperwork(p, minutes):
    """Minutes of the paperwork that comes in which the law wants written at once, whatever else waits.

    Parameters
    ----------
    p : numbers of the run
    minutes : float, 0 to 10000, min
        Come in.

    Returns
    -------
    float, 0 to 10000, min

    Notes
    -----
    Form: assumed. A share; for the rest, care planning among it, `support` decides what is left of the time.

    References
    ----------
    None: assumed, see the ledger.
    """
    return p.paperwork_must_share * minutes


@rule
def hours_stood_for(p, hours_worked):
    """How many hours of work one hour in the warm-up stands for: the team did not begin on its first day.

    Parameters
    ----------
    p : numbers of the run
    hours_worked : float, 0 to 100000, h
        In the warm-up so far.

    Returns
    -------
    float, 1 to inf, h

    Notes
    -----
    Form: assumed. So that burnout is about the mean of what the hours worked so far drew it to, the
    later ones counting more, and no longer depends on where it was started: an averaged iteration
    towards its fixed point under the load and the conflict that the design brings. Falls with the
    hours, down to 1.

    References
    ----------
    [PJ92]: averaging of iterates.
    """
    return max((1.0 + 1.0) * p.hours_burnout / (hours_worked + p.settling_hours), 1.0)


@rule
def stood_for(impulse, hours):
    """What a blow takes if the hour in which it falls stands for more than one.

    Parameters
    ----------
    impulse : float, 0-1
        If it stands for one.
    hours : float, 1 to inf, h
        From `hours_stood_for`.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. As many such blows as hours: proportional, at most 1.

    References
    ----------
    None: a definition.
    """
    return clip01(impulse * hours)
