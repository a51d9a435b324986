"""What a design assumed of a routine or a rota that a spreadsheet has replaced: taken out, and the spreadsheet named."""

import re

from milieusim.config.reading.yaml_reading import parse_yaml
from milieusim.config.telling.yaml_writing import inline
from milieusim.errors import ConfigError

SPEAKS_OF = {
    "routine": re.compile(
        r"\brounds?\b|clock times|timetable|programme|group|slot|hatch|\bmeals?\b|routine", re.I
    ),
    "rota": re.compile(r"shift|nurs|staff|rota|doctors|therapist|worker|psychologist|at night", re.I),
}
CALLED = {"routine": "Timetable", "rota": "Rota"}
ITEM = re.compile(r"(?P<pad> +)- .*")


def with_assumptions(text, parts, label):
    """Return the text of a design file without assumptions on what was replaced, and which these were.

    Parameters
    ----------
    text : str
        Of the file that holds `about`.
    parts : list of str
        What was replaced: routine, rota.
    label : str
        How the spreadsheet is called.

    Returns
    -------
    text : str
        As it was if its assumptions are not written an item a line.
    gone : list of str
    """
    tree = parse_yaml(text, "design")
    about = tree.get("about")
    assumed = about.get("assumed") if isinstance(about, dict) else None
    lines = text.splitlines(keepends=True)
    head = next((at for at, line in enumerate(lines) if re.match(r" +assumed:\s*$", line)), None)
    if not assumed or head is None:
        return text, []
    end = head + 1
    while end < len(lines) and ITEM.match(lines[end]):
        end += 1
    if end - head - 1 != len(assumed):
        return text, []
    gone = [each for each in assumed if any(SPEAKS_OF[part].search(str(each)) for part in parts)]
    kept = [line for line, each in zip(lines[head + 1 : end], assumed) if each not in gone]
    pad = ITEM.match(lines[head + 1])["pad"]
    fresh = [f"{CALLED[part]} from {label}; what it does not say was taken as usual." for part in parts]
    new = [f"{pad}- {inline(each)}\n" for each in fresh]
    changed = "".join([*lines[: head + 1], *kept, *new, *lines[end:]])
    after = {**tree, "about": {**about, "assumed": [*(e for e in assumed if e not in gone), *fresh]}}
    try:
        is_right = parse_yaml(changed, "design") == after
    except ConfigError:
        is_right = False
    return (changed, gone) if is_right else (text, [])
