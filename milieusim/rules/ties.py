"""Ties between residents and trust in staff, each from -1 to 1."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import balanced, clip01, clip_signed, normal_quantile, safe_exp


@rule
def meeting_per_hour(p, base, sociability, other_sociability, tie):
    """Share of ticks in which two residents in one place are in contact.

    Parameters
    ----------
    p : numbers of the run
    base : float, 0-1
        At mean sociability, without a tie. Ledger: meeting_base.
    sociability : float, 0-1
        Trait.
    other_sociability : float, 0-1
        The same trait of the other resident.
    tie : float, -1 to 1
        Between the two residents.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: calibrated. Product with the sum of both sociabilities; rises with the tie (friends seek
    each other out), 0 between enemies at weight 1. A contact lasts its tick, so this is the share
    of ticks spent in contact and does not depend on their length.

    References
    ----------
    [Rad07]: 84 % of residents are socially disengaged at any daytime moment; level.
    [Warr10]: affirmations follow standing and ties; direction.
    """
    return base * (sociability + other_sociability) * (1.0 + p.meeting_w_tie * tie)


@rule
def liking(p, u):
    """How far two residents happen to like each other, -1 to 1: the same from either side, and for good.

    Parameters
    ----------
    p : numbers of the run
    u : float, 0-1
        A keyed draw of the pair, uniform; 1 itself never comes.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. Normal about nothing, cut at both ends: some pairs get on, some never will.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip_signed(p.liking_spread * normal_quantile(u))


@rule
def company_sought(p, tie, days_apart):
    """How much somebody is sought as company, beside others who are there.

    Parameters
    ----------
    p : numbers of the run
    tie : float, -1 to 1
        Between the two residents.
    days_apart : float, 0 to 4000, d
        Between the days on which they came.

    Returns
    -------
    float, -1 to 2

    Notes
    -----
    Form: assumed. The tie, and a bonus for having come at about the same time, which fades with the
    days between: rises with the tie, falls with the days.

    References
    ----------
    [Warr10]: affirmations follow standing and ties; direction.
    """
    return tie + p.company_w_cohort * safe_exp(-days_apart / p.cohort_days)


@rule
def valence_of_residents(p, arousal, other_arousal, help, liking):
    """How good a contact of two residents is, -1 to 1.

    Parameters
    ----------
    p : numbers of the run
    arousal : float, 0-1
        0 settled, 1 crisis.
    other_arousal : float, 0-1
        Arousal of the other resident.
    help : float, 0-1
        1 if help was given.
    liking : float, -1 to 1
        From `liking`.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. Starts well, falls with both levels of arousal, rises with help and liking.

    References
    ----------
    [Warr10]: affirmation by peers; direction of help.
    """
    return clip_signed(
        p.valence_start + liking + p.valence_w_help * help - p.valence_w_arousal * arousal * other_arousal
    )


@rule
def valence_of_staff(p, warmth, answered, denied):
    """How good a contact with staff is, -1 to 1.

    Parameters
    ----------
    p : numbers of the run
    warmth : float, 0-1
        Of the member of staff, burnout taken off.
    answered : float, 0-1
        1 if a request was met.
    denied : float, 0-1
        1 if it was refused.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. Warmth times what was done, less what coldness costs; rises with warmth and
    answers, falls with denials. What is denied is never worse for having been said warmly, so
    coldness costs at least as much as the denial.

    References
    ----------
    [Cla87]: alliance goes with improvement; direction of the effects of trust.
    """
    done = p.valence_staff_start + p.valence_w_answered * answered - p.valence_w_denied * denied
    coldness = (1.0 - warmth) * p.valence_staff_start * p.valence_staff_start
    return clip_signed(done * warmth - max(coldness, (1.0 - warmth) * -done))


@rule
def next_tie(tie, valence, hours, hours_to_settle):
    """A tie after a contact of some hours: w + (1 - exp(-d / tau)) (v - w).

    Parameters
    ----------
    tie : float, -1 to 1
        Tie or trust before.
    valence : float, -1 to 1
        How good the contact was.
    hours : float, 0 to 100, h
        Of contact. Ledger: answer_hours, hurt_hours.
    hours_to_settle : float, 0.1 to 100, h
        Time constant, hours of contact. Ledger: tie_hours, trust_hours.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. w + (1 - exp(-d / tau)) (v - w): exact exponential step in hours of contact, so
    splitting a contact changes nothing.

    References
    ----------
    None: assumed, see the ledger.
    """
    return valence + (tie - valence) * safe_exp(-hours / hours_to_settle)


@rule
def faded(tie, kept):
    """A tie after a while without contact: drawn to nothing.

    Parameters
    ----------
    tie : float, -1 to 1
    kept : float, 0-1
        Share of a deviation that is left: exp(-dt / tau), worked out once a run.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. Proportional decay to nothing.

    References
    ----------
    None: assumed, see the ledger.
    """
    return tie * kept


@rule
def first_trust(p, know_each_other):
    """Trust in somebody not yet met; knowing a little of each other gives a start.

    Parameters
    ----------
    p : numbers of the run
    know_each_other : float, 0-1
        Fidelity of knowing each other.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. Linear: rises with how far the ward lets residents and staff know each other.

    References
    ----------
    [Saf15]: knowing each other; no effect of its own was published.
    """
    return clip_signed(p.trust_at_first + p.trust_know_gain * know_each_other)


@rule
def help_probability(p, standing, distress, other_distress, tie):
    """Probability of helping somebody met: by what one can spare, by the tie, and by the standing of the other.

    Parameters
    ----------
    p : numbers of the run
    standing : float, 0-1
        Reputation for helping, of the one who may be helped.
    distress : float, 0-1
        Of the one who may help: 0 none, 1 as bad as it gets.
    other_distress : float, 0-1
        Distress of the one who may be helped.
    tie : float, -1 to 1
        Between the two residents.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Indirect reciprocity: the better the other's standing, the likelier the help;
    friends help more, enemies less, and who is in distress can spare less. Rises with standing, tie,
    the other's distress and mutual help meetings, falls with one's own distress; callers use it as a
    hazard an hour.

    References
    ----------
    [Warr10]: indirect reciprocity fits observed networks better than direct.
    [Saf15]: mutual help meetings; no effect of its own was published.
    """
    return clip01(
        p.help_base
        * other_distress
        * (1.0 - p.help_w_own_distress * distress)
        * (1.0 + p.help_w_standing * standing + p.help_w_practice * p.mutual_help_meeting)
        * (1.0 + p.help_w_tie * tie)
    )


@rule
def standing_after_help(p, standing):
    """Standing after help that was given.

    Parameters
    ----------
    p : numbers of the run
    standing : float, 0-1
        Reputation for helping.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Moves a share of the way to 1.

    References
    ----------
    [Warr10]: image scores of indirect reciprocity.
    """
    return standing + p.standing_per_help * (1.0 - standing)


@rule
def standing_after_company(p, standing, other_distress, hours):
    """Standing after hours beside somebody for whom something could be done.

    Parameters
    ----------
    p : numbers of the run
    standing : float, 0-1
        Reputation for helping.
    other_distress : float, 0-1
        Distress of the one who may be helped.
    hours : float, 0 to 100, h
        Together.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step to 0, the faster the more there was to help with: beside who
    needs nothing, nothing is lost.

    References
    ----------
    [Warr10]: image scores of indirect reciprocity.
    """
    return standing * safe_exp(-p.standing_share * other_distress * hours)


@rule
def relieved(distress, share):
    """Distress after being helped by another resident.

    Parameters
    ----------
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    share : float, 0-1
        Share of distress that goes. Ledger: help_relief.

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
    return clip01(distress * (1.0 - share))


@rule
def bonds_felt(ties):
    """How bonded a resident feels, from the sum of their good ties: the first ones count most.

    Parameters
    ----------
    ties : float, 0 to 400
        Sum of friendly ties to those who are here.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A sum of closeness that levels off: the first bonds count most, and it does not
    depend on how many others happen to be there.

    References
    ----------
    [Wan20]: network size and loneliness; direction.
    """
    return 1.0 - safe_exp(-ties)


@rule
def named_nurse_first(p):
    """Share of contacts on the floor in which a named nurse turns first to those who are theirs.

    Parameters
    ----------
    p : numbers of the run

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional to validation, which is time with a named nurse; it is taken from
    the others on the floor.

    References
    ----------
    [Cla87]: alliance goes with improvement; why there is a named nurse at all.
    """
    return clip01(p.named_nurse_share * p.validation)


@rule
def next_known(p, known, hours):
    """How well the written plan fits the person, after some hours with the named nurse.

    Parameters
    ----------
    p : numbers of the run
    known : float, 0-1
        0 nothing is known, 1 the plan fits.
    hours : float, 0 to 100, h
        With the named nurse.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. 1 - (1 - k) exp(-hours / tau): exact in hours, so splitting a contact changes
    nothing.

    References
    ----------
    None: assumed, see the ledger.
    """
    return 1.0 - (1.0 - known) * safe_exp(-hours / p.known_hours)


@rule
def trust_lost_to_exception(p, skill):
    """Share of trust in a member of staff that an exception made for somebody else costs who sees it.

    Parameters
    ----------
    p : numbers of the run
    skill : float, 0-1
        Of who makes it: warmth and consistency in one.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: falls with skill, since who is consistent can say why.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.unfairness * (1.0 - skill))


@rule
def complaint_per_hour(p, rankles):
    """Hazard that somebody in a community meeting brings up what rankles and is promised that it will change.

    Parameters
    ----------
    p : numbers of the run
    rankles : float, 0-1
        What was refused, limited or asked for in the last days.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Product: rises with involvement, which takes complaints up, and with what rankles.

    References
    ----------
    [Hai13]: inclusion and communication as principles; no size.
    """
    return p.complaints_per_hour * p.involvement * rankles


@rule
def promise_kept_probability(p, load):
    """Probability that what was promised in the meeting is done by the end of the day.

    Parameters
    ----------
    p : numbers of the run
    load : float, 0 to 3
        Mean of the day: minutes asked of nursing staff over minutes there are.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear and clipped: falls with load.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(1.0 - p.promise_w_load * load)


@rule
def known_so_far(p, days):
    """How well the written plan fits somebody who has been on a ward for some days.

    Parameters
    ----------
    p : numbers of the run
    days : float, 0 to 4000, d
        On the ward.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Usual hours with the named nurse teach it, and without them it fades: exact in time.
    Rises with the days.

    References
    ----------
    None: assumed, see the ledger.
    """
    learnt = p.usual_named_hours / p.known_hours
    return balanced(level=0.0, gain=learnt, loss=1.0 / p.days_known_fade, days=days)


@rule
def trust_so_far(p, trust, days):
    """Trust in staff of somebody who has been on a ward for some days.

    Parameters
    ----------
    p : numbers of the run
    trust : float, -1 to 1
        At first.
    days : float, 0 to 4000, d
        On the ward.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. What there was at first fades; what good hours built and bad ones broke is left to
    the warm-up, since over all residents the one nearly outweighs the other.

    References
    ----------
    None: assumed, see the ledger.
    """
    return trust * safe_exp(-days / p.days_trust_fade)


@rule
def tie_so_far(p, liking, others, days):
    """The tie of two residents who have been on a ward together for some days.

    Parameters
    ----------
    p : numbers of the run
    liking : float, -1 to 1
        How far they happen to like each other.
    others : float, 0 to 400, residents
        Among whom one's company is shared out.
    days : float, 0 to 4000, d
        Together on the ward.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. Hours of usual company take the tie to how they like each other (what makes a
    contact good or bad besides about balances), and without contact it fades: exact in time.
    Rises with liking.

    References
    ----------
    None: assumed, see the ledger.
    """
    if others <= 0.0:
        return 0.0
    gain = p.usual_company_hours / others / p.tie_hours
    return clip_signed(liking * balanced(level=0.0, gain=gain, loss=1.0 / p.days_tie_fade, days=days))
