"""A timetable as a page shows and changes it: slots as plain rows, and designs with a slot changed, added or gone."""

import re

from milieusim.config.parts.dotted_paths import split_path
from milieusim.config.parts.routine import DAY_SETS, PLANNED
from milieusim.config.telling.differences import differences
from milieusim.dashboard.seen import plain
from milieusim.errors import ConfigError
from milieusim.vocabulary import Role

FIELDS = "name days start end activity place leader leaders places_offered is_expected is_structured".split()
WHOLE = ("leaders", "places_offered")
NEW = {"days": "daily", "start": "19:00", "end": "20:00", "activity": "recreation", "is_expected": False}


def choices(design):
    """Return what activity, place and leader may be, each as (value, words)."""
    return {
        "activity": [[word, plain(word)] for word in PLANNED],
        "place": [[place.name, place.name] for place in design.ward.places],
        "leader": [["", "nobody"], *([word, plain(word)] for word in Role.labels())],
    }


def rows(design, base):
    """Return the slots of a design in the order of the day, each as plain values with what they were.

    Parameters
    ----------
    design, base : WardDesign

    Returns
    -------
    list of dict
        `fields` as text for a form; `is_new`; `was`, in words, where the base has another slot of that name.
    """
    known = {slot.name: _fields(slot) for slot in base.routine.slots}
    found = []
    for slot in sorted(design.routine.slots, key=lambda slot: (slot.start_minute, slot.end_minute)):
        fields, before = _fields(slot), known.get(slot.name)
        was = "" if before in (None, fields) else _told(before)
        found.append(
            {"fields": fields, "words": _told(fields), "was": was, "is_new": before is None, "key": slot.name}
        )
    return found


def gone(design, base):
    """Return the names of the slots that the base has and a design has not."""
    names = {slot.name for slot in design.routine.slots}
    return [slot.name for slot in base.routine.slots if slot.name not in names]


def _fields(slot):
    tree = slot.model_dump(mode="json")
    tree["days"] = tree["days"] if isinstance(tree["days"], str) else ", ".join(tree["days"])
    texts = {name: "" if tree[name] is None else tree[name] for name in FIELDS}
    return {name: str(value) if name in WHOLE else value for name, value in texts.items()}


def _told(fields):
    leader = plain(fields["leader"])
    many = f"{fields['leaders']} x " if leader and fields["leaders"] != "1" else ""
    parts = [
        _days_told(fields["days"]),
        f"{fields['start']}\u2013{fields['end']}",
        plain(fields["activity"]),
        fields["place"],
    ]
    parts += [f"{many}{leader}"] if leader else []
    places = fields["places_offered"]
    parts += [f"{places} place{'' if places == '1' else 's'}"] if places else []
    return parts


def _days_told(days):
    return days if days in DAY_SETS else days.title()


def changes_in_words(design, base):
    """Return what differs between two designs, a line each, as people say it.

    Parameters
    ----------
    design, base : WardDesign

    Returns
    -------
    list of str
    """
    return [_change(*found) for found in differences(base, design)]


def _change(path, before, after):
    # A name of a slot or place is a list of one; it stays as it is written.
    *above, last = [step[0] if isinstance(step, list) else plain(step) for step in split_path(path)]
    where = [step for step in above if step not in ("routine", "slots", "milieu", "practices")]
    if isinstance(before or after, dict) and "start" in (before or after):
        return f"{last}: {'new' if before is None else 'taken off the timetable'}"
    title = f"{', '.join(where)}: {last}" if where else last.capitalize()
    return f"{title} {_value(before)} \u2192 {_value(after)}"


def _value(value):
    if value is None:
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else plain(str(value))


def in_form_words(problem):
    """Return a problem of a slot without the path that only files have."""
    return re.sub(r"^routine\.slots\[.*?\][. ]", "", problem).strip()


def with_slot(design, name, fields):
    """Return a design in which one slot has other values, or that has one more.

    Parameters
    ----------
    design : WardDesign
    name : str
        Of the slot until now; empty for a new one.
    fields : dict
        Values as typed into a form.

    Returns
    -------
    WardDesign

    Raises
    ------
    ConfigError
        If a value is not allowed.
    """
    slots = [slot.model_dump(mode="json") for slot in design.routine.slots]
    typed = {field: _typed(field, fields[field]) for field in FIELDS if field in fields}
    at = [slot["name"] for slot in slots].index(name) if name else len(slots)
    slots[at : at + 1] = [{**(slots[at] if name else {}), **typed}]
    return _with(design, slots)


def without_slot(design, name):
    """Return a design without one slot."""
    return _with(design, [slot for slot in design.routine.slots if slot.name != name])


def _with(design, slots):
    try:
        return design.replace({"routine.slots": slots})
    except ConfigError as error:
        raise ConfigError(
            [in_form_words(problem.removeprefix("replace: ")) for problem in error.problems]
        ) from None


def _typed(field, value):
    """Return what was typed as the value of a design; what cannot be one is left as it is, and told of then."""
    text = value.strip() if isinstance(value, str) else value
    if field in ("leader", *WHOLE) and text == "":
        return 1 if field == "leaders" else None
    if field in WHOLE and isinstance(text, str) and text.isascii() and text.isdigit():
        return int(text)
    return text
