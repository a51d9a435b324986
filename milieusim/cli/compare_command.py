"""`milieusim compare`: designs side by side, on the same residents and the same chance."""

from pathlib import Path
from typing import Annotated

import typer

from milieusim.cli.declaring import (
    DESIGN_IS,
    Days,
    Json,
    OutFolder,
    Seed,
    SetsOfParameters,
    Threads,
)
from milieusim.cli.showing.comparison_tables import say_comparison
from milieusim.cli.showing.result_folder import write_manifest, write_tables
from milieusim.cli.showing.screen_tables import say_json, tell, warmed
from milieusim.cli.showing.told_progress import told_progress, told_stages
from milieusim.comparison.answered.made_with import command_of
from milieusim.comparison.behind.told_stages import runs_again
from milieusim.errors import ConfigError
from milieusim.ledger.parameter_sets import DEFAULT_OF_COMPARE
from milieusim.phrasing import as_typed, listed

MANY = 100  # pairs, where nobody said how many: more than any stage that runs some again takes

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
Goals = Annotated[
    Path | None,
    typer.Option(metavar="FILE.yaml", help="Weights of measures, and limits such as must_not_rise."),
]
Rates = Annotated[
    Path | None,
    typer.Option(metavar="FILE.yaml", help="What an hour of each role costs, and the hours of one WTE."),
]
Report = Annotated[Path | None, typer.Option(metavar="FILE.html", help="Write a report.")]
Workbook = Annotated[
    Path | None, typer.Option(metavar="FILE.xlsx", help="Write every number for a spreadsheet program.")
]
AllTables = Annotated[bool, typer.Option("--tables", help="Print every table before the answer.")]


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
    goals: Goals = None,
    rates: Rates = None,
    workbook: Workbook = None,
    is_all: AllTables = False,
):
    """Compare designs on the same residents and the same luck."""
    names, pairs, margins, verdicts = [base, *others], _pairs(replications), margins or [], verdicts or []
    choices = (margins, verdicts, days, pairs, seed)
    designs = _checked(names, *choices, (report, workbook), out, parameters, goals, rates)
    pairs = "auto" if _warned_of_twins(designs) else pairs
    from milieusim.comparison.compare import compare as compared

    warmed()
    is_explained = any((out, report, workbook, as_json)) or rates is not None
    after = runs_again(pairs if pairs != "auto" else MANY, len(designs)) if is_explained else 0
    with told_progress("runs", after=after) as progress:
        result = compared(
            list(designs.values()), days, pairs, parameters, seed, margins, verdicts, workers, progress,
            goals=goals, rates=rates,
        )  # fmt: skip
    if is_explained:
        tell("Running some pairs again, to tell why designs differ, what staff they take, and who gains.")
    with told_stages() as result.announce:
        if is_explained:
            result.explanation()
    result.announce = None  # what comes now is quick
    if out is not None:
        _write(out, result)
    if report is not None:
        tell(f"Wrote the report to {result.report(report)}.")
    if workbook is not None:
        command = command_of(result, names, parameters, goals, rates)
        tell(f"Wrote the workbook to {result.workbook(workbook, command)}.")
    if as_json:
        say_json(_document(result))
    else:
        _say(result, names, report, workbook, is_all)


def _pairs(text):
    if text == "auto":
        return text
    if text.isascii() and text.removeprefix("-").isdigit():
        return int(text)  # how many it may be is told with all other problems
    raise typer.BadParameter(
        f"{text!r} is neither auto nor a whole number from 2.", param_hint="--replications"
    )


def _checked(names, margins, verdicts, days, replications, seed, pages, out, parameters, goals, rates):
    from milieusim.comparison.compare import checked_choices
    from milieusim.config.reading.design_files import files_of_designs
    from milieusim.output_paths import (
        MADE_BY_COMPARE,
        PAGE,
        WORKBOOK,
        output_folder_problems,
        output_problems,
    )

    inputs, designs = [*files_of_designs(names), parameters, *(file for file in (goals, rates) if file)], None
    problems = []
    for path, option, kind in zip(pages, ("--report", "--workbook"), (PAGE, WORKBOOK)):
        problems += output_problems(path, option, kind, inputs, out, MADE_BY_COMPARE)
    problems += output_folder_problems(out, "--out")
    try:
        designs, *_ = checked_choices(
            names, margins, verdicts, days, replications, seed, parameters, goals=goals, rates=rates
        )
    except ConfigError as error:
        problems = [*error.problems, *problems]
    if problems:
        raise ConfigError(problems)
    return designs


def _warned_of_twins(designs):
    """Tell of designs that are the same; return whether all are, so that a few pairs are as good as many."""
    from milieusim.comparison.choices import alike

    found = alike(designs)
    are_all = len(found) == len(designs) * (len(designs) - 1) / 2
    for one, other in found:
        ending = ", so that only a few pairs are run" if are_all else ""
        tell(
            f"{one} and {other} differ in nothing that the model looks at: every difference will be 0{ending}."
        )
    if found:
        tell(
            "To see a difference, change a copy (milieusim new FOLDER --from DESIGN) or name another design."
        )
    return are_all


def _say(result, given, report, workbook, is_all):
    from milieusim.cli.showing.answer_table import say_answer
    from milieusim.comparison.answered.answer_words import short_answer

    if is_all:
        say_comparison(result)
    # Where all designs are the same, the answer itself says so.
    notes = [] if result.twins == result.others else result.notes
    told = [*_worth_checking(result, given, is_all), *notes]
    say_answer(result, told, short_answer(result, _next_step(report, workbook)))


def _worth_checking(result, given, is_all):
    from milieusim.config.feasibility.feasibility import slots_not_held
    from milieusim.config.feasibility.worth_checking import worth_checking

    for (name, design), asked in zip(result.designs.items(), given):
        if is_all:
            yield from worth_checking(name, design, asked)
        elif slots := len(slots_not_held(design)):
            what = "slot that cannot" if slots == 1 else "slots that cannot"
            yield f"Worth checking in {name}: {slots} {what} be held: milieusim check {as_typed(asked)}"


def _next_step(report, workbook):
    """Return what to do next: to open what was written, or how to get all of it."""
    written = [str(path) for path in (report, workbook) if path]
    if written:
        where = f"Next: open {listed(written)}, which {'has' if len(written) == 1 else 'have'} the whole"
    else:
        where = "Next: --report FILE.html has the whole, --workbook FILE.xlsx every number"
    return f"{where}; then try it on the ward and count."


def _facts(result):
    return {
        "base": result.base,
        "others": result.others,
        "same_as_base": result.twins,
        "days": result.days,
        "replications": result.replications,
        "seeds": [result.seeds[0], result.seeds[-1]],
        "parameters": result.parameters.name,
        "parameter_sets": result.parameter_sets,
        "parameter_set_names": result.metrics["parameter_set"].drop_duplicates().tolist(),
        "judged": result.judged,
        "margins": {name: str(margin) for name, margin in result.margins.items()},
        "goals": result.goals and result.goals.model_dump(mode="json", exclude_none=True),
        "rates": result.rates and result.rates.model_dump(mode="json", exclude_none=True),
    }


def _document(result):
    from milieusim.config.feasibility.feasibility import warnings_of

    return {
        **_facts(result),
        "table": result.table.to_dict("records"),
        "carriers": result.carriers.to_dict("records"),
        "ranking": result.ranking.to_dict("records"),
        "warnings": {name: warnings_of(design) for name, design in result.designs.items()},
        "notes": result.notes,
        **{name: table.to_dict("records") for name, table in result.explanation().items()},
        "established": result.established.to_dict("records"),
        "answer": result.answer,
        "sentence": result.sentence,
    }


def _write(out, result):
    from milieusim.files import folder_written_whole

    designs = {name: design.model_dump(mode="json") for name, design in result.designs.items()}
    with folder_written_whole(out) as folder:
        tables = {"comparison": result.table, "metrics": result.metrics}
        if result.parameter_sets > 1:
            tables["carriers"] = result.carriers
        if len(result.ranking):
            tables["ranking"] = result.ranking
        tables |= result.explanation()
        write_tables(folder, tables)
        (folder / "sentence.txt").write_text(f"{result.answer}\n\n{result.sentence}\n", encoding="utf-8")
        write_manifest(folder, command="compare", **_facts(result), designs=designs)
    tell(f"Wrote the comparison to {out}.")
