"""What differs between two designs, path by path."""

from milieusim.config.parts.routine import DAY_SETS
from milieusim.phrasing import spelt
from milieusim.vocabulary import DAYS, Role

NOT_COMPARED = ("name", "about")


def differences(base, other):
    """List what differs between two designs.

    Parameters
    ----------
    base, other : WardDesign

    Returns
    -------
    list of tuple
        (path, value in base, value in other); a value is None where the path is not there. Names and titles
        are not compared.
    """
    ours, theirs = _leaves(base), _leaves(other)
    paths = list(dict.fromkeys([*ours, *theirs]))
    found = [
        (path, _there(path, ours), _there(path, theirs))
        for path in paths
        if ours.get(path) != theirs.get(path)
    ]
    return _whole_entries(found, ours, theirs)


def _there(path, leaves):
    """Return the value at a path; a slot or a shift that names no days is on every day, and not on none."""
    whole, _, field = path.rpartition(".")
    return "daily" if field == "days" and path not in leaves and whole in leaves else leaves.get(path)


def difference_lines(base, other):
    """Return the differences as lines of text."""
    return [f"{path}: {shown(ours)} -> {shown(theirs)}" for path, ours, theirs in differences(base, other)]


def _leaves(design):
    tree = design.model_dump(mode="json", exclude=set(NOT_COMPARED))
    return dict(_walk(tree, ""))


def _walk(node, path):
    if isinstance(node, dict) and node and node.keys() <= {"weekday", "weekend", *DAYS}:
        # 3 and {weekday: 3, weekend: 3} are the same rota.
        yield path, _briefly(node)
    elif isinstance(node, dict) and node.keys() >= {"start", "end"} and not isinstance(node, _Entry):
        yield path, _Entry(node)
        yield from _walk(_Entry(node), path)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _walk(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        for entry in node:
            yield f"{path}[{entry['name']}]", _Entry(entry)
            yield from _walk(entry, f"{path}[{entry['name']}]")
    elif node is not None and node != []:
        yield path, node


def _briefly(heads):
    """Return numbers by day as short as can be: one number, those of weekdays and weekend, or one a day."""
    usual = [heads.get("weekend" if day in DAY_SETS["weekend"] else "weekday", 0) for day in DAYS]
    week = [heads.get(day, number) for day, number in zip(DAYS, usual)]
    if len(set(week)) == 1:
        return week[0]
    if len(set(week[:5])) == 1 and len(set(week[5:])) == 1:
        return {"weekday": week[0], "weekend": week[5]}
    return dict(zip(DAYS, week))


class _Entry(dict):
    """A slot, a place or a shift as a whole: two are never told apart here, but by their fields."""

    def __eq__(self, other):
        return isinstance(other, _Entry)

    def __ne__(self, other):
        return not self == other

    __hash__ = None


def _whole_entries(found, ours, theirs):
    """Leave out the fields of slots, places and shifts that only one of the designs has."""
    alone = [path for path, one, another in found if isinstance(one or another, _Entry)]
    return [item for item in found if not any(item[0].startswith(f"{path}.") for path in alone)]


def shown(value):
    """Return a value of a design as text: a slot, a place or a shift by what tells it from others."""
    if value is None:
        return "(not there)"
    if isinstance(value, _Entry):
        span = {"span": f"{value['start']}-{value['end']}"} if "start" in value else {}
        told, keys = {**value, **span}, ("days", "span", "activity", "kind", "capacity", "place", "leader")
        said = [_plain(told[key]) for key in keys if told.get(key) is not None]
        return " ".join(said + [f"{role} {_plain(_heads(value[role]))}" for role in _on_it(value)])
    return _plain(value)


def _on_it(entry):
    """Return the keys under which a shift says how many are on it."""
    return [role for role in ("number", *Role.labels()) if entry.get(role) and _heads(entry[role])]


def _heads(number):
    return _briefly(number) if isinstance(number, dict) else number


def _plain(value):
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return value if isinstance(value, str) else spelt(value)
