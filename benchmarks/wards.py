"""The wards that are timed."""

import math
from functools import lru_cache
from types import SimpleNamespace

from milieusim.config.parts.design import WardDesign
from milieusim.config.reading.loading import load_design
from milieusim.engines.inputs import build_inputs
from milieusim.ledger.parameters import load_parameters

RESIDENTS = 20


@lru_cache
def ward_of(residents=RESIDENTS):
    """Return the shipped acute ward with so many beds, all taken; rooms and rota grow along.

    Parameters
    ----------
    residents : int

    Returns
    -------
    WardDesign
    """
    content = load_design("acute-ward").model_dump(mode="json")
    times = residents / content["ward"]["beds"]
    content["name"] = f"acute-ward-{residents}"
    content["ward"]["beds"] = residents
    content["ward"]["fills_leave_beds"] = False
    for place in content["ward"]["places"]:
        place["capacity"] = max(math.ceil(place["capacity"] * times), 1)
    for shift in content["rota"].values():
        if isinstance(shift, dict):
            _grow(shift, times)
    for slot in content["routine"]["slots"]:
        if slot["places_offered"] is not None:
            slot["places_offered"] = max(math.ceil(slot["places_offered"] * times), 1)
    return WardDesign.model_validate(content)


def _grow(shift, times):
    for role, heads in shift.items():
        if isinstance(heads, dict):
            shift[role] = {day: math.ceil(number * times) for day, number in heads.items()}
        elif isinstance(heads, int) and not isinstance(heads, bool):
            shift[role] = math.ceil(heads * times)


@lru_cache
def inputs_of(residents=RESIDENTS, days=90, keep=None):
    """Return an engine's inputs for a ward of so many residents, without warm-up."""
    keep = keep if keep is None else list(keep)
    return build_inputs(ward_of(residents), load_parameters("best"), days, 0, 15, True, keep)


def plain(array):
    """Return the rows of a structured array as plain Python objects."""
    return [SimpleNamespace(**dict(zip(array.dtype.names, row))) for row in array.tolist()]
