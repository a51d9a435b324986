"""The day and the week: when the ward wakes, and its slots."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, Strict, WithJsonSchema, model_validator

from milieusim.config.parts.meant import clock_meant, days_meant
from milieusim.config.parts.part import Count, Flag, Part, Text
from milieusim.phrasing import close_to, used_twice
from milieusim.vocabulary import DAYS, Activity, Role

# Waiting is what residents do in a line, not what a timetable holds.
PLANNED = [label for label in Activity.labels() if label != "waiting"]
ActivityName = Literal[tuple(PLANNED)]
RoleName = Literal[tuple(Role.labels())]
FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_SETS = {"daily": DAYS, "weekdays": DAYS[:5], "weekend": DAYS[5:]}


def minute_of(clock):
    """Minutes from midnight of an ``HH:MM`` clock time."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def is_clock(value):
    """Whether a value is a time of day as designs write it."""
    return isinstance(value, str) and bool(re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00", value))


def _clock(value):
    if not is_clock(value):
        must = 'must be a time of day from "00:00" to "24:00", such as "07:30"'
        meant = clock_meant(value)
        raise ValueError(f"{must}.{meant}" if meant else must)
    return value if len(value) == 5 else "0" + value


def _days(value):
    if isinstance(value, str) and value.strip().lower() in DAY_SETS:
        return value.strip().lower()
    names = re.split(r"[,\s]+", value.strip().lower()) if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(
        isinstance(name, str) and name for name in names or [0]
    ):
        raise ValueError(f"must be daily, weekdays, weekend or a list of days.{days_meant(value)}")
    names = [_short_day(name) for name in names]
    unknown = [name for name in names if name not in DAYS]
    if unknown:
        raise ValueError(
            f"must be daily, weekdays, weekend or days out of {', '.join(DAYS)}, not '{unknown[0]}'."
            f"{days_meant(value) or _near_day(unknown[0])}"
        )
    if len(set(names)) < len(names):
        raise ValueError("must name each day once")
    return tuple(name for name in DAYS if name in names)


def _near_day(word):
    # The fix is one of the words that the sentence has just listed.
    close = close_to(word, [*DAYS, *FULL_DAYS, *DAY_SETS])
    return f" Did you mean '{_short_day(close)}'?" if close else ""


def _short_day(name):
    """Return ``wed`` for any spelling of Wednesday; other words as they are."""
    plain = name.strip().lower()
    return DAYS[FULL_DAYS.index(plain)] if plain in FULL_DAYS else plain if plain in DAYS else name


Clock = Annotated[
    str,
    BeforeValidator(_clock),
    WithJsonSchema({"type": "string", "pattern": r"^(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)$"}),
]
Days = Annotated[
    str | tuple[str, ...],
    BeforeValidator(_days),
    WithJsonSchema(
        {"anyOf": [{"enum": list(DAY_SETS)}, {"type": "string"}, {"type": "array", "items": {"enum": DAYS}}]}
    ),
]


class Slot(Part):
    """A named piece of the day."""

    name: Text
    """What the ward calls it; must be unique in the routine."""
    days: Days = "daily"
    """daily, weekdays, weekend, or a list such as [mon, thu]."""
    start: Clock
    """When it begins."""
    end: Clock
    """When it ends, on the same day; 24:00 is midnight."""
    activity: ActivityName
    """What is done."""
    place: Text
    """Name of the place where it happens."""
    leader: RoleName | None = None
    """Role that leads it; none for meals among residents, free evenings and the like.
    Doses are given by registered nurses, whatever is written here."""
    leaders: Annotated[int, Strict(), Field(ge=1, le=20)] = 1
    """How many staff of that role it takes."""
    places_offered: Count | None = None
    """How many residents can take part; everybody if left out."""
    is_structured: Flag = True
    """Whether somebody sets the content (a group) or the residents do (a games evening)."""
    is_expected: Flag = False
    """Whether residents are expected to come, or may choose."""
    minutes_each: Annotated[float, Strict(), Field(gt=0, le=240)] | None = None
    """Minutes for each resident, who is then seen one by one; left out, the usual ones of a dose, a round or a talk."""
    is_told: Flag = True
    """Whether residents are told beforehand that and when it is held."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self):
        if minute_of(self.end) <= minute_of(self.start):
            raise ValueError(
                f"ends at {self.end}, which is not after its start at {self.start}; "
                "a slot that crosses midnight is written as two"
            )
        return self

    @property
    def day_numbers(self):
        """Days of the week on which it is held, 0 = Monday."""
        names = DAY_SETS[self.days] if isinstance(self.days, str) else self.days
        return [DAYS.index(name) for name in names]

    @property
    def start_minute(self):
        """Minutes from midnight at which it begins."""
        return minute_of(self.start)

    @property
    def end_minute(self):
        """Minutes from midnight at which it ends."""
        return minute_of(self.end)


class Routine(Part):
    """The shape of the ward's day and week."""

    wake: Clock = "07:30"
    """When the ward gets up on weekdays."""
    wake_weekend: Clock | None = None
    """When it gets up at the weekend, if different."""
    lights_out: Clock = "23:00"
    """When residents are expected to be in bed."""
    slots: Annotated[tuple[Slot, ...], Field(max_length=1000)] = ()
    """Everything on the timetable."""

    @model_validator(mode="after")
    def _slot_names_are_unique(self):
        problems = [f"routine.slots: {problem}" for problem in used_twice([slot.name for slot in self.slots])]
        if problems:
            raise ValueError("\n".join(problems))
        return self
