"""Write the reference pages that are made from the code: tables, metrics, commands, ODD and STRESS-ABS.

python docs/reference_pages.py
"""

import re
import sys
from pathlib import Path

from acts_page import acts_page
from api_page import api_page
from column_words import words_for
from defaults_page import defaults_page
from practices_page import practices_page
from schema_pages import schema_page

FOLDER = Path(__file__).resolve().parent / "reference"
KINDS = {
    "int": "whole number",
    "int?": "whole number, may be missing",
    "float": "number",
    "bool": "yes or no",
}
ONE_ROW = {
    "incidents": "an event of conflict",
    "responses": "something staff did to contain or calm",
    "shifts": "a shift of the ward",
    "resident_shifts": "a resident in a shift",
    "stays": "a stay, from admission to discharge or to the end of the run",
    "time_use": "an activity of a resident on a day",
    "staff_shifts": "a member of staff on a shift",
    "slots": "a slot of the timetable on a day",
    "hours": "an hour of the ward",
    "ties": "a tie between two people, at the end of a week",
    "undone": "something that was due and left undone",
}
WIDE = "---\nhide: [toc]\n---\n"  # a page with a table that needs the room
MADE = "<!-- Made by docs/reference_pages.py; do not edit. -->\n"


def tables_page():
    """Return the page about tables."""
    from milieusim.ward.tables import SORT_KEYS, TABLES

    parts = [
        MADE + "# Tables\n\nA run has these tables; a batch has them with `run` as first column. How to read "
        "them: [Read the tables](../how-to/read-the-tables.md). Hours are counted from hour 0, a Monday at "
        "midnight; levels go from 0 to 1 and are means over the hours present.\n"
    ]
    for table in TABLES:
        parts.append(f"## {table}\n\nA row is {ONE_ROW[table]}. In order of {_list(SORT_KEYS[table])}.\n")
        parts.append(_columns(table))
    parts.append("## Words\n\nCategories hold every word of their list, whether or not it occurs.\n")
    parts.append(_words())
    return "\n".join(parts)


def _columns(table):
    from milieusim.ward.tables import columns

    rows = [f"| `{name}` | {_kind(kind)} | {words_for(table, name)} |" for name, kind in columns(table)]
    return "\n".join(["| column | type | what it holds |", "|---|---|---|", *rows]) + "\n"


def _kind(kind):
    if kind in KINDS:
        return KINDS[kind]
    word = kind.rstrip("?")
    return f"[{word}](#{word.lower()}){', may be missing' if kind.endswith('?') else ''}"


def _words():
    from milieusim.ward.tables import TABLES, columns, words_in

    used = {kind.rstrip("?") for table in TABLES for _, kind in columns(table)} - {"int", "float", "bool"}
    parts = []
    for name in sorted(used):
        words = words_in(name)
        parts.append(f"### {name}\n\n{words.__doc__} {_list(words.labels())}.\n")
    return "\n".join(parts)


def _list(names):
    return ", ".join(f"`{name}`" for name in names)


def metrics_page():
    """Return the page about metrics."""
    from milieusim.analysis.metrics.metrics import HEADLINES, METRICS, PARTS

    own = [metric for metric in METRICS.values() if not metric.name.endswith("_recorded")]
    recorded = [metric.name for metric in METRICS.values() if metric.name.endswith("_recorded")]
    rows = [f"| `{m.name}` | {m.definition} | {m.unit} | {m.better} | {m.source} |" for m in own]
    return "\n".join(
        [
            MADE + "# Metrics\n",
            f"Designs are judged on {_list(HEADLINES)} unless you name others. A rate over nothing is "
            "missing. `better` says which way is better; *neither* marks a means, or a matter of taste, on "
            "which no design is judged.\n",
            *[f"`{total}` is the sum of {_list(parts)}, over ten.\n" for total, parts in PARTS.items()],
            "| metric | definition | unit | better | whose measure |",
            "|---|---|---|---|---|",
            *rows,
            "\n## As recorded\n",
            "The same, counted as the ward's own instrument recorded it, each under the kind recorded; published "
            "rates are of this kind.\n",
            *[f"- `{name}`" for name in recorded],
            "",
        ]
    )


def commands_page():
    """Return the page about commands."""
    import typer

    from milieusim.cli.main import app

    group = typer.main.get_command(app)
    parts = [
        MADE + "# Commands\n\nA DESIGN is the name of a shipped design or a path. Answers go to standard "
        "output, progress and messages to standard error. Exit status: 0 done, 1 a fault of milieusim, 2 bad "
        "input, 3 some runs failed, 130 interrupted.\n"
    ]
    for name, command in group.commands.items():
        with command.make_context(name, [], resilient_parsing=True) as context:
            parts.append(_command(name, command, context))
    return "\n".join(parts)


def _command(name, command, context):
    arguments = [_argument(one) for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and one.name != "help"]
    lines = [f"## {name}\n", f"{command.help}\n", f"    {' '.join(['milieusim', name, *arguments])}\n"]
    if options:
        rows = [_option(option, context) for option in options]
        lines += ["| option | default | what it does |", "|---|---|---|", *rows, ""]
    return "\n".join(lines)


def _argument(argument):
    name = argument.metavar or argument.name.upper()
    return name if argument.required else f"[{name}]"


def _option(option, context):
    default = getattr(option.default, "value", option.default)
    told = f"`{default}`" if isinstance(default, int | str) and not isinstance(default, bool) else ""
    names, _ = option.get_help_record(context)
    return f"| `{_plainly(names)}` | {told} | {option.help} |"


def _plainly(names):
    """Return an option and what it takes, however this version of typer spells kinds of values."""
    for spelt, plain in (
        ("integer range", "N"), ("int range", "N"), ("integer", "N"), ("int", "N"),
        ("path", "PATH"), ("file", "PATH"), ("text", "TEXT"), ("str", "TEXT"), ("float", "X"),
    ):  # fmt: skip
        names = re.sub(rf"(<{spelt}>| {spelt}$)", f" {plain}", names, flags=re.I).replace("  ", " ")
    return names.replace("<", "").replace(">", "").replace("|", "\\|")


def odd_page():
    """Return the description after ODD."""
    return _described("odd")


def stress_page():
    """Return the description after STRESS-ABS."""
    return _described("stress")


def _described(form):
    from milieusim.describing.describe import describe

    return MADE + describe("acute-ward", form)


PAGES = {
    "tables.md": tables_page,
    "metrics.md": metrics_page,
    "commands.md": commands_page,
    "defaults.md": defaults_page,
    "design-files.md": lambda: WIDE + MADE + schema_page("design"),
    "experiment-files.md": lambda: WIDE + MADE + schema_page("experiment"),
    "practices.md": lambda: MADE + practices_page(),
    "python.md": lambda: MADE + api_page(),
    "acts.md": lambda: WIDE + MADE + acts_page(),
    "odd.md": odd_page,
    "stress.md": stress_page,
}


def main():
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(FOLDER.parents[1]))
    main()
