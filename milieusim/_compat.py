"""Every branch on a Mesa version."""

import mesa


def forget(model):
    """Let a model that is done be freed.

    Mesa 3.3 counts agents in a table of the class `Agent` that is keyed by the model, and so keeps every
    model alive for as long as Python runs; later versions count within the model.

    Parameters
    ----------
    model : mesa.Model
    """
    counters = getattr(mesa.Agent, "_ids", None)
    if hasattr(counters, "pop"):
        counters.pop(model, None)
