"""Who is at work: shifts, numbers by role, bank staff."""

from typing import Annotated

from pydantic import Field, Strict, create_model, model_validator

from milieusim.config.parts.part import Part, Share
from milieusim.config.parts.routine import Clock, minute_of
from milieusim.vocabulary import Role

Heads = Annotated[int, Strict(), Field(ge=0, le=99)]


class WeekHeads(Part):
    """Numbers that differ between weekdays and weekend."""

    weekday: Heads = 0
    """Monday to Friday."""
    weekend: Heads = 0
    """Saturday and Sunday."""


class _ShiftRota(Part):
    """One shift: its hours and how many of each role are on it."""

    start: Clock
    """When it begins."""
    end: Clock
    """When it ends; a night shift ends on the next day."""

    def heads(self, role, day):
        """Number of `role` (a label) on the rota on `day` of the week (0 = Monday)."""
        number = getattr(self, role)
        if isinstance(number, WeekHeads):
            return number.weekend if day >= 5 else number.weekday
        return number

    @property
    def hours(self):
        """Length of the shift, hours."""
        return ((minute_of(self.end) - minute_of(self.start)) % 1440 or 1440) / 60


def _told(role):
    special = {
        "healthcare_assistant": "Healthcare assistants and other nursing staff who are not registered."
    }
    return special.get(role, f"{role.replace('_', ' ').capitalize()}s.")


ShiftRota = create_model(
    "ShiftRota",
    __base__=_ShiftRota,
    __doc__=_ShiftRota.__doc__,
    **{role: (Heads | WeekHeads, Field(0, description=_told(role))) for role in Role.labels()},
)
ShiftRota.__module__ = __name__


class Rota(Part):
    """The shifts of the ward; leave `late` out for a two-shift ward."""

    early: ShiftRota
    """The day's first shift."""
    late: ShiftRota | None = None
    """The afternoon and evening shift."""
    night: ShiftRota
    """The night shift."""
    bank_share: Share = 0.2
    """Share of nursing shifts worked by bank or agency staff."""
    sickness: Share = 0.055
    """Share of rostered shifts lost to sickness in a team that is not burnt out."""
    bank_fill: Share = 0.7
    """Chance that a sick colleague is replaced from the bank."""

    @model_validator(mode="after")
    def _covers_the_day(self):
        problems = coverage_problems([(name, shift.start, shift.end) for name, shift in self.shifts])
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @property
    def shifts(self):
        """Name and shift, in the order of the day."""
        named = [("early", self.early), ("late", self.late), ("night", self.night)]
        return [(name, shift) for name, shift in named if shift is not None]


def coverage_problems(shifts):
    """Return what is wrong with (name, start, end) of the shifts of a day, a sentence each."""
    problems = []
    for (name, start, end), (following, next_start, _) in zip(shifts, shifts[1:] + shifts[:1]):
        length = (minute_of(end) - minute_of(start)) % 1440 or 1440
        gap = (minute_of(next_start) - minute_of(start)) % 1440
        if gap == 0 or length < gap:
            problems.append(
                f"rota.{name} ends at {end} and rota.{following} begins at {next_start}; "
                "each shift must last until the next begins"
            )
        elif length - gap > LONGEST_OVERLAP:
            problems.append(
                f"rota.{name} ends at {end} and rota.{following} begins at {next_start}; "
                "they must not overlap by more than three hours"
            )
    return problems


LONGEST_OVERLAP = 180
ROLES = Role.labels()
