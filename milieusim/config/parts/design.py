"""A whole ward design."""

from typing import Annotated

from pydantic import Strict, model_validator

from milieusim.config.parts.beds_and_places import Ward
from milieusim.config.parts.crosschecks import cross_problems, place_problems
from milieusim.config.parts.milieu import Milieu
from milieusim.config.parts.part import Part, Text
from milieusim.config.parts.policy import Policy
from milieusim.config.parts.practices import Practices
from milieusim.config.parts.residents import Residents
from milieusim.config.parts.rota import Rota
from milieusim.config.parts.routine import Routine

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
    """What a planner chooses or a place is: ward, residents, routine, rota, milieu, practices, policy.

    Examples
    --------
    >>> ward = ms.load_design("acute-ward")
    >>> ward.ward.beds, ward.replace({"ward.beds": 18}).ward.beds
    (20, 18)
    """

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
        places = [(place.name, place.kind) for place in self.ward.places]
        problems = place_problems(places, [(slot.name, slot.place) for slot in self.routine.slots])
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @classmethod
    def problems_between(cls, tree):
        """Return what does not fit together in plain, perhaps faulty data of a design."""
        return cross_problems(tree)
