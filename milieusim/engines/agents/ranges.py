"""Are people's states within their ranges? Asked before every tick, so that a slip is told and not simulated."""

import math

from milieusim.errors import ConfigError
from milieusim.ward.state import STAFF, STATES, TRAITS

SLACK = 1e-9  # of rounding


def _ranged(states):
    """Return the single numbers that have a range, on one side at least, as (name, low, high)."""
    ranged = [(s.name, s.low, s.high) for s in states if s.kind is float and not s.length]
    return [(name, low, high) for name, low, high in ranged if math.isfinite(low) or math.isfinite(high)]


def _written(ranged):
    """Return a function that says whether somebody keeps to some ranges; one expression, since it is often asked."""
    asked = " and ".join(f"{low - SLACK!r} <= r.{name} <= {high + SLACK!r}" for name, low, high in ranged)
    asked = f"try:\n        return {asked}\n    except TypeError:\n        return False\n"
    scope = {"inf": math.inf}
    exec(f"def is_within(r):\n    {asked}", scope)  # noqa: S102 (text of our own)
    return scope["is_within"]


OF_STATES, OF_RESIDENTS, OF_STAFF = _ranged(STATES), _ranged(TRAITS + STATES), _ranged(STAFF)
has_states_within, is_resident_within, is_staff_within = map(_written, (OF_STATES, OF_RESIDENTS, OF_STAFF))


def check_ranges(model):
    """Raise ConfigError if somebody has a state outside its range.

    Traits, which nothing changes, are looked at as somebody comes and at midnight.

    Parameters
    ----------
    model : WardModel
    """
    is_within = has_states_within if model.now.tick % model.ticks_a_day else is_resident_within
    for resident in model.beds:
        if not resident.is_here:
            continue
        if not is_within(resident):
            raise ConfigError(_told(model, resident, OF_RESIDENTS))
    for seat in model.seats_on_duty[: model.now.n_on_duty]:
        if not is_staff_within(model.staff[seat]):
            raise ConfigError(_told(model, model.staff[seat], OF_STAFF))


def check_newcomer(model, person, is_resident):
    """Raise ConfigError if somebody who has just been made has a trait or state outside its range.

    Parameters
    ----------
    model : WardModel
    person : Resident or Staff
    is_resident : bool
    """
    is_within, ranged = (is_resident_within, OF_RESIDENTS) if is_resident else (is_staff_within, OF_STAFF)
    if not is_within(person):
        raise ConfigError(_told(model, person, ranged))


def _told(model, person, ranged):
    return [
        f"{type(person).__name__} {person.number}: {name} is {getattr(person, name)!r} at {model.clock}; "
        f"it must be {_range(low, high)}."
        for name, low, high in ranged
        if not _is_between(getattr(person, name), low, high)
    ]


def _is_between(value, low, high):
    try:
        return low - SLACK <= value <= high + SLACK
    except TypeError:
        return False


def _range(low, high):
    return f"a number from {low:g} to {high:g}" if math.isfinite(high) else f"a number of {low:g} or more"
