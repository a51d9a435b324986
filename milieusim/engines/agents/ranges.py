"""Are people's states within their ranges? Asked before every tick, so that a slip is told and not simulated."""

from milieusim.engines.agents.methods import own_acts
from milieusim.errors import ConfigError
from milieusim.ward.state import STATES, bounded

SLACK = 1e-9  # of rounding
BOUNDED = bounded(STATES)


def _written():
    asked = " and ".join(f"{low - SLACK!r} <= r.{name} <= {high + SLACK!r}" for name, low, high in BOUNDED)
    scope = {}
    exec(f"def is_within(r):\n    return {asked}\n", scope)  # noqa: S102 (text of our own)
    return scope["is_within"]


is_within = _written()


def check_ranges(model):
    """Raise ConfigError if a resident has a state outside its range; take note of acts given to one person alone.

    Parameters
    ----------
    model : WardModel
    """
    for resident in model.beds:
        if not resident.is_here:
            continue
        if not is_within(resident):
            raise ConfigError(_told(model, resident))
        if len(vars(resident)) != resident.n_known:  # somebody gave this one person something
            resident.n_known = len(vars(resident))
            model.ask_for(own_acts(resident))


def _told(model, resident):
    wrong = [
        f"{type(resident).__name__} {resident.number}: {name} is {getattr(resident, name)!r} at {model.clock}; "
        f"it must be from {low:g} to {high:g}."
        for name, low, high in BOUNDED
        if not low - SLACK <= getattr(resident, name) <= high + SLACK
    ]
    return wrong
