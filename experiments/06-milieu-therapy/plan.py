"""Wards with the whole milieu and with none of it, for three mixes; for one, without each element and with it alone."""

from pathlib import Path

from elements import NINE, Element, sets_without, slots_without, together
from routines import with_slots

import milieusim as ms
from milieusim.ledger.parameters import load_parameters

DESIGNS = Path(__file__).resolve().parents[1] / "01-structure-and-support" / "designs"
OWN = "own mix"
MIXES = {
    OWN: "acute-ward",
    "who need structure": DESIGNS / "needs-structure.yaml",
    "who need having a say": DESIGNS / "needs-autonomy.yaml",
}
WHOLE, NONE, WITHOUT, ALONE = "whole", "none", "without", "alone"


def slug(*words):
    """Return the name of an experiment."""
    return "-".join(words).replace(" ", "-")


def experiments(main):
    """Return the experiments by what is left of the milieu and on which ward."""
    sets, nothing = load_parameters("posterior"), together(*NINE.values())
    made = {}
    for mix, place in MIXES.items():
        ward = ms.load_design(place)
        made[slug(WHOLE, mix)] = _left(main, ward, sets, Element())
        made[slug(NONE, mix)] = _left(main, ward, sets, nothing)
    ward = ms.load_design(MIXES[OWN])
    for name, element in NINE.items():
        made[slug(WITHOUT, name)] = _left(main, ward, sets, element)
        others = together(*(one for other, one in NINE.items() if other != name))
        made[slug(ALONE, name)] = _left(main, ward, sets, others)
    return made


def _left(main, ward, sets, element):
    design = with_slots(ward, slots_without(ward, element)) if element.left_out else ward
    return main.replace(designs=[design], parameters=sets_without(sets, element))
