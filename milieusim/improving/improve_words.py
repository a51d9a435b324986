"""What a proposal changes, costs and is worth, in words and as YAML to write into a design."""

from milieusim.config.parts.routine import DAY_SETS
from milieusim.config.telling.yaml_writing import inline

SHORT_FIELDS = ("days", "activity", "place", "leaders", "places_offered")


def slot_changes(base, design):
    """Return the edits that make the routine of one design that of another, as design files write them.

    Parameters
    ----------
    base, design : WardDesign

    Returns
    -------
    dict
        `remove`, `change` and `add`, those that are not empty.
    """
    before, after = _slots(base), _slots(design)
    change = {
        name: {key: value for key, value in slot.items() if value != before[name][key]}
        for name, slot in after.items()
        if name in before and slot != before[name]
    }
    usual = type(base.routine.slots[0]).model_fields if base.routine.slots else {}
    add = [
        {key: value for key, value in slot.items() if key not in usual or value != usual[key].default}
        for name, slot in after.items()
        if name not in before
    ]
    edits = {"remove": [name for name in before if name not in after], "change": change, "add": add}
    return {key: value for key, value in edits.items() if value}


def patch_text(name, based_on, edits):
    """Return a design file that is another one with some edits of its routine."""
    lines = [f"name: {inline(name)}", f"based_on: {inline(based_on)}", "routine:"]
    for key, value in edits.items():
        lines.append(f"  {key}:")
        if isinstance(value, dict):
            lines += [f"    {inline(slot)}: {inline(fields)}" for slot, fields in value.items()]
        else:
            lines += [f"    - {inline(item)}" for item in value]
    return "\n".join(lines) + "\n"


def change_words(base, design):
    """Return what is done differently, a phrase a slot.

    Parameters
    ----------
    base, design : WardDesign

    Returns
    -------
    list of str
    """
    before, after = _slots(base), _slots(design)
    edits = slot_changes(base, design)
    said = [f"{name}: not held" for name in edits.get("remove", ())]
    said += [
        f"{name}: {_change(before[name], after[name], edits['change'][name])}"
        for name in edits.get("change", ())
    ]
    return said + [f"new: {_whole(after[slot['name']])}" for slot in edits.get("add", ())]


def _slots(design):
    return {slot.name: slot.model_dump(mode="json") for slot in design.routine.slots}


def _change(before, after, fields):
    said = []
    if {"start", "end"} & {*fields}:
        said.append(f"{_span(after)} instead of {_span(before)}")
    if "days" in fields:
        said.append(f"{_plain(after['days'])} instead of {_plain(before['days'])}")
    if "leader" in fields:
        said.append(f"led by {_plain(after['leader'])} instead of {_plain(before['leader'])}")
    if "place" in fields:
        said.append(f"in {after['place']} instead of {before['place']}")
    if "leaders" in fields:
        said.append(f"{after['leaders']} who lead instead of {before['leaders']}")
    return ", ".join(said)


def _whole(slot):
    leader = f", led by {_plain(slot['leader'])}" if slot["leader"] else ""
    return f"{slot['name']}, to {slot['end']} in {slot['place']}{leader}"


def _span(slot):
    return f"{slot['start']}\u2013{slot['end']}"


def _plain(value):
    if value is None:
        return "nobody"
    if isinstance(value, list):
        return ", ".join(word.title() for word in value)
    return value.title() if value not in DAY_SETS and len(value) == 3 else value.replace("_", " ")


def minutes_led(design):
    """Return the minutes a week that slots take of each role which leads them.

    Parameters
    ----------
    design : WardDesign

    Returns
    -------
    dict of str to int
    """
    minutes = {}
    for slot in design.routine.slots:
        role = "registered_nurse" if slot.activity == "medication" else slot.leader
        if role:
            taken = (slot.end_minute - slot.start_minute) * slot.leaders * len(slot.day_numbers)
            minutes[role] = minutes.get(role, 0) + taken
    return minutes


def cost_of(base, design):
    """Return the minutes a week that a design takes of each role beyond those of its base; no role with 0."""
    before, after = minutes_led(base), minutes_led(design)
    more = {role: after.get(role, 0) - before.get(role, 0) for role in {**before, **after}}
    return {role: minutes for role, minutes in more.items() if minutes}


def cost_words(cost):
    """Return a cost as people say it, such as ``+300 activity worker``."""
    said = [f"{'+' if n > 0 else chr(0x2212)}{abs(n):,} {_plain(role)}" for role, n in sorted(cost.items())]
    return ", ".join(said) or "none"
