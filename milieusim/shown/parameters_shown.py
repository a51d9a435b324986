"""The ledger as users get it: sets of parameters, with a box for notebooks."""

from collections import Counter

from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import Parameters, load_parameters
from milieusim.pages import box


def _box_of_one(parameters):
    """Return what a notebook shows of one set: how many there are of each status."""
    statuses = Counter(parameters.entry(name).status for name in parameters)
    return box(f"Parameters: {parameters.name}", {"parameters": len(parameters), **statuses})


def _box_of_many(sets):
    """Return what a notebook shows of many sets."""
    rows = {"sets": len(sets), "varying parameters": len(sets.names), "others as in": sets.base.name}
    return box(f"Sets of parameters: {sets.name}", rows)


# From here, since stores keep a digest of the file in which the classes stand.
Parameters._repr_html_, ParameterSets._repr_html_ = _box_of_one, _box_of_many

__all__ = ["Parameters", "ParameterSets", "load_parameters"]
