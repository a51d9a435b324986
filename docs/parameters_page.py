"""The page of parameters: the ledger, and the numbers of a run that follow from it."""

from importlib.resources import files

from parameter_places import places

STATUSES = {
    "measured": "a published measurement",
    "elicited": "read off published figures by judgement",
    "calibrated": "fitted to published figures",
    "assumed": "a judgement",
}


def parameters_page(made):
    """Return the page about parameters, below the line that says what made it."""
    from milieusim.ledger.parameters import ledger

    entries, used = {name: ledger().entry(name) for name in ledger()}, _rules_by_number()
    counts = {status: sum(1 for e in entries.values() if e.status == status) for status in STATUSES}
    parts = [
        made + "# Parameters\n\nThe evidence ledger: what science must supply. Change one with "
        "`load_parameters().replace({name: value})`. A range should hold what is true; where a sign is "
        "contested it has both. *Where it acts* names the rules that read a parameter or are given it; else what it is a "
        "time constant, a start or a fact of, or the act that reads it. Statuses:\n",
        *[f"- **{status}** ({counts[status]}): {text}" for status, text in STATUSES.items()],
        "",
    ]
    for title, names in _parts_of_the_ledger():
        parts.append(f"## {title[:1].upper() + title[1:]}\n")
        parts += [
            "| parameter | value | range | unit | status | source | note | where it acts |",
            "|---|---|---|---|---|---|---|---|",
        ]
        parts += [_parameter(name, entries[name], used.get(name, [])) for name in names]
        parts.append("")
    parts += _numbers_of_a_run(used)
    return "\n".join(parts)


def _rules_by_number():
    """Return the rules that read each number off `p`, or that their callers give it to."""
    from milieusim.rules import RULES
    from milieusim.rules.basics.described import described

    used = {}
    for name, rule in RULES.items():
        doc = described(rule.function)
        given = [number for what in doc.arguments.values() for number in what.ledger]
        for number in dict.fromkeys([*doc.reads, *given]):
            used.setdefault(number, []).append(name)
    return used


def _numbers_of_a_run(used):
    from milieusim.rules.basics.run_numbers import RUN_NUMBERS

    rows = [
        f"| `{name}` | {n.low:g} to {n.high:g} | {n.unit} | {n.text} | {_to_rules(used.get(name, []))} |"
        for name, n in RUN_NUMBERS.items()
    ]
    told = "What else rules read off `p`: said by the design, or worked out once a run.\n"
    head = ["| number | range | unit | what it is | rules |", "|---|---|---|---|---|"]
    return ["## Numbers of a run\n", told, *head, *rows, ""]


def _to_rules(names):
    return ", ".join(f"[`{name}`](rules.md#{name})" for name in names)


def _parts_of_the_ledger():
    """Return (title, names) of each part of the file: a comment begins one."""
    parts = []
    for line in files("milieusim").joinpath("data/parameters.yaml").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            parts.append((line[2:], []))
        elif line and not line.startswith("#"):
            parts[-1][1].append(line.split(":", 1)[0])
    return [(title, names) for title, names in parts if names]


def _parameter(name, entry, rules):
    source = f"[{entry.source}](sources.md#{entry.source.lower()})"
    span = f"{entry.low:g} to {entry.high:g}"
    return (
        f"| `{name}` | {entry.value:g} | {span} | {entry.unit} | {entry.status} | {source} | {entry.note} "
        f"| {_to_rules(rules) or places(name)} |"
    )
