"""Who is at work: shifts, numbers by role, roles with hours of their own, bank staff."""

import re
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, Strict, create_model, model_serializer, model_validator

from milieusim.config.parts.cover import USUAL, coverage_problems, following_shifts, length_of, numbered
from milieusim.config.parts.part import Part, Share
from milieusim.config.parts.routine import DAY_SETS, Clock, Days
from milieusim.phrasing import near
from milieusim.vocabulary import DAYS, Role

ROLES = Role.labels()
MOST_SHIFTS = 15
Heads = Annotated[int, Strict(), Field(ge=0, le=99)]


class _Sparse(Part):
    """A part that keeps what was left out to itself, so that a file without it stays the file that it was."""

    UNSAID: ClassVar = ()
    """Fields that are not written while they hold what they hold if left out."""

    @model_serializer(mode="wrap")
    def _said(self, handler):
        fields = type(self).model_fields
        return {
            name: value
            for name, value in handler(self).items()
            if name not in self.UNSAID or getattr(self, name) != fields[name].default
        }


class _WeekHeads(_Sparse):
    """Numbers that differ between the days of a week; a day that is named goes before weekday and weekend."""

    UNSAID: ClassVar = tuple(DAYS)

    weekday: Heads = 0
    """Monday to Friday."""
    weekend: Heads = 0
    """Saturday and Sunday."""

    def on(self, day):
        """Number on a day of the week (0 = Monday)."""
        own = getattr(self, DAYS[day])
        return own if own is not None else self.weekend if day >= 5 else self.weekday


WeekHeads = create_model(
    "WeekHeads",
    __base__=_WeekHeads,
    __doc__=_WeekHeads.__doc__,
    **{day: (Heads | None, Field(None, description=f"On {day}, if unlike the others.")) for day in DAYS},
)
WeekHeads.__module__ = __name__


def _on(number, day):
    return number.on(day) if isinstance(number, WeekHeads) else number


class _Hours(_Sparse):
    """Hours of work on some days of the week."""

    UNSAID: ClassVar = ("days",)

    start: Clock
    """When it begins."""
    end: Clock
    """When it ends; a night shift ends on the next day."""
    days: Days = "daily"
    """Days on which it is worked, as of slots: daily, weekdays, weekend, or a list such as [tue, thu]."""

    @property
    def hours(self):
        """Length of the shift, hours."""
        return length_of(self.start, self.end) / 60

    def is_worked(self, day):
        """Whether it is worked on a day of the week (0 = Monday)."""
        return DAYS[day] in (DAY_SETS[self.days] if isinstance(self.days, str) else self.days)


class _ShiftRota(_Hours):
    """One shift: its hours and how many of each role are on it."""

    def heads(self, role, day):
        """Number of `role` (a label) on the rota on `day` of the week (0 = Monday)."""
        return _on(getattr(self, role), day) if self.is_worked(day) else 0


class RoleHours(_Hours):
    """A role with hours of its own, apart from the shifts."""

    number: Heads | WeekHeads = 1
    """How many of the role work these hours."""


def _told(role):
    special = {
        "healthcare_assistant": "Healthcare assistants and other nursing staff who are not registered."
    }
    return special.get(role, f"{_plural(role)}.")


def _plural(role):
    return f"{role.replace('_', ' ').capitalize()}s"


ShiftRota = create_model(
    "ShiftRota",
    __base__=_ShiftRota,
    __doc__=_ShiftRota.__doc__,
    **{role: (Heads | WeekHeads, Field(0, description=_told(role))) for role in ROLES},
)
ShiftRota.__module__ = __name__


class _Rota(_Sparse):
    """The shifts of the ward, by the usual names or names of its own, and roles with hours of their own."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, ShiftRota]
    UNSAID: ClassVar = tuple(ROLES)
    entry_type: ClassVar = ShiftRota
    """What a key of the ward's own holds."""
    entries_told: ClassVar = "shifts of the ward's own, each with start, end and numbers by role"

    early: ShiftRota | None = None
    """The day's first shift."""
    late: ShiftRota | None = None
    """The afternoon and evening shift."""
    night: ShiftRota | None = None
    """The night shift."""
    bank_share: Share = 0.2
    """Share of nursing shifts worked by bank or agency staff."""
    sickness: Share = 0.055
    """Share of rostered shifts lost to sickness in a team that is not burnt out."""
    bank_fill: Share = 0.7
    """Chance that a sick colleague is replaced from the bank."""

    @model_validator(mode="before")
    @classmethod
    def _without_shifts_left_out(cls, tree):
        if not isinstance(tree, dict):
            return tree
        return {name: value for name, value in tree.items() if value is not None or name in cls.model_fields}

    @model_validator(mode="after")
    def _covers_the_day(self):
        problems = rota_problems(self.named_shifts)
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @cached_property
    def named_shifts(self):
        """Name -> shift: the usual ones, then those of the ward's own."""
        named = {name: getattr(self, name) for name in USUAL} | dict(sorted(self.__pydantic_extra__.items()))
        return {name: shift for name, shift in named.items() if shift is not None}

    @cached_property
    def shifts(self):
        """Name and shift of those that take over the ward from each other, in the order of the day."""
        times = [
            (name, shift.start, shift.end, sum(shift.is_worked(day) for day in range(7)))
            for name, shift in self.named_shifts.items()
        ]
        return [(name, self.named_shifts[name]) for name in following_shifts(times)]

    @cached_property
    def duties(self):
        """Name and shift of all that is worked: shifts that follow each other or lie beside, and hours of roles."""
        return [*self.named_shifts.items(), *self.role_hours.items()]

    @cached_property
    def role_hours(self):
        """Role -> its hours of its own, as a shift that only this role is on."""
        own = {role: getattr(self, role) for role in ROLES if getattr(self, role) is not None}
        return {
            role: ShiftRota(start=hours.start, end=hours.end, days=hours.days, **{role: hours.number})
            for role, hours in own.items()
        }

    @cached_property
    def numbered(self):
        """Name of a shift -> (rank among its kin, its kin), by which posts are numbered."""
        times = [
            (name, shift.start, shift.end, [shift.heads(role, day) for role in ROLES for day in range(7)])
            for name, shift in self.named_shifts.items()
        ]
        return numbered(times, [name for name, _ in self.shifts])


Rota = create_model(
    "Rota",
    __base__=_Rota,
    __doc__=_Rota.__doc__,
    **{
        role: (RoleHours | None, Field(None, description=f"{_plural(role)} with hours of their own."))
        for role in ROLES
    },
)
Rota.__module__ = __name__


def rota_problems(shifts):
    """Return what is wrong between shifts, name -> shift or its plain data (with start and end), a sentence each."""
    return name_problems(shifts) + coverage_problems(
        [(name, *_times(shift)) for name, shift in shifts.items()]
    )


def name_problems(shifts):
    """Return what is wrong with the names of shifts and with who is on those of the ward's own, a sentence each."""
    own = {name: shift for name, shift in shifts.items() if name not in USUAL}
    problems = [problem for name, shift in own.items() for problem in _own_problems(name, shift)]
    if len(shifts) > MOST_SHIFTS:
        problems.append(f"rota has {len(shifts)} shifts; it may have {MOST_SHIFTS} at most")
    return problems


def _times(shift):
    times = (shift["start"], shift["end"]) if isinstance(shift, dict) else (shift.start, shift.end)
    return tuple(clock.zfill(5) for clock in times)


def _own_problems(name, shift):
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", str(name)):
        plain = re.sub(r"[^a-z0-9]+", "_", str(name).lower()).strip("_")[:40]
        mend = f" Write {plain}." if re.match("[a-z]", plain) else ""
        yield f"rota.{name} is not a name for a shift; use small letters, digits and _.{mend}"
    said = shift if isinstance(shift, dict) else shift.model_fields_set
    if not set(ROLES) & set(said):
        mend = near(name, ROLES) or " Give numbers by role, such as registered_nurse: 2."
        yield f"rota.{name} has nobody on it.{mend}"
