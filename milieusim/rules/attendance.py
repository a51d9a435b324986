"""Which slots are held, who comes to them, and where residents go in free time."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, logistic
from milieusim.rules.basics.units import HALF


@rule
def slot_falls_probability(load, structure, at_full_load, gain):
    """Probability that a slot led by nursing staff gives way to other tasks.

    Parameters
    ----------
    load : float, 0 to 3
        Minutes asked of nursing staff over minutes there are.
    structure : float, 0-1
        Milieu level.
    at_full_load : float, 0-1
        At load 1 and structure 0. Ledger: slot_falls_at_full_load.
    gain : float, 0 to 5
        Slope above full load. Ledger: slot_falls_gain.

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
    pressure = clip01((load - 1.0) * gain + 1.0) if load > 1.0 else clip01(load * load * load)
    return at_full_load * pressure * (1.0 - structure)


@rule
def fit_to_person(
    interest,
    ability,
    is_structured,
    need_structure,
    validation,
    individual_schedules,
    w_ability,
    w_validation,
):
    """How well an activity suits a person: interest, ability and, where the ward knows them, adaptation.

    Parameters
    ----------
    interest : float, 0-1
        In this kind of activity.
    ability : float, 0-1
        Trait.
    is_structured : bool
        Whether somebody sets the content of the slot.
    need_structure : float, 0-1
        Trait.
    validation : float, 0-1
        Milieu level.
    individual_schedules : float, 0-1
        Fidelity of individual schedules.
    w_ability : float, 0-1
        Weight of ability. Ledger: fit_w_ability.
    w_validation : float, 0-1
        Weight of validation. Ledger: fit_w_validation.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Mean of interest and of ability with the wish for structure; adaptation closes
    part of what is missing. Rises with interest, ability, validation and individual schedules.

    References
    ----------
    None: assumed, see the ledger.
    """
    demand = need_structure if is_structured else 1.0 - need_structure
    own = (1.0 - w_ability) * interest + w_ability * (ability + demand) / (1.0 + 1.0)
    adapted = clip01(
        w_validation * validation + (1.0 - w_validation * validation) * individual_schedules * w_validation
    )
    return clip01(own + (1.0 - own) * adapted)


@rule
def attendance_log_odds(
    fit,
    is_expected,
    structure,
    trust,
    fatigue,
    arousal,
    distress,
    boredom,
    involvement,
    programme,
    base,
    w_fit,
    w_expected,
    w_structure,
    w_trust,
    w_fatigue,
    w_arousal,
    w_distress,
    w_boredom,
    w_involvement,
    w_programme,
):
    """Log-odds that an invited resident comes.

    Parameters
    ----------
    fit : float, 0-1
        How well the activity suits the person.
    is_expected : bool
        Whether residents are expected to come.
    structure : float, 0-1
        Milieu level.
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
    involvement : float, 0-1
        Milieu level.
    programme : float, 0-1
        Fidelity of the staff-led activity programme.
    base : float, -10 to 10, log-odds
        Of somebody whom nothing draws or holds back. Ledger: attend_base.
    w_fit : float, 0 to 5, log-odds
        Weight of fit. Ledger: attend_w_fit.
    w_expected : float, 0 to 5, log-odds
        Weight of expected. Ledger: attend_w_expected.
    w_structure : float, 0 to 1
        Weight of structure. Ledger: attend_w_structure.
    w_trust : float, 0 to 5, log-odds
        Weight of trust. Ledger: attend_w_trust.
    w_fatigue : float, 0 to 5, log-odds
        Weight of fatigue. Ledger: attend_w_fatigue.
    w_arousal : float, 0 to 5, log-odds
        Weight of arousal. Ledger: attend_w_arousal.
    w_distress : float, 0 to 5, log-odds
        Weight of distress. Ledger: attend_w_distress.
    w_boredom : float, -1 to 5, log-odds
        Weight of boredom. Ledger: attend_w_boredom.
    w_involvement : float, 0 to 5, log-odds
        Weight of involvement. Ledger: attend_w_involvement.
    w_programme : float, 0 to 5, log-odds
        Weight of programme. Ledger: attend_w_programme.

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
    pull = base + w_fit * fit + w_trust * trust + w_boredom * boredom + w_programme * programme
    ask = w_expected * (1.0 + w_structure * structure) if is_expected else w_involvement * involvement
    hold_back = w_fatigue * fatigue + w_arousal * arousal + w_distress * distress
    return pull + ask - hold_back


@rule
def attendance_probability(log_odds, share_of_log_odds):
    """Probability of coming; `share_of_log_odds` lets one switch the person's own leanings off.

    Parameters
    ----------
    log_odds : float, -inf to inf, log-odds
        Of coming.
    share_of_log_odds : float, 0-1
        Ledger: attend_leanings.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. Logistic choice; with share 0 everybody comes with even chance, which isolates
    what residents' leanings do.

    References
    ----------
    [McF74]: logit model of choice.
    """
    return logistic(log_odds * share_of_log_odds)


@rule
def invitation_priority(fit, validation, u):
    """Who is asked first where places are few: the best suited where the ward knows them, else anybody.

    Parameters
    ----------
    fit : float, 0-1
        How well the activity suits the person.
    validation : float, 0-1
        Milieu level.
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
    return validation * fit + (1.0 - validation) * u


@rule
def urged_probability(structure, load, validation, most):
    """Probability that staff press somebody who stays away from what is expected.

    Parameters
    ----------
    structure : float, 0-1
        Milieu level.
    load : float, 0 to 3
        Minutes asked of nursing staff over minutes there are.
    validation : float, 0-1
        Milieu level.
    most : float, 0-1
        At full structure, low load and no validation. Ledger: urging_at_most.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Rises with structure, falls with load (nobody has time to press) and by half with
    validation.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(most * structure * (1.0 - HALF * validation) / max(load, 1.0))


@rule
def pull_of_bedroom(sociability, arousal, felt_safety, fatigue, distress, w_withdraw, w_fear, w_fatigue):
    """Weight of one's own room among the places to go.

    Parameters
    ----------
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
    w_withdraw : float, 0 to 5
        Weight of withdraw. Ledger: pull_withdraw.
    w_fear : float, 0 to 5
        Weight of fear. Ledger: pull_fear.
    w_fatigue : float, 0 to 5
        Weight of fatigue. Ledger: pull_fatigue.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: assumed. A weight among others, not a probability. Rises with fear, fatigue and distress,
    falls with sociability.

    References
    ----------
    None: assumed, see the ledger.
    """
    return (
        w_withdraw * (1.0 - sociability) * (1.0 + distress)
        + w_fear * (1.0 - felt_safety)
        + w_fatigue * fatigue * fatigue
    )


@rule
def pull_of_company(sociability, loneliness, boredom, crowding, w_company, w_loneliness, w_boredom):
    """Weight of a room where others are.

    Parameters
    ----------
    sociability : float, 0-1
        Trait.
    loneliness : float, 0-1
        0 belongs, 1 utterly alone.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    crowding : float, 0-1
        Of the place the resident is in.
    w_company : float, 0 to 5
        Weight of company. Ledger: pull_company.
    w_loneliness : float, 0 to 5
        Weight of loneliness. Ledger: pull_loneliness.
    w_boredom : float, 0 to 5
        Weight of boredom. Ledger: pull_boredom.

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
    return (w_company * sociability + w_loneliness * loneliness + w_boredom * boredom) * (1.0 - crowding)


@rule
def pull_of_garden(moving, boredom, is_daylight, locked_share, is_detained, w_garden, locked_factor):
    """Weight of the garden.

    Parameters
    ----------
    moving : float, 0-1
        Interest in movement.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    is_daylight : bool
    locked_share : float, 0-1
        Share of the time that the ward door is locked.
    is_detained : bool
        Under a legal order.
    w_garden : float, 0 to 5
        Weight of garden. Ledger: pull_garden.
    locked_factor : float, 0-1
        Ledger: garden_locked_factor.

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
    barred = locked_share if is_detained else 0.0
    return w_garden * (moving + boredom) * (1.0 - (1.0 - locked_factor) * barred)


@rule
def pull_of_quiet_room(arousal, calm_down, sensory, w_quiet, w_practice):
    """Weight of a quiet room; calm-down methods and a sensory room make it worth going to.

    Parameters
    ----------
    arousal : float, 0-1
        0 settled, 1 crisis.
    calm_down : float, 0-1
        Fidelity of calm-down methods.
    sensory : float, 0-1
        Fidelity of the sensory room.
    w_quiet : float, 0 to 5
        Weight of quiet. Ledger: pull_quiet.
    w_practice : float, 0 to 5
        Weight of practice. Ledger: pull_quiet_practice.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: assumed. Quadratic in arousal, so that the settled do not go there; rises with both
    practices.

    References
    ----------
    None: assumed, see the ledger.
    """
    return w_quiet * arousal * arousal * (1.0 + w_practice * (calm_down + sensory))


@rule
def pull_of_corridor(arousal, boredom, w_pacing):
    """Weight of walking up and down.

    Parameters
    ----------
    arousal : float, 0-1
        0 settled, 1 crisis.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    w_pacing : float, 0 to 1
        Weight of pacing. Ledger: pull_pacing.

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
    return w_pacing * (arousal + boredom)


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
def crowding(members, capacity, gain):
    """Crowding of a place, 0 up to half full, rising to 1.

    Parameters
    ----------
    members : float, 0 to 400, residents
        In the place now.
    capacity : float, 0 to 500, residents
        That fit in comfort.
    gain : float, 1 to 5
        1 / share of the capacity that is felt as crowding. Ledger: crowding_gain.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear in members / capacity above 1 - 1 / gain, clipped; 0 where a place has no
    capacity.

    References
    ----------
    None: assumed, see the ledger.
    """
    if capacity <= 0.0:
        return 0.0
    return clip01((members / capacity) * gain - (gain - 1.0))


@rule
def noise(own_noise, members, arousal_sum, capacity, w_people, w_arousal):
    """Noise of a place: its own, and what those in it add.

    Parameters
    ----------
    own_noise : float, 0-1
        When nobody is there.
    members : float, 0 to 400, residents
        In the place now.
    arousal_sum : float, 0 to 400
        Sum of arousal of those in the place.
    capacity : float, 0 to 500, residents
        That fit in comfort.
    w_people : float, 0 to 1
        Weight of people. Ledger: noise_w_people.
    w_arousal : float, 0 to 1
        Weight of arousal. Ledger: noise_w_arousal.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Additive and clipped: rises with people and with their arousal.

    References
    ----------
    None: assumed, see the ledger.
    """
    if capacity <= 0.0:
        return clip01(own_noise)
    return clip01(own_noise + w_people * members / capacity + w_arousal * arousal_sum / capacity)


@rule
def next_boredom(boredom, engaged_share, kept, programme, w_programme):
    """Boredom after one tick; staff-led activity between slots keeps it down.

    Parameters
    ----------
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    engaged_share : float, 0-1
        Share of the tick in a slot or in contact.
    kept : float, 0-1
        Share of a deviation that is left: exp(-dt / tau), worked out once a run.
    programme : float, 0-1
        Fidelity of the staff-led activity programme.
    w_programme : float, 0-1
        Weight of programme. Ledger: boredom_w_programme.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step towards the share of the tick without anything done or
    shared; staff-led activity between slots keeps the target down.

    References
    ----------
    None: assumed, see the ledger.
    """
    target = clip01((1.0 - engaged_share) * (1.0 - w_programme * programme))
    return target + (boredom - target) * kept
