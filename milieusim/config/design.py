"""A whole ward design."""

from typing import Annotated

from pydantic import Field, Strict, model_validator

from milieusim.config.milieu import Milieu
from milieusim.config.part import Part, Text
from milieusim.config.policy import Policy
from milieusim.config.practices import Practices
from milieusim.config.residents import Residents
from milieusim.config.rota import Rota
from milieusim.config.routine import Routine
from milieusim.config.ward import Ward

Line = Annotated[str, Strict()]


class About(Part):
    """What a reader should know of a design: never used by the model."""

    title: Line = ""
    """One line."""
    summary: Line = ""
    """A short paragraph."""
    sources: tuple[Line, ...] = ()
    """Where the facts come from."""
    assumed: tuple[Line, ...] = ()
    """What was assumed where the sources are silent."""


class WardDesign(Part):
    """What a planner chooses or a place is: ward, residents, routine, rota, milieu, practices, policy."""

    name: Text
    """Short name, as commands use it."""
    about: About = About()
    """Title, sources and assumptions."""
    ward: Ward
    """Beds and places."""
    residents: Residents
    """Mix and stay."""
    routine: Routine
    """The day and the week."""
    rota: Rota
    """Who is at work."""
    milieu: Milieu = Milieu()
    """The five levels of the environment."""
    practices: Practices = Practices()
    """Named ways of working."""
    policy: Policy = Policy()
    """Regime, instrument, door."""

    @model_validator(mode="after")
    def _slots_use_places_of_the_ward(self):
        from milieusim.config.wording import near

        names = [place.name for place in self.ward.places]
        twice = sorted({name for name in names if names.count(name) > 1})
        problems = [f"ward.places: the name '{name}' is used twice" for name in twice]
        problems += [
            f"routine.slots[{slot.name}].place is '{slot.place}'; this ward has {', '.join(names)}.{near(slot.place, names)}"
            for slot in self.routine.slots
            if slot.place not in names
        ]
        kinds = {place.kind for place in self.ward.places}
        problems += [
            f"ward.places: there is no {kind}; every ward needs one"
            for kind in ("bedroom", "day_room")
            if kind not in kinds
        ]
        if problems:
            raise ValueError("\n".join(problems))
        return self
