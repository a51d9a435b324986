"""`milieusim compare`: designs side by side, on the same residents and the same chance."""

from pathlib import Path
from typing import Annotated

import typer

from milieusim.cli.carriers_table import say_uncertainty
from milieusim.cli.declaring import DESIGN_IS, Days, Json, OutFolder, Seed, SetsOfParameters, Threads
from milieusim.cli.result_folder import write_manifest, write_tables
from milieusim.cli.screen_tables import of_stage, say, say_json, say_table, shown_progress, tell, warmed
from milieusim.errors import ConfigError
from milieusim.ledger.parameter_sets import DEFAULT_OF_COMPARE

Base = Annotated[str, typer.Argument(metavar="BASE", help=DESIGN_IS, show_default=False)]
Others = Annotated[list[str], typer.Argument(metavar="OTHER...", help=DESIGN_IS, show_default=False)]
Pairs = Annotated[str, typer.Option(metavar="N|auto", help="Pairs of runs a design, from 2.")]
Margins = Annotated[
    list[str] | None,
    typer.Option("--margin", metavar="METRIC=5%", help="Smallest difference that matters; may be repeated."),
]
Verdicts = Annotated[
    list[str] | None,
    typer.Option("--verdict", metavar="METRIC", help="Metric to judge, by name or label; may be repeated."),
]
Report = Annotated[Path | None, typer.Option(metavar="FILE.html", help="Write a report.")]


def compare(
    base: Base,
    others: Others,
    days: Days = 84,
    replications: Pairs = "auto",
    margins: Margins = None,
    parameters: SetsOfParameters = DEFAULT_OF_COMPARE,
    report: Report = None,
    out: OutFolder = None,
    as_json: Json = False,
    verdicts: Verdicts = None,
    seed: Seed = 1,
    workers: Threads = None,
):
    """Compare designs on the same residents and the same luck."""
    names, pairs, margins, verdicts = [base, *others], _pairs(replications), margins or [], verdicts or []
    designs = _checked(names, margins, verdicts, days, pairs, seed, report, out, parameters)
    _warn_of_twins(designs)
    from milieusim.comparison.compare import compare as compared

    warmed()
    with shown_progress() as announce:
        result = compared(
            list(designs.values()), days, pairs, parameters, seed, margins, verdicts, workers,
            of_stage(announce, "runs"),
        )  # fmt: skip
    if out is not None:
        _write(out, result)
    if report is not None:
        tell(f"Wrote the report to {result.report(report)}.")
    if as_json:
        say_json(_document(result))
    else:
        _say(result, names)


def _pairs(text):
    if text == "auto":
        return text
    if text.isascii() and text.removeprefix("-").isdigit():
        return int(text)  # how many it may be is told with all other problems
    raise typer.BadParameter(
        f"{text!r} is neither auto nor a whole number from 2.", param_hint="--replications"
    )


def _checked(names, margins, verdicts, days, replications, seed, report, out, parameters):
    from milieusim.comparison.compare import checked_choices
    from milieusim.files import folder_problems, report_problems

    problems, designs = (
        [*report_problems(report, "--report", coming=out), *folder_problems(out, "--out")],
        None,
    )
    try:
        designs, *_ = checked_choices(names, margins, verdicts, days, replications, seed, parameters)
    except ConfigError as error:
        problems = [*error.problems, *problems]
    if problems:
        raise ConfigError(problems)
    return designs


def _warn_of_twins(designs):
    from milieusim.comparison.choices import alike

    for one, other in alike(designs):
        tell(f"{one} and {other} differ in nothing that the model looks at: every difference will be 0.")


def _say(result, given):
    from milieusim.comparison.comparison_words import COUNTS
    from milieusim.config.feasibility.worth_checking import worth_checking

    for design in result.others:
        rows = [row for row in result.table.itertuples(index=False) if row.design == design]
        _say_design(f"{design} against {result.base}", rows)
        if result.parameter_sets > 1:
            say_uncertainty(result, design)
    say(COUNTS)
    say("Everything else: --json, --out FOLDER or --report FILE.html.")
    for (name, design), asked in zip(result.designs.items(), given):
        for line in worth_checking(name, design, asked):
            say(line)
    for note in result.notes:
        say(note)
    say("")
    say(result.sentence)


def _say_design(title, rows):
    from milieusim.analysis.metrics.made_of import parts_of
    from milieusim.analysis.metrics.metrics import HEADLINES, METRICS, SHORT_LIST
    from milieusim.comparison.verdicts import VERDICT_WORDS

    judged = [row for row in rows if not row.is_exploratory]
    order = [*HEADLINES, *SHORT_LIST]
    shown = [row for row in rows if row.is_exploratory and row.metric in order and row.pairs]
    shown.sort(key=lambda row: order.index(row.metric))
    columns = ["measure", "unit", ">base", ">other", ">difference", ">95 % interval"]
    cells = [[*_cells(row), f"{100 * row.share_better:.0f} %", VERDICT_WORDS[row.verdict]] for row in judged]
    say_table(f"{title}: judged", [*columns, ">better in", "verdict"], cells)
    say("")
    for total in judged:
        if parts := parts_of(rows, total.metric):
            what = METRICS[total.metric].label
            say_table(f"{title}: what {what} is made of, no verdict", columns, [_cells(row) for row in parts])
            say("")
    say_table(f"{title}: exploratory, no verdict", columns, [_cells(row) for row in shown])
    say("")


def _cells(row):
    from milieusim.analysis.metrics.metrics import METRICS
    from milieusim.analysis.numbers import number, short_unit, signed

    interval = f"{signed(row.low)} to {signed(row.high)}"
    label, unit = METRICS[row.metric].label, short_unit(row.unit)
    return [label, unit, number(row.base), number(row.other), signed(row.difference), interval]


def _facts(result):
    return {
        "base": result.base,
        "others": result.others,
        "days": result.days,
        "replications": result.replications,
        "seeds": [result.seeds[0], result.seeds[-1]],
        "parameters": result.parameters.name,
        "parameter_sets": result.parameter_sets,
        "parameter_set_names": result.metrics["parameter_set"].drop_duplicates().tolist(),
        "judged": result.judged,
        "margins": {name: str(margin) for name, margin in result.margins.items()},
    }


def _document(result):
    from milieusim.config.feasibility.feasibility import warnings_of

    return {
        **_facts(result),
        "table": result.table.to_dict("records"),
        "carriers": result.carriers.to_dict("records"),
        "warnings": {name: warnings_of(design) for name, design in result.designs.items()},
        "notes": result.notes,
        "sentence": result.sentence,
    }


def _write(out, result):
    from milieusim.files import folder_written_whole

    designs = {name: design.model_dump(mode="json") for name, design in result.designs.items()}
    with folder_written_whole(out) as folder:
        tables = {"comparison": result.table, "metrics": result.metrics}
        if result.parameter_sets > 1:
            tables["carriers"] = result.carriers
        write_tables(folder, tables)
        (folder / "sentence.txt").write_text(result.sentence + "\n", encoding="utf-8")
        write_manifest(folder, command="compare", **_facts(result), designs=designs)
    tell(f"Wrote the comparison to {out}.")
