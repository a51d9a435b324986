"""What a design says of a routine or rota that a spreadsheet has replaced: taken out or marked, the spreadsheet named."""

import re

from milieusim.config.reading.yaml_reading import parse_yaml
from milieusim.config.telling.yaml_writing import inline
from milieusim.errors import ConfigError

SPEAKS_OF = {
    "routine": re.compile(
        r"\brounds?\b|\bclock\b|times of the day|starting times|timetable|programme|group|slot|hatch|\bmeals?\b|routine"
        r"|breakfast|lunch|supper|coffee|visit|medication|\bdoses?\b|therap(?:y|ies)\b|session"
        r"|activit(?:y|ies)\b(?! worker)|bedtime|\bheld\b|\bleads?\b|everything",
        re.I,
    ),
    "rota": re.compile(
        r"shift|\bnurses?\b|nursing|(?<!bank )\bstaff|rota|doctors|therapist|worker|psychologist|at night|everything",
        re.I,
    ),
}
NUMBERS_OF = {
    "routine": SPEAKS_OF["routine"],
    "rota": re.compile(
        r"shift|\brota\b|on duty|a resident by day|at night|nurses? for each|registered|staffing", re.I
    ),
}
"""By these a line speaks of a part that was not replaced: who gives doses or leads belongs to a slot, not to a rota."""
OTHER = re.compile(
    r"\bbeds\b|bedroom|room sizes|single rooms|to a room|seclusion|sight lines|building|residents[’'] mix|\bmix\b"
    r"|\bstays?\b(?! as)|detained|involuntar|admission|demand|occupancy|\bdoor\b|regime|policy|\bleave\b|recording"
    r"|\breported\b|checklist|conflict|containment|restraint|\bPRN\b|levels?\b|structure|involvement|\bbank\b|sickness"
    r"|depressi|diagnos|residents\b.* as on|everything",
    re.I,
)
"""Words on people, the building and rules, which no spreadsheet of a timetable or a rota replaces."""
LINK = re.compile(r"https?://\S+")
CALLED = {"routine": "timetable", "rota": "rota"}
LEANS_BACK = re.compile(r"the same page|the same source", re.I)


def with_assumptions(text, about, parts, label):
    """Return the text of a design file whose sources and assumptions are of what it holds now, and what became of them.

    Lines that speak of nothing but what was replaced go; those that speak of more stay, with a word on what they are
    not about any longer.

    Parameters
    ----------
    text : str
        Of the file that holds `about`.
    about : About
        Of the whole design, with what it has from a base.
    parts : list of str
        What was replaced: routine, rota.
    label : str
        How the spreadsheet is called.

    Returns
    -------
    text : str
    told : list of str
        A sentence on each line that went, or that should have and is written in a form that cannot be changed.
    """
    told = []
    fresh = [
        f"{CALLED[part].capitalize()} from {label}; what it does not say was taken as usual."
        for part in parts
    ]
    for key, called in (("sources", "the sources of the design"), ("assumed", "what the design assumed")):
        before = list(getattr(about, key))
        kept, gone = _parted(before, parts, label)
        after = [*kept, *(fresh if key == "assumed" and before else [])]
        if after == before:
            continue
        changed = _with_list(text, key, after)
        if changed is None:
            told += [f"Still in {called}, though it speaks of what was replaced: {line}" for line in gone]
            continue
        text = changed
        told += [f"Taken out of {called}, as it speaks of what was replaced: {line}" for line in gone]
    return text, told


def _parted(lines, parts, label):
    """Return lines as they are to stand, and those that go."""
    kept, gone = [], []
    for at, line in enumerate(lines):
        said = LINK.sub("", _unmarked(line, CALLED))
        replaced = [part for part in parts if SPEAKS_OF[part].search(said)]
        others = [NUMBERS_OF[part] for part in CALLED if part not in parts]
        is_leant_on = any(LEANS_BACK.search(after) for after in lines[at + 1 : at + 2])
        if not replaced:
            kept.append(line)
        elif is_leant_on or any(words.search(said) for words in (OTHER, *others)):
            marks = "".join(_mark(CALLED[part], label) for part in replaced)
            kept.append(_unmarked(line, replaced) + marks)
        else:
            gone.append(line)
    return kept, gone


def _mark(called, label):
    return f" (not the {called}, which is from {label})"


def _unmarked(line, parts):
    """Return a line without what an earlier import has added to it about some parts."""
    for part in parts:
        line = re.sub(rf" \(not the {CALLED[part]}, which is from .*?\)(?= \(not the |$)", "", line)
    return line


def _with_list(text, key, items):
    """Return the text of a design file with another list under `about`; None if that cannot be changed alone."""
    tree = parse_yaml(text, "design")
    about = tree.get("about") or {}
    if not isinstance(about, dict):
        return None
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    start = next((at for at, line in enumerate(lines) if re.match(r"about\s*:\s*(#.*)?$", line)), None)
    if start is None:
        start = len(lines)
        lines += ["\n", "about:\n"] if "about" not in tree else []
        start += 1
    changed = "".join(_put_in(lines, start, key, items))
    try:
        is_right = parse_yaml(changed, "design") == {**tree, "about": {**about, key: items}}
    except ConfigError:
        is_right = False
    return changed if is_right else None


def _put_in(lines, start, key, items):
    """Return lines of a file with a list in place of what stands under a key of the block that begins at `start`."""
    end = next((at for at in range(start + 1, len(lines)) if re.match(r"[^\s#]", lines[at])), len(lines))
    body = [line for line in lines[start + 1 : end] if re.match(r" +[^\s#]", line)]
    pad = re.match(r" *", body[0])[0] if body else "  "
    fresh = [f"{pad}{key}:{'' if items else ' []'}\n", *(f"{pad}  - {inline(item)}\n" for item in items)]
    head = next((at for at in range(start + 1, end) if re.match(rf"{pad}{key}\s*:", lines[at])), None)
    if head is None:
        while end > start + 1 and re.match(r"#|\s*$", lines[end - 1]):
            end -= 1
        return [*lines[:end], *fresh, *lines[end:]]
    last = next((at for at in range(head + 1, end) if re.match(rf"{pad}[^\s\-#]", lines[at])), end)
    # Comments and blank lines before what comes next belong to that.
    while last > head + 1 and re.match(r"\s*(#|$)", lines[last - 1]):
        last -= 1
    return [*lines[:head], *fresh, *lines[last:]]
