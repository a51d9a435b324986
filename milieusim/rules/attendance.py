"""Which slots are held, who comes to them, and where residents go in free time."""

import math

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, logistic


@rule
def slot_falls_probability(p, load):
    """Probability that a slot led by nursing staff gives way to other tasks.

    Parameters
    ----------
    p : numbers of the run
    load : float, 0 to 3
        Minutes asked of nursing staff over minutes there are.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Cubic up to full load, then linear and clipped: rises with load, falls with
    structure, which gives slots priority.

    References
    ----------
    None: assumed, see the ledger.
    """
    pressure = clip01((load - 1.0) * p.slot_falls_gain + 1.0) if load > 1.0 else clip01(load * load * load)
    return p.slot_falls_at_full_load * pressure * (1.0 - p.structure)


@rule
def fit_to_person(
    p,
    interest,
    ability,
    is_structured,
    need_structure,
    known,
):
    """How well an activity suits a person: interest, ability and, where the ward knows them, adaptation.

    Parameters
    ----------
    p : numbers of the run
    interest : float, 0-1
        In this kind of activity.
    ability : float, 0-1
        Trait.
    is_structured : bool
        Whether somebody sets the content of the slot.
    need_structure : float, 0-1
        Trait.
    known : float, 0-1
        How well the written plan fits the person: from minutes with the named nurse.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Mean of interest and of ability with the wish for structure; adaptation closes
    part of what is missing, and nobody adapts to whom they do not know. Rises with interest,
    ability, and with validation and individual schedules as far as the person is known.

    References
    ----------
    None: assumed, see the ledger.
    """
    demand = need_structure if is_structured else 1.0 - need_structure
    own = (1.0 - p.fit_w_ability) * interest + p.fit_w_ability * (ability + demand) / (1.0 + 1.0)
    bent, planned = p.validation * known, p.individual_schedules * known
    adapted = clip01(
        p.fit_w_validation * bent + (1.0 - p.fit_w_validation * bent) * planned * p.fit_w_validation
    )
    return clip01(own + (1.0 - own) * adapted)


@rule
def attendance_log_odds(
    p,
    fit,
    is_expected,
    trust,
    fatigue,
    arousal,
    distress,
    boredom,
):
    """Log-odds that an invited resident comes.

    Parameters
    ----------
    p : numbers of the run
    fit : float, 0-1
        How well the activity suits the person.
    is_expected : bool
        Whether residents are expected to come.
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.
    fatigue : float, 0-1
        Sleep pressure.
    arousal : float, 0-1
        0 settled, 1 crisis.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.

    Returns
    -------
    float, -inf to inf, log-odds

    Notes
    -----
    Form: assumed. Linear on the log-odds scale, as choice models are; what is expected draws by
    structure, what is free by involvement.

    References
    ----------
    [Rad07]: 4 % of residents' time in organised groups; level only.
    [Bow08]: activity programmes differ in intensity between wards; direction of the practice.
    """
    pull = (
        p.attend_base
        + p.attend_w_fit * fit
        + p.attend_w_trust * trust
        + p.attend_w_boredom * boredom
        + p.attend_w_programme * p.activity_programme
    )
    ask = (
        p.attend_w_expected * (1.0 + p.attend_w_structure * p.structure)
        if is_expected
        else p.attend_w_involvement * p.involvement
    )
    hold_back = p.attend_w_fatigue * fatigue + p.attend_w_arousal * arousal + p.attend_w_distress * distress
    return pull + ask - hold_back


@rule
def attendance_probability(p, log_odds):
    """Probability of coming; with `attend_leanings` at 0 a person's own leanings are off.

    Parameters
    ----------
    p : numbers of the run
    log_odds : float, -inf to inf, log-odds
        Of coming.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. Logistic choice; with leanings at 0 everybody comes with even chance, which isolates
    what residents' leanings do.

    References
    ----------
    [McF74]: logit model of choice.
    """
    return logistic(log_odds * p.attend_leanings)


@rule
def invitation_priority(p, fit, u):
    """Who is asked first where places are few: the best suited where the ward knows them, else anybody.

    Parameters
    ----------
    p : numbers of the run
    fit : float, 0-1
        How well the activity suits the person.
    u : float, 0-1
        A keyed draw, uniform; 1 itself never comes.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A weighted mean of fit and lot: by lot at validation 0, by fit at 1.

    References
    ----------
    None: assumed, see the ledger.
    """
    return p.validation * fit + (1.0 - p.validation) * u


@rule
def pull_of_bedroom(p, sociability, arousal, felt_safety, fatigue, distress, night):
    """Weight of one's own room among the places to go.

    Parameters
    ----------
    p : numbers of the run
    sociability : float, 0-1
        Trait.
    arousal : float, 0-1
        0 settled, 1 crisis.
    felt_safety : float, 0-1
        0 in fear, 1 safe.
    fatigue : float, 0-1
        Sleep pressure.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    night : float, 0-1
        Share of the tick between lights out and waking.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: assumed. A weight among others, not a probability. Rises with fear, fatigue, distress and
    the night, falls with sociability.

    References
    ----------
    None: assumed, see the ledger.
    """
    return (
        p.pull_withdraw * (1.0 - sociability) * (1.0 + distress)
        + p.pull_fear * (1.0 - felt_safety)
        + p.pull_fatigue * fatigue * fatigue
        + night * p.pull_night
    )


@rule
def pull_of_company(p, sociability, loneliness, boredom, crowding):
    """Weight of a room where others are.

    Parameters
    ----------
    p : numbers of the run
    sociability : float, 0-1
        Trait.
    loneliness : float, 0-1
        0 belongs, 1 utterly alone.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    crowding : float, 0-1
        Of the place the resident is in.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: assumed. Rises with sociability, loneliness and boredom; nothing is left in a crowd.

    References
    ----------
    None: assumed, see the ledger.
    """
    return (p.pull_company * sociability + p.pull_loneliness * loneliness + p.pull_boredom * boredom) * (
        1.0 - crowding
    )


@rule
def pull_of_garden(p, moving, boredom, is_daylight, is_detained):
    """Weight of the garden.

    Parameters
    ----------
    p : numbers of the run
    moving : float, 0-1
        Interest in movement.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    is_daylight : bool
    is_detained : bool
        Under a legal order.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: assumed. 0 in the dark; rises with the wish to move and boredom; needs an escort for
    detained residents behind a locked door.

    References
    ----------
    None: assumed, see the ledger.
    """
    if not is_daylight:
        return 0.0
    barred = p.locked_share if is_detained else 0.0
    return p.pull_garden * (moving + boredom) * (1.0 - (1.0 - p.garden_locked_factor) * barred)


@rule
def pull_of_quiet_room(p, arousal):
    """Weight of a quiet room; calm-down methods and a sensory room make it worth going to.

    Parameters
    ----------
    p : numbers of the run
    arousal : float, 0-1
        0 settled, 1 crisis.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: assumed. Quadratic in arousal, so that the settled do not go there; rises with calm-down
    methods and a sensory room.

    References
    ----------
    None: assumed, see the ledger.
    """
    return (
        p.pull_quiet
        * arousal
        * arousal
        * (1.0 + p.pull_quiet_practice * (p.calm_down_methods + p.sensory_room))
    )


@rule
def pull_of_corridor(p, arousal, boredom):
    """Weight of walking up and down.

    Parameters
    ----------
    p : numbers of the run
    arousal : float, 0-1
        0 settled, 1 crisis.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: assumed. Rises with arousal and boredom: pacing.

    References
    ----------
    None: assumed, see the ledger.
    """
    return p.pull_pacing * (arousal + boredom)


@rule
def room_left(members, capacity):
    """1 while somebody still fits in comfort, 0 when it is full.

    Parameters
    ----------
    members : float, 0 to 400, residents
        In the place now.
    capacity : float, 0 to 500, residents
        That fit in comfort.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. 1 while somebody still fits, 0 when full.

    References
    ----------
    None: a definition.
    """
    return 1.0 if members < capacity else 0.0


@rule
def crowding(p, members, capacity):
    """Crowding of a place, 0 up to half full, rising to 1.

    Parameters
    ----------
    p : numbers of the run
    members : float, 0 to 400, residents
        In the place now.
    capacity : float, 0 to 500, residents
        That fit in comfort.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear in members / capacity above 1 - 1 / `crowding_gain`, clipped; 0 where a place has no
    capacity.

    References
    ----------
    None: assumed, see the ledger.
    """
    if capacity <= 0.0:
        return 0.0
    return clip01((members / capacity) * p.crowding_gain - (p.crowding_gain - 1.0))


@rule
def noise(p, own_noise, members, arousal_sum, capacity, of_moving):
    """Noise of a place: its own, what those in it add, and the coming and going.

    Parameters
    ----------
    p : numbers of the run
    own_noise : float, 0-1
        When nobody is there.
    members : float, 0 to 400, residents
        In the place now.
    arousal_sum : float, 0 to 400
        Sum of arousal of those in the place.
    capacity : float, 0 to 500, residents
        That fit in comfort.
    of_moving : float, 0-1
        From `noise_of_moving`; 0 in bedrooms.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Additive and clipped: rises with people, with their arousal, and with those who come
    and go.

    References
    ----------
    None: assumed, see the ledger.
    """
    if capacity <= 0.0:
        return clip01(own_noise + of_moving)
    people = p.noise_w_people * members / capacity + p.noise_w_arousal * arousal_sum / capacity
    return clip01(own_noise + people + of_moving)


@rule
def next_boredom(p, boredom, engaged_share):
    """Boredom after one tick.

    Parameters
    ----------
    p : numbers of the run
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    engaged_share : float, 0-1
        Share of the tick in which one had something to do, from `kept_busy`.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step towards the share of the tick without anything done or shared.

    References
    ----------
    None: assumed, see the ledger.
    """
    target = 1.0 - engaged_share
    return target + (boredom - target) * p.kept_boredom


@rule
def kept_busy(p, engaged_share, staff_present):
    """Share of the tick in which one had something to do; staff on the floor may bring some between slots.

    Parameters
    ----------
    p : numbers of the run
    engaged_share : float, 0-1
        Share of the tick in a slot or in contact.
    staff_present : float, 0-1
        Share of floor staff's time that is among residents.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Staff-led activity between slots takes the time that staff have on the floor: none, no activity.

    References
    ----------
    [Bow08]: activity programmes differ in intensity between wards; direction of the practice.
    """
    idle = (1.0 - engaged_share) * (1.0 - p.boredom_w_programme * p.activity_programme * staff_present)
    return clip01(1.0 - idle)


@rule
def bedroom_of(p, bed):
    """Number of the bedroom in which a bed stands: beds that follow each other share one.

    Parameters
    ----------
    p : numbers of the run
    bed : float, 0 to 400
        Number of the bed.

    Returns
    -------
    float, 0 to 400

    Notes
    -----
    Form: assumed. Whole number of bedrooms before it, with the same number of beds in each.

    References
    ----------
    None: assumed, see the ledger.
    """
    return math.floor(bed / p.residents_per_bedroom)
