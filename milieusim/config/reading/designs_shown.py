"""How a design looks at a prompt and in a notebook.

It is set from here, since stores keep a digest of the file in which the class stands: how a design is shown must lock
nobody out of a store.
"""

from milieusim.config.parts.design import WardDesign
from milieusim.pages import box
from milieusim.phrasing import listed

LEVELS = "structure support involvement validation containment".split()


def _line(design):
    """Return a design in a line; all of it is in `design.model_dump()` and in its file."""
    ward, slots = design.ward, len(design.routine.slots)
    return f"<WardDesign {design.name}: {ward.beds} beds, {slots} slots, {_shifts(design)}>"


def _box(design):
    """Return what a notebook shows of a design."""
    in_use = [name for name, fidelity in design.practices if fidelity > 0]
    return box(
        design.about.title or design.name,
        {
            "name": design.name,
            "beds": design.ward.beds,
            "places": len(design.ward.places),
            "routine": f"{len(design.routine.slots)} slots, {design.routine.wake} to {design.routine.lights_out}",
            "rota": _shifts(design),
            "milieu": ", ".join(f"{name} {getattr(design.milieu, name):g}" for name in LEVELS),
            "practices": ", ".join(in_use),
            "policy": f"{design.policy.regime}, recorded by {design.policy.instrument}",
        },
    )


def _shifts(design):
    return f"shifts {listed([name for name, _ in design.rota.shifts])}"


WardDesign.__repr__ = WardDesign.__str__ = _line
WardDesign._repr_html_ = _box
