"""What Mesa's collector of data asks of a ward: what can be pickled with it, and names that somebody has."""

import warnings

import mesa

from milieusim.phrasing import near


def n_residents(model):
    """Return how many have a bed."""
    return len(model.residents)


def mean_arousal(model):
    """Return the mean over the residents present; NaN if nobody is."""
    return model.mean_of("arousal")


def mean_wellbeing(model):
    """Return the mean over the residents present; NaN if nobody is."""
    return model.mean_of("wellbeing")


def n_incidents(model):
    """Return how many incidents there have been since hour 0."""
    return model.now.n_incident_rows


REPORTED = {
    "residents": n_residents,
    "mean_arousal": mean_arousal,
    "mean_wellbeing": mean_wellbeing,
    "conflict": n_incidents,
}


class Attribute:
    """Asks an agent for an attribute; None if this agent has none of that name."""

    # Mesa would make a function inside of a function of a name, and those cannot be pickled.
    def __init__(self, name):
        self.name = name

    def __call__(self, agent):
        return getattr(agent, self.name, None)


def collector_of(model, model_reporters, agent_reporters, agenttype_reporters):
    """Return a collector for a model that has its people; warn of names that nobody has.

    Parameters
    ----------
    model : WardModel
    model_reporters, agent_reporters, agenttype_reporters : dict or None
        As Mesa's `DataCollector` takes them.

    Returns
    -------
    mesa.DataCollector
    """
    of_types = {
        kind: _asking(model, kind, reporters) for kind, reporters in (agenttype_reporters or {}).items()
    }
    of_agents = _asking(model, mesa.Agent, agent_reporters or {})
    return mesa.DataCollector(model_reporters or REPORTED, of_agents or None, of_types or None)


def _asking(model, kind, reporters):
    people = [agent for agent in model.agents if isinstance(agent, kind)]
    for name, reporter in reporters.items():
        if isinstance(reporter, str) and people and not any(hasattr(one, reporter) for one in people):
            known = {known for one in people for known in dir(one) if not known.startswith("_")}
            warnings.warn(
                f"reporter {name!r}: nobody has {reporter!r}, so that it will be None.{near(reporter, known)}",
                UserWarning,
                stacklevel=4,
            )
    return {name: Attribute(one) if isinstance(one, str) else one for name, one in reporters.items()}
