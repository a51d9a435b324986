"""What differs between two designs, path by path."""

from milieusim.phrasing import spelt

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
    found = [(path, ours.get(path), theirs.get(path)) for path in paths if ours.get(path) != theirs.get(path)]
    return _whole_entries(found, ours, theirs)


def difference_lines(base, other):
    """Return the differences as lines of text."""
    return [f"{path}: {_shown(ours)} -> {_shown(theirs)}" for path, ours, theirs in differences(base, other)]


def _leaves(design):
    tree = design.model_dump(mode="json", exclude=set(NOT_COMPARED))
    return dict(_walk(tree, ""))


def _walk(node, path):
    if isinstance(node, dict) and node.keys() == {"weekday", "weekend"}:
        # 3 and {weekday: 3, weekend: 3} are the same rota.
        yield path, node["weekday"] if node["weekday"] == node["weekend"] else node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _walk(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        for entry in node:
            yield f"{path}[{entry['name']}]", _Entry(entry)
            yield from _walk(entry, f"{path}[{entry['name']}]")
    elif node is not None and node != []:
        yield path, node


class _Entry(dict):
    """A slot or place as a whole: two are never told apart here, but by their fields."""

    def __eq__(self, other):
        return isinstance(other, _Entry)

    def __ne__(self, other):
        return not self == other

    __hash__ = None


def _whole_entries(found, ours, theirs):
    """Leave out the fields of slots and places that only one of the designs has."""
    alone = [path for path, one, another in found if isinstance(one or another, _Entry)]
    return [item for item in found if not any(item[0].startswith(f"{path}.") for path in alone)]


def _shown(value):
    if value is None:
        return "(not there)"
    if isinstance(value, _Entry):
        span = {"span": f"{value['start']}-{value['end']}"} if "start" in value else {}
        shown, keys = {**value, **span}, ("days", "span", "activity", "kind", "capacity", "place", "leader")
        return " ".join(_plain(shown[key]) for key in keys if shown.get(key) is not None)
    return _plain(value)


def _plain(value):
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return value if isinstance(value, str) else spelt(value)
