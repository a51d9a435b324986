"""Staff: who is there, what their time goes to, how load wears them down."""

from milieusim.rules._compile import rule
from milieusim.rules.numerics import clip01, normal_quantile
from milieusim.rules.units import MINUTES_AN_HOUR


@rule
def sickness_probability(sickness, burnout, usual_burnout, w_burnout):
    """Probability that a rostered shift is lost to sickness; burnt-out staff are away more."""
    return clip01(sickness * (1.0 + w_burnout * (burnout - usual_burnout)))


@rule
def skill(mean, spread, u, is_bank, bank_offset):
    """Skill of a member of staff: warmth, consistency and de-escalation in one."""
    offset = bank_offset if is_bank else 0.0
    return clip01(mean + offset + spread * normal_quantile(u))


@rule
def warmth(skill, burnout, positive_words, w_burnout, w_positive):
    """Warmth in contact: skill, less what burnout takes, plus what a kind word at handover gives back."""
    return clip01(skill * (1.0 - w_burnout * burnout) + w_positive * positive_words * (1.0 - skill))


@rule
def deescalation(skill, burnout, talk_down, w_burnout, w_talk_down):
    """Skill in calming somebody down, trained or not."""
    return clip01(skill * (1.0 - w_burnout * burnout) + w_talk_down * talk_down * (1.0 - skill))


@rule
def taken(need, left):
    """Minutes that a task gets: what it needs or what is left."""
    return min(need, left)


@rule
def minutes(hours):
    """Hours as minutes."""
    return hours * MINUTES_AN_HOUR


@rule
def hours(minutes):
    """Minutes as hours."""
    return minutes / MINUTES_AN_HOUR


@rule
def load(needs, minutes):
    """What a tick asks of nursing staff over what they have; 3 where nobody is there and something is asked."""
    return (
        min(needs / minutes, 1.0 + 1.0 + 1.0) if minutes > 0.0 else (1.0 + 1.0 + 1.0 if needs > 0.0 else 0.0)
    )


@rule
def floor_share(support, least, most):
    """Share of uncommitted nursing time given to residents, not to office and paperwork."""
    return least + (most - least) * support


@rule
def next_burnout(burnout, load, conflict_seen, personal, kept, w_load, w_conflict, comfortable_load):
    """Burnout after an hour at work: drawn towards what load and conflict ask."""
    target = clip01(personal + w_load * max(load - comfortable_load, 0.0) + w_conflict * conflict_seen)
    return target + (burnout - target) * kept


@rule
def is_short(minutes, needs, threshold):
    """Whether obligations alone took nearly all there was."""
    return needs > threshold * minutes


@rule
def contact_probability(floor_minutes, tick_minutes):
    """Probability that a member of staff is with a resident in this tick."""
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
    """How much a resident draws the attention of staff on the floor; validation turns it to need."""
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
    """Minutes that observation asks for: one person each for constant, some minutes an hour for the rest."""
    return (
        n_constant * MINUTES_AN_HOUR + n_intermittent * minutes_intermittent + n_residents * minutes_general
    ) * tick_hours


@rule
def spread_over_slot(minutes_a_resident, n_residents, tick_hours, share, slot_hours):
    """Minutes in this tick of a job that takes some minutes a resident over a whole slot."""
    return minutes_a_resident * n_residents * tick_hours * share / slot_hours


@rule
def per_hour_minutes(minutes_an_hour, number, tick_hours):
    """Minutes in this tick of a job that takes some minutes an hour for each of a number."""
    return minutes_an_hour * number * tick_hours


@rule
def backlog_asked(backlog, tick_hours, hours_to_clear):
    """Minutes of a backlog that staff try to do in this tick."""
    return backlog * clip01(tick_hours / hours_to_clear)


@rule
def share_of(part, whole):
    """Part / whole, 0 where there is no whole."""
    return part / whole if whole > 0.0 else 0.0


@rule
def staff_in_reach(n_on_floor, n_nursing, sight, presence):
    """Staff who can be with an incident at once: those on the floor who see it, and some of the rest."""
    return n_on_floor * sight + (n_nursing - n_on_floor) * presence
