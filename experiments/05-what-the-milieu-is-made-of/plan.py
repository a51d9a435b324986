"""One experiment an element: the ward without it, over the same parameter sets and seeds as the ward with it."""

from elements import NINE, PARTS, Element, sets_without, slots_without, together
from routines import with_slots

import milieusim as ms
from milieusim.ledger.parameters import load_parameters

FEWER = 2
"""By how much fewer parameter sets the single mechanisms are run over than the elements, of which there are fewer."""


def experiments(main):
    """Return the experiment with everything as it is, and one without each element, by what is left out."""
    ward, sets = ms.load_design("acute-ward"), load_parameters("posterior")
    wanted = {"as-it-is": Element(), **NINE, "all-nine": together(*NINE.values())}
    made = {_slug(name): _without(main, ward, sets, element) for name, element in wanted.items()}
    fewer = main.replace(sets=max(main.written.sets // FEWER, 1))
    return made | {f"part-{_slug(name)}": _without(fewer, ward, sets, part) for name, part in PARTS.items()}


def _slug(name):
    return name.replace(":", "").replace(" ", "-")


def _without(main, ward, sets, element):
    design = with_slots(ward, slots_without(ward, element)) if element.left_out else ward
    return main.replace(designs=[design], parameters=sets_without(sets, element))
