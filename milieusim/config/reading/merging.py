"""Laying plain data of one design over another: mappings merge, lists replace, slots and places change by name.

Nothing here knows of files: which are laid over which is for `layers`.
"""

from milieusim.config.parts.problems import Problem
from milieusim.phrasing import near
from milieusim.vocabulary import SAFEWARDS

EDITED_LISTS = {"routine": "slots", "ward": "places"}
EDITS = ("remove", "change", "add")


def laid_over(base, own, problems):
    """Return `own` laid over `base`, both plain data of a whole design.

    Parameters
    ----------
    base, own : dict
    problems : list of Problem
        Edits that cannot be made are added here.

    Returns
    -------
    dict
    """
    tree = dict(base)
    for key, value in own.items():
        tree[key] = _laid_over_section(key, base.get(key), value, problems)
    return tree


def _laid_over_section(key, base, own, problems):
    if not isinstance(own, dict):
        return own
    base = base if isinstance(base, dict) else {}
    if key == "practices" and "safewards" in own:
        base = {name: value for name, value in base.items() if name not in SAFEWARDS}
    if key not in EDITED_LISTS:
        return merged(base, own)
    field = EDITED_LISTS[key]
    edits = {edit: own[edit] for edit in EDITS if edit in own}
    section = merged(base, {name: value for name, value in own.items() if name not in edits})
    if edits and isinstance(section.get(field, []), list | tuple):
        section[field] = _edited(list(section.get(field, [])), edits, key, field, problems)
    return section


def merged(base, own):
    """Merge two mappings, the second winning; anything but a mapping is replaced whole."""
    tree = dict(base)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        tree[key] = merged(base[key], value) if both else value
    return tree


def _edited(items, edits, section, field, problems):
    for edit, wanted, what in [
        ("remove", list, "a list of names"),
        ("change", dict, "a mapping from names to what changes"),
        ("add", list, f"a list of {field}"),
    ]:
        if edit in edits and not isinstance(edits[edit], wanted):
            problems.append(Problem((section, edit), f"{section}.{edit} must be {what}."))
            edits = {name: value for name, value in edits.items() if name != edit}
    items = _without(items, edits.get("remove", []), section, field, problems)
    items = _changed(items, edits.get("change", {}), section, field, problems)
    return items + edits.get("add", [])


def _without(items, names, section, field, problems):
    for name in names:
        if name not in _names(items):
            told = f"{section}.remove: {_unknown(name, items, field)}"
            problems.append(Problem((section, "remove", name), told))
    return [item for item in items if not (isinstance(item, dict) and item.get("name") in names)]


def _changed(items, changes, section, field, problems):
    for name, change in changes.items():
        if name not in _names(items):
            told = f"{section}.change: {_unknown(name, items, field)}"
            problems.append(Problem((section, "change", name), told))
        elif not isinstance(change, dict):
            told = f"{section}.change[{name}] must be a mapping from fields to values."
            problems.append(Problem((section, "change", name), told))
    return [_with_change(item, changes) for item in items]


def _with_change(item, changes):
    change = changes.get(item.get("name")) if isinstance(item, dict) else None
    return merged(item, change) if isinstance(change, dict) else item


def _names(items):
    return [item.get("name") for item in items if isinstance(item, dict)]


def _unknown(name, items, field):
    names = [str(known) for known in _names(items)]
    listed = f"there are {', '.join(names)}" if names else "there are none"
    return f"none of the {field} is named {name!r}; {listed}.{near(name, names)}"
