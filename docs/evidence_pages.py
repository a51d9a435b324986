"""Write the reference pages about what the model claims: rules, parameters, targets, sources, switches.

python docs/evidence_pages.py
"""

import sys
from functools import partial
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from parameters_page import parameters_page  # noqa: E402

FOLDER = Path(__file__).resolve().parent / "reference"
MADE = "<!-- Made by docs/evidence_pages.py; do not edit. -->\n"
FORMS = {
    "published": "the shape is taken from a publication, or follows from a definition",
    "calibrated": "the shape is assumed, its numbers are fitted to published figures",
    "assumed": "a judgement; what it rests on, if anything, stands under its sources",
}
READ = {
    "source": "numbers read in the source, mostly its abstract or a table",
    "excerpt": "read in a text that cites it",
    "recalled": "from memory; look it up before building on it",
    "ours": "no source",
}
USES = {
    "fit": ("To fit", "calibration may move parameters towards these"),
    "check": ("To check", "never fitted, and without a pass mark"),
    "input": ("Inputs", "settings of a reference design, printed and never scored"),
}
INTERVALS = {
    "published": "the source's own",
    "derived": "worked out from what the source prints",
    "range": "of several studies, scales or years",
    "band": "our tolerance; the source prints none",
    "bound": "only the edges are known, no value",
}


def rules_page():
    """Return the page about rules."""
    from milieusim.describing.formulas import formula, pieces_told
    from milieusim.rules import RULES
    from milieusim.rules.basics.described import described
    from milieusim.rules.table import FAMILIES

    told = {name: described(rule.function) for name, rule in RULES.items()}
    counts = {form: sum(1 for doc in told.values() if doc.form == form) for form in FORMS}
    parts = [
        MADE
        + f"# Rules\n\nEvery number that a run produces comes from one of these {len(told)} functions. Both "
        "engines use them; replace one with `simulate(..., rules={name: function})`. What a rule reads off `p` "
        "is the same all run: [parameters](parameters.md) of the ledger, and [numbers of a "
        "run](parameters.md#numbers-of-a-run) that follow from them and the design. Each is of one of three "
        "forms:\n",
        *[f"- **{form}** ({counts[form]}): {text}" for form, text in FORMS.items()],
        "",
    ]
    for module in FAMILIES:
        family = module.__name__.rsplit(".", 1)[-1]
        parts.append(f"## {family}\n\n{module.__doc__.strip()}\n")
        parts += [
            _rule(name, doc, formula(RULES[name]))
            for name, doc in told.items()
            if RULES[name].family == family
        ]
    parts.append(
        "## Pieces of formulas\n\nFunctions and constants that formulas name and that claim nothing about people. "
        "`u` is a [keyed draw](../explanation/keyed-draws.md); a hazard becomes the chance of an event in a tick by "
        f"`chance`.\n\n{pieces_told()}\n"
    )
    return "\n".join(parts)


def _rule(name, doc, text):
    rows = [f"| `{arg}` | {_domain(what.domain)} | {_said(what)} |" for arg, what in doc.arguments.items()]
    table = ["| argument | range | what it is |", "|---|---|---|", *rows, ""] if rows else []
    return "\n".join(
        [
            f"### {name}\n",
            f"{doc.summary} Returns {_domain(doc.returns)}.\n",
            f"*{doc.form.capitalize()}.* {doc.notes}\n",
            f"```py\n{text}\n```\n",
            *table,
            *([f"Reads off `p`: {_listed(doc.reads)}.\n"] if doc.reads else []),
            *[f"- {_linked(line)}" for line in doc.references],
            "",
        ]
    )


def _domain(domain):
    if domain.kind == "bool":
        return "yes or no"
    if domain.high == float("inf"):
        span = "any number" if domain.low == -domain.high else f"{domain.low:g} or more"
    else:
        span = f"{domain.low:g} to {domain.high:g}"
    return f"{span} {domain.unit}".strip()


def _said(what):
    ledger = ", ".join(f"[`{name}`](parameters.md)" for name in what.ledger)
    return " ".join(filter(None, [what.text, f"Ledger: {ledger}." if ledger else ""]))


def _listed(names):
    return ", ".join(f"`{name}`" for name in names)


def _linked(line):
    key, closing, rest = line.partition("]")
    return f"[{key[1:]}](sources.md#{key[1:].lower()}){rest}" if closing and key.startswith("[") else line


def targets_page():
    """Return the page about targets."""
    from milieusim.evidence.targets import load_targets

    targets = load_targets().values()
    parts = [
        MADE
        + f"# Targets\n\nThe {len(targets)} published patterns that the model is held against, each on the "
        "reference design of the population that it was published for. A simulated value should lie in the "
        "interval, which is one of five kinds:\n",
        *[f"- **{word}**: {text}" for word, text in INTERVALS.items()],
        "\n*Read* says whether the number (the direction, where a note says that the size is ours) was read in "
        "its source, mostly in the abstract, in an excerpt by others, or not seen when last looked up.\n",
    ]
    for use, (title, text) in USES.items():
        chosen = [target for target in targets if target.used_for == use]
        parts.append(f"## {title}\n\n{len(chosen)} targets: {text}.\n")
        parts += [
            "| target | pattern | published | interval | kind | unit | source | read |",
            "|---" * 8 + "|",
        ]
        parts += [_target_row(target) for target in chosen] + [""]
        parts += [_target(target) for target in chosen]
    return "\n".join(parts).rstrip() + "\n"


def _target_row(target):
    value = "" if target.value != target.value else f"{target.value:g}"
    return (
        f"| [{target.key}](#{target.key.lower()}) | {target.label} | {value} | {target.low:g} to {target.high:g} "
        f"| {target.interval_is} | {target.unit} | {_keys(target.sources)} | {target.seen} |"
    )


def _target(target):
    return (
        f"### {target.key}\n\n**{target.label}**, `{target.metric}`, on `{target.design}`. {target.how}\n\n"
        f"{_capital(target.population)}: {_keys(target.sources)}. {target.note}\n"
    )


def _keys(sources):
    return ", ".join(f"[{key}](sources.md#{key.lower()})" for key in sources)


def _capital(text):
    return text[:1].upper() + text[1:]


def sources_page():
    """Return the page about sources."""
    import yaml

    from milieusim.evidence.targets import load_targets
    from milieusim.ledger.parameters import ledger
    from milieusim.rules import RULES
    from milieusim.rules.basics.described import described

    sources = yaml.safe_load(files("milieusim").joinpath("data/sources.yaml").read_text(encoding="utf-8"))
    used = {key: [] for key in sources}
    for name, rule in RULES.items():
        for key in described(rule.function).sources:
            used[key].append(f"`{name}`")
    held = {key: [t.key for t in load_targets().values() if key in t.sources] for key in sources}
    numbers = {key: sum(1 for name in ledger() if ledger().entry(name).source == key) for key in sources}
    parts = [
        MADE + "# Sources\n\nHow far we saw each of them:\n",
        *[f"- **{word}**: {text}" for word, text in READ.items()],
        "",
    ]
    for key, source in sources.items():
        parts.append(f"## {key}\n\n{source['citation']}.\n")
        link = f" <{source['link']}>" if source["link"] else ""
        parts.append(f"*{source['read'].capitalize()}.*{link} Parameters: {numbers[key]}.")
        if held[key]:
            parts.append(
                f"Targets: {', '.join(f'[{name}](targets.md#{name.lower()})' for name in held[key])}."
            )
        parts.append(f"Rules: {', '.join(used[key])}.\n" if used[key] else "")
    return "\n".join(parts).rstrip() + "\n"


def switches_page():
    """Return the page about switches."""
    from milieusim.config.switches import SWITCHES, WHY

    rows = [f"| `{path}` | `{metric}` | {WHY[path]} |" for path, metric in SWITCHES.items()]
    return "\n".join(
        [
            MADE
            + "# Switches\n\nWhat a planner can change, and the metric nearest to the mechanism by which it "
            "acts: a test moves each alone and sees that metric move. Others follow, in whatever direction. "
            "Names in brackets are those of the shipped acute ward.\n",
            "| switch | metric | why |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


PAGES = {
    "rules.md": rules_page,
    "parameters.md": partial(parameters_page, MADE),
    "targets.md": targets_page,
    "sources.md": sources_page,
    "switches.md": switches_page,
}


def main():
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(FOLDER.parents[1]))
    main()
