"""A new routine or rota in the files of a design: nothing else in them changes, and comments that go are kept beside."""

import os
import re
import textwrap
from collections import Counter

from milieusim.config.reading.finding import find_design, is_shipped
from milieusim.config.reading.text_files import shown, text_of
from milieusim.config.reading.yaml_reading import parse_yaml
from milieusim.config.telling.yaml_writing import design_files
from milieusim.errors import ConfigError
from milieusim.files import all_written_whole
from milieusim.phrasing import as_typed, listed
from milieusim.workbook.fitted.over_base import base_rota, said_over


def own_files(given):
    """Return the path of a design of one's own, or raise ConfigError for a shipped one.

    Parameters
    ----------
    given : str or path-like

    Returns
    -------
    Path
    """
    try:
        path = find_design(given)
    except ConfigError as error:
        made = f"Make a design to read it into with: milieusim new {as_typed(given)}"
        raise ConfigError(f"{error.problems[0]} {made}") from None
    if is_shipped(path):
        raise ConfigError(
            f"{given}: this design is shipped and stays as it is. Make a copy and import into that: "
            f"milieusim new my-ward --from {as_typed(given)}"
        )
    return path


def new_texts(path, design, parts):
    """Return file -> text of the files of a design that change.

    Parameters
    ----------
    path : Path
        Of the design's file or folder.
    design : WardDesign
        With the new parts.
    parts : list of str
        Which parts are new: routine, rota.

    Returns
    -------
    dict of Path to str
    """
    texts = {}
    main = path / "design.yaml" if path.is_dir() else path
    tree = parse_yaml(text_of(main), shown(main))
    for part in parts:
        body = _body(design, part, tree.get("based_on"), main.parent)
        if path.is_dir() and part not in tree:
            texts[path / f"{part}.yaml"] = body
        else:
            texts[main] = _with_block(texts.get(main) or text_of(main), part, body, main)
    return texts


def write_texts(texts):
    """Write the files of a design together, whole or not at all.

    Returns
    -------
    dict of Path to Path
        File -> copy of it as it was, of those in which comments stood that are gone now.
    """
    copies = {
        path: _free_name(path)
        for path, text in texts.items()
        if path.is_file() and _loses_comments(path, text)
    }
    contents = {copy: path.read_bytes() for path, copy in copies.items()}
    contents |= {path: text.encode("utf-8") for path, text in texts.items()}
    with all_written_whole(list(contents), "--into") as drafts:
        for draft, content in zip(drafts, contents.values()):
            draft.write_bytes(content)
    return copies


def _loses_comments(path, text):
    return bool(_comments(text_of(path)) - _comments(text))


def _comments(text):
    """Return how often each comment stands in a text of YAML; what only looks like one is taken for one."""
    return Counter(found.strip() for found in re.findall(r"(?m)(?:^|\s)(#.*)$", text))


def _free_name(path):
    """Return where a copy of a file as it was goes; its ending keeps it from being read as part of the design."""
    name = f"{path.name}.before-import"
    names = [name, *(f"{name}-{number}" for number in range(2, 10_000))]
    return next(path.with_name(free) for free in names if not os.path.lexists(path.with_name(free)))


def _body(design, part, based_on, folder):
    text = design_files(design)[f"{part}.yaml"]
    if based_on is None:
        return text
    # What is left out here would be taken from the base.
    if part == "rota":
        return said_over(text, base_rota(based_on, folder))
    left_out = [name for name, value in getattr(design, part) if value is None]
    return text + "".join(f"{name}: null\n" for name in left_out)


def _with_block(text, part, body, path):
    """Return the text of a YAML file in which one part is another; the rest stays as it was written."""
    lines = text.splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if re.match(rf"{part}\s*:", line)]
    block = f"{part}:\n" + textwrap.indent(body, "  ")
    if not starts:
        changed = f"{text.rstrip()}\n\n{block}"
    else:
        start = starts[0]
        end = next((at for at in range(start + 1, len(lines)) if re.match(r"[^\s#]", lines[at])), len(lines))
        # Comments and blank lines before the next part belong to that.
        while end > start + 1 and end < len(lines) and re.match(r"#|\s*$", lines[end - 1]):
            end -= 1
        changed = "".join(lines[:start]) + block + ("\n" if end < len(lines) else "") + "".join(lines[end:])
    _refuse_other_changes(text, changed, part, path)
    return changed


def _refuse_other_changes(text, changed, part, path):
    before = parse_yaml(text, shown(path))
    try:
        after = parse_yaml(changed, shown(path))
    except ConfigError:
        after = {}
    if {**before, part: None} != {**after, part: None} or not isinstance(after.get(part), dict):
        raise ConfigError(
            f"{shown(path)}: its {part} is written in a form that cannot be replaced alone; write it as '{part}:' on a "
            f"line of its own, or as {part}.yaml in a folder ({listed(before)} stand in it)."
        )
