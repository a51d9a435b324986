"""A design as text: beds and places, residents, rota, routine, milieu, practices, policy; and how others differ."""

from milieusim.config.parts.residents import PROFILES
from milieusim.config.parts.routine import DAY_SETS
from milieusim.config.reading.loading import load_design, shipped_designs
from milieusim.config.telling.differences import difference_lines
from milieusim.describing.markdown import bullets, code, codes, table
from milieusim.ledger.parameters import ledger
from milieusim.phrasing import listed
from milieusim.vocabulary import PRACTICES

HOURS = ("start", "end", "days")


def is_shipped(design):
    """Whether a design is one of those that come with the package, as it came."""
    return design.name in shipped_designs() and design == load_design(design.name)


def scenarios_told(subject):
    """Return the designs with their titles, in a sentence."""
    return listed(
        f"{code(one.name)} ({one.about.title or 'without a title'})" for one in subject.designs.values()
    )


def practices_told(design):
    """Return the practices that are in place, with their fidelity; the others are at 0."""
    values = {name: getattr(design.practices, name) for name in PRACTICES}
    told = listed(f"{code(name)} {value:g}" for name, value in values.items() if value)
    return f"In place: {told or 'none'}. At 0: {codes(n for n, value in values.items() if not value)}."


def fields_table(part):
    """Return the fields of a part of a design that hold one number, word or flag each.

    Parameters
    ----------
    part : milieusim.config.parts.part.Part
    """
    rows = []
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if isinstance(value, bool | int | float | str):
            rows.append([code(name), _shown(value), field.description or ""])
    return table(["setting", "value", "what it is"], rows)


def _shown(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else value


def places_table(design):
    """Return the places of a ward."""
    rows = [
        [one.name, one.kind.replace("_", " "), f"{one.capacity:g}", f"{one.noise:g}", f"{one.sight:g}"]
        for one in design.ward.places
    ]
    return table(["place", "kind", "residents in comfort", "noise, 0-1", "sight lines, 0-1"], rows)


def mix_table(design):
    """Return the mix of residents, with what each profile brings along."""
    values, whole = ledger().values(), sum(design.residents.mix.values())
    rows = []
    for name, weight in design.residents.mix.items():
        first = f"profile_{name}_"
        brought = [f"{key.removeprefix(first)} {values[key]:g}" for key in values if key.startswith(first)]
        rows.append([name.replace("_", " "), PROFILES[name], f"{weight / whole:.3g}", ", ".join(brought)])
    return table(
        ["profile", "who", "share", "means that they bring along (0-1 unless a name says otherwise)"], rows
    )


def rota_table(design):
    """Return who is on each shift."""
    tree = design.rota.model_dump(mode="json")
    shifts = {name: part for name, part in tree.items() if isinstance(part, dict) and "start" in part}
    rows = [
        [
            name.replace("_", " "),
            f"{part['start']} to {part['end']}",
            _days(part.get("days", "daily")),
            ", ".join(
                f"{role.replace('_', ' ')} {_heads(heads)}"
                for role, heads in part.items()
                if role not in HOURS and heads
            ),
        ]
        for name, part in shifts.items()
    ]
    return table(["shift", "hours", "days", "staff"], rows)


def _heads(heads):
    if not isinstance(heads, dict):
        return f"{heads}"
    return "(" + ", ".join(f"{day} {number}" for day, number in heads.items()) + ")"


def routine_table(design):
    """Return the timetable, a line a slot."""
    rows = [
        [
            one.name,
            _days(one.days),
            f"{one.start} to {one.end}",
            one.activity.replace("_", " "),
            one.place,
            f"{one.leaders} {one.leader.replace('_', ' ')}" if one.leader else "",
            "all" if one.places_offered is None else one.places_offered,
            "" if one.minutes_each is None else f"{one.minutes_each:g}",
            ", ".join(_traits(one)),
        ]
        for one in design.routine.slots
    ]
    head = ["slot", "days", "time", "activity", "place", "led by", "places", "minutes each", "is"]
    return table(head, rows)


def _traits(slot):
    yield "set by staff" if slot.is_structured else "shaped by residents"
    if slot.is_expected:
        yield "expected"
    if not slot.is_told:
        yield "not told beforehand"


def _days(days):
    if isinstance(days, str):
        return days
    named = [name for name, of in DAY_SETS.items() if list(days) == list(of)]
    return named[0] if named else ", ".join(days)


def differences_told(subject):
    """Return how each further design differs from the first."""
    return "\n\n".join(
        f"**{code(other.name)}**, {other.about.title or 'without a title'}, differs from "
        f"{code(subject.design.name)} in:\n\n{bullets(difference_lines(subject.design, other))}"
        for other in subject.others
    )
