"""Being seen one by one: how long it takes, how long the wait feels, and whose turn it is."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, safe_exp
from milieusim.rules.basics.units import MINUTES_AN_HOUR


@rule
def service_minutes(p, minutes_each, is_dose, is_bank, u):
    """Minutes that it takes to see one resident.

    Parameters
    ----------
    p : numbers of the run
    minutes_each : float, 0 to 240, min
        When nothing comes between.
    is_dose : bool
        Whether medication is given.
    is_bank : bool
        Whether somebody from the bank gives it.
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform: whether a dose is interrupted.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: assumed. A dose takes longer with staff who do not know the residents, and some that are interrupted
    begin again.

    References
    ----------
    [Swe19]: nurses' medication tasks were interrupted in 75 %; how many begin again is assumed.
    """
    if not is_dose:
        return minutes_each
    slower = p.dose_bank_factor if is_bank else 1.0
    again = 1.0 if u < p.dose_begun_again else 0.0
    return minutes_each * slower * (1.0 + again)


@rule
def can_be_seen(minutes_left, minutes_needed):
    """Whether the time of those who see residents suffices for one more.

    Parameters
    ----------
    minutes_left : float, 0 to 10000, min
        That they have.
    minutes_needed : float, 0 to 10000, min
        That the next resident takes.

    Returns
    -------
    bool

    Notes
    -----
    Form: published. A comparison; a billionth of a minute is forgiven, so that sums of parts of ticks add up.

    References
    ----------
    None: a definition.
    """
    return minutes_left + 1e-9 >= minutes_needed


@rule
def queue_level(p, minutes_ahead):
    """How much standing in line weighs, from the service that is still ahead.

    Parameters
    ----------
    p : numbers of the run
    minutes_ahead : float, 0 to 10000, min
        Of those before in the line.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear and clipped, as any other wait.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(minutes_ahead / (MINUTES_AN_HOUR * p.hours_until_waiting_matters))


@rule
def turn_priority(hours_since, u):
    """Who is seen first at a ward round: those who were seen longest ago; lots among equals.

    Parameters
    ----------
    hours_since : float, 0 to 100000, h
        Since the last time.
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform.

    Returns
    -------
    float, 0 to 2

    Notes
    -----
    Form: assumed. Levels off over weeks; the draw decides among those seen on the same day.

    References
    ----------
    None: assumed, see the ledger.
    """
    return (1.0 - safe_exp(-hours_since / (MINUTES_AN_HOUR * (1.0 + 1.0)))) + u / MINUTES_AN_HOUR


@rule
def places_in_time(minutes, minutes_each, servers):
    """How many residents can be seen one by one.

    Parameters
    ----------
    minutes : float, 0 to 1440, min
        Length of the slot.
    minutes_each : float, 0.01 to 240, min
    servers : float, 1 to 20, staff

    Returns
    -------
    float, 0 to inf, residents

    Notes
    -----
    Form: published. Time over time each, for each of those who see residents; the caller rounds down.

    References
    ----------
    None: a definition.
    """
    return servers * (minutes + 1e-9) / minutes_each


@rule
def still_ahead(ahead, minutes_each, servers, minutes_done):
    """Minutes until one's turn comes.

    Parameters
    ----------
    ahead : float, 0 to 400, residents
        Before in the line.
    minutes_each : float, 0 to 240, min
    servers : float, 1 to 20, staff
    minutes_done : float, 0 to 10000, min
        Already given to the first of them.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: assumed. Service ahead over those who serve.

    References
    ----------
    None: a definition.
    """
    return max(ahead * minutes_each - minutes_done, 0.0) / servers


@rule
def worked_minutes(given, seen, carried, is_line_empty):
    """Minutes of this part of a tick that went into seeing residents; the rest is free for other tasks.

    Parameters
    ----------
    given : float, 0 to 10000, min
        That there were.
    seen : float, 0 to 10000, min
        Of all whom it was enough for.
    carried : float, 0 to 10000, min
        Of these, worked in earlier ticks.
    is_line_empty : bool
        Whether nobody is left who could be seen.

    Returns
    -------
    float, 0 to 10000, min

    Notes
    -----
    Form: published. All of it while somebody waits; else what those seen took beyond what was carried.

    References
    ----------
    None: a definition.
    """
    return min(max(seen - carried, 0.0), given) if is_line_empty else given


@rule
def preparation_minutes(p, residents):
    """Nurse minutes to prepare the doses of a round, away from the hatch.

    Parameters
    ----------
    p : numbers of the run
    residents : float, 0 to 400, residents
        Present.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: assumed. Some minutes for each dose that is due.

    References
    ----------
    [Swe19]: giving and preparing medication took 17.5 % of nurses' time; how it parts is assumed.
    """
    return p.dose_preparation_minutes * p.dose_due_share * residents
