"""The files that a design is made of, from its base upwards, and which of them a value came from.

How what they hold is put together is in `merging`.
"""

from functools import cached_property
from pathlib import Path

from milieusim.config.reading.finding import find_design, is_shipped, name_of
from milieusim.config.reading.line_numbers import line_of, marked
from milieusim.config.reading.merging import EDITED_LISTS, laid_over
from milieusim.config.reading.text_files import names_in, shown
from milieusim.config.reading.yaml_reading import read_yaml
from milieusim.errors import ConfigError
from milieusim.phrasing import as_typed, close_to

PARTS = ("ward", "residents", "routine", "rota", "milieu", "practices", "policy")
SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
MOST_BASES = 20


class Layer:
    """One file's part of a design: what it is called in messages, what it holds, its design's folder and its path.

    `section` is the part that the whole file is, where a folder has a file for each.
    """

    def __init__(self, label, tree, folder=None, origin=None, section=None):
        self.label = label
        self.tree = tree
        self.folder = folder
        self.origin = origin
        self.section = section

    @cached_property
    def _marked(self):
        # Once a file, and only where something is to be told of it.
        return None if self.origin is None else marked(self.origin)

    def place(self, steps):
        """Return the file and the line at which a path leads, as far as they are known."""
        inner = steps[1:] if self.section and steps[:1] == (self.section,) else steps
        line = line_of(self._marked, inner) if self._marked is not None else None
        return f"{self.label}: line {line}" if line is not None else self.label

    def told(self, steps, text):
        """Return a problem with the file before it, and the line at which the path of its value leads."""
        place = self.place(steps)
        return f"{place}: {text}" if place else text


def collected(name_or_path, beside=None, below=()):
    """Return the layers of a design, its base's first.

    Parameters
    ----------
    name_or_path : str or path-like
    beside : Path, optional
        Folder that relative paths start from.
    below : tuple of Path
        Designs that are waiting for this one, to notice circles.

    Returns
    -------
    list of Layer
    """
    path = find_design(name_or_path, beside)
    _refuse_part(path)
    identity = path.resolve()
    if identity in below:
        ring = " -> ".join(shown(step) for step in (*below[below.index(identity) :], identity))
        raise ConfigError(f"{shown(path)}: based_on runs in a circle: {ring}.")
    if len(below) > MOST_BASES:
        raise ConfigError(f"{shown(path)}: more than {MOST_BASES} designs based on each other.")
    folder = path if path.is_dir() else path.parent
    own = _folder_layers(path) if path.is_dir() else [_file_layer(path)]
    return over_base(own, folder, name_of(path), (*below, identity))


def _refuse_part(path):
    """Raise ConfigError for one file out of a design's folder, and for spreadsheets and tables."""
    beside = set(names_in(path.parent)) if path.is_file() else set()
    parts = {f"{part}.yaml" for part in PARTS}
    is_table = path.is_file() and path.suffix.lower() == ".csv"
    # A design.yaml alone in its folder is a whole design; beside other parts it is one of them.
    is_one = path.name == "design.yaml" and beside & parts
    if is_one or "design.yaml" in beside and (is_table or path.name in parts):
        folder = as_typed(shown(path.parent))
        raise ConfigError(
            f"{shown(path)}: this is one part of a design; check the folder: milieusim check {folder}."
        )
    is_sheet = path.is_file() and path.suffix.lower() in SHEETS
    if is_table or is_sheet:
        what, file = "table" if is_table else "spreadsheet", as_typed(shown(path))
        own = "design.yaml" in beside
        folder = as_typed(shown(path.parent)) if own else "my-ward"
        first = "" if own else f"milieusim new {folder}, then "
        raise ConfigError(
            f"{shown(path)}: this is a {what}; a design is a YAML file or a folder of them. A timetable or rota is "
            f"brought into one with: {first}milieusim import {file} --into {folder}"
        )


def over_base(own, folder, name, below=()):
    """Return layers with those of their base below them."""
    own[0].tree.setdefault("name", name)
    if "based_on" not in own[0].tree:
        return own
    base = own[0].tree.pop("based_on")
    if not isinstance(base, str):
        told = "based_on must be the name or path of one design."
        raise ConfigError(own[0].told(("based_on",), told))
    try:
        layers = collected(base, folder, below)
    except ConfigError as error:
        raise ConfigError([_with_referrer(told, base, own[0]) for told in error.problems]) from None
    return layers + own


def _with_referrer(problem, base, layer):
    # A base that is not there is a problem of the file that names it.
    is_not_there = problem.startswith(f"{base}: there is no")
    return layer.told(("based_on",), f"based_on: {problem}") if is_not_there else problem


def _file_layer(path, section=None):
    label = _label(path)
    tree = _read(path, label)
    if not isinstance(tree, dict):
        raise ConfigError(
            f"{label}: holds {_kind(tree)} where keys with values are needed, such as 'beds: 20'."
        )
    layer = Layer(label, {section: tree} if section else tree, origin=path, section=section)
    if section and set(tree) == {section}:
        told = f"leave out '{section}:' at the top; this file is that part already."
        raise ConfigError(layer.told((section, section), told))
    return layer


def _read(path, label):
    try:
        return read_yaml(path)
    except ConfigError as error:
        raise ConfigError([label + problem.removeprefix(str(path)) for problem in error.problems]) from None


def _label(path):
    if is_shipped(path):
        return f"{path.parent.name if path.name == 'design.yaml' else path.name} (shipped)"
    return shown(path)


def _folder_layers(folder):
    names = names_in(folder)
    if "design.yaml" not in names:
        hint = close_to("design.yaml", names)
        hint = (
            f" Rename {hint} to design.yaml?" if hint else " `milieusim new FOLDER` makes a design to edit."
        )
        raise ConfigError(f"{shown(folder)}: this folder holds no design.yaml, so it is not a design.{hint}")
    layers, problems = [], _misnamed(folder, names)
    for name in ["design", *PARTS]:
        if f"{name}.yaml" not in names:
            continue
        try:
            layers.append(_file_layer(folder / f"{name}.yaml", None if name == "design" else name))
        except ConfigError as error:
            problems += error.problems
    for layer in layers:
        layer.folder = folder
    problems += _told_twice(layers)
    if problems:
        raise ConfigError(problems)
    return layers


def _misnamed(folder, names):
    known = [f"{part}.yaml" for part in ("design", *PARTS)]
    others = [name for name in names if name.endswith((".yaml", ".yml")) and name not in known]
    return [
        f"{shown(folder / name)}: not a file of a design. Did you mean '{close_to(name, known, 0.8)}'?"
        for name in others
        if close_to(name, known, 0.8)
    ]


def _told_twice(layers):
    if not layers or not layers[0].label.endswith("design.yaml"):
        return []
    parts = {section: layer.label for layer in layers[1:] for section in layer.tree}
    return [
        layers[0].told((part,), f"'{part}' stands here and in {Path(parts[part]).name}; keep one of them.")
        for part in parts
        if part in layers[0].tree
    ]


def _kind(tree):
    return "a list" if isinstance(tree, list) else f"only {str(tree)[:40]!r}"


def whole(layers):
    """Return the design that the layers make, as plain data, and the problems of putting it together."""
    tree, problems = {}, []
    for layer in layers:
        if "name" in layer.tree:
            # A title is about one design: it does not pass to what is based on it.
            tree = {**tree, "about": _inherited(tree.get("about"))} if "about" in tree else tree
        found = []
        tree = laid_over(tree, layer.tree, found)
        problems += [layer.told(problem.steps, problem.text) for problem in found]
    return tree, problems


def _inherited(about):
    if not isinstance(about, dict):
        return about
    return {key: value for key, value in about.items() if key not in ("title", "summary")}


def source_of(layers, steps):
    """Return the topmost layer that says most about a path (a tuple of keys and names)."""
    best, most = layers[0], -1
    for layer in layers:
        depth = _depth(layer.tree, steps)
        if depth >= most:
            best, most = layer, depth
    return best


def folder_without(layers, steps):
    """Return the folder of the design if the path is a part that none of its files holds, else None."""
    is_part = len(steps) == 1 and steps[0] in PARTS
    if not is_part or layers[-1].folder is None or any(steps[0] in layer.tree for layer in layers):
        return None
    return shown(layers[-1].folder)


def _depth(tree, steps):
    node, depth = tree, 0
    for position, step in enumerate(steps):
        inner = _step(node, step, steps[:position])
        if inner is None:
            break
        node, depth = inner[0], depth + 1
    return depth


def _step(node, step, before):
    """Return (value,) one step further, looking into the edits of slots and places as well."""
    if isinstance(node, dict) and step in node:
        return (node[step],)
    section = before[0] if before else None
    if isinstance(node, dict) and EDITED_LISTS.get(section) == step and (node.keys() & {"add", "change"}):
        return ({"added": node.get("add"), "changed": node.get("change")},)
    if isinstance(node, dict) and "added" in node:
        changed = node["changed"] if isinstance(node["changed"], dict) else {}
        return (changed[step],) if step in changed else _step(node["added"], step, before)
    for item in node if isinstance(node, list) else []:
        if isinstance(item, dict) and item.get("name") == step:
            return (item,)
    return None
