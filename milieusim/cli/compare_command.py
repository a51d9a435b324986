"""`milieusim compare`: designs side by side, on the same residents and the same chance."""

from contextlib import contextmanager

from milieusim.cli.carriers_table import say_uncertainty
from milieusim.cli.screen_tables import say, say_json, say_table, tell, warmed, write_manifest, write_tables
from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.config.feasibility.worth_checking import worth_checking
from milieusim.errors import ConfigError


def compare(
    base,
    others,
    days,
    replications,
    margins,
    parameters,
    report,
    out,
    as_json,
    verdicts=None,
    seed=1,
    workers=None,
):
    """Compare designs with a base design and write what came out.

    Parameters
    ----------
    base : str
        Name of a shipped design, or a path.
    others : list of str
    days : int
    replications : int or "auto"
    margins : list of str
        Such as ``conflict_per_shift=5%``.
    parameters : str
    report : pathlib.Path or None
        HTML file to write.
    out : pathlib.Path or None
        New folder for all tables.
    as_json : bool
    verdicts : list of str, optional
        Metrics to judge instead of the two headlines.
    seed : int
    workers : int, optional
    """
    designs = _checked([base, *others], margins, verdicts, days, replications, seed, report, out, parameters)
    _warn_of_twins(designs)
    from milieusim.comparison.compare import compare as compared

    warmed()
    with _progress() as progress:
        result = compared(
            list(designs.values()), days, replications, parameters, seed, margins, verdicts, workers, progress
        )
    if out is not None:
        _write(out, result)
    if report is not None:
        tell(f"Wrote the report to {result.report(report)}.")
    if as_json:
        say_json(_document(result))
    else:
        _say(result, [base, *others])


def _checked(names, margins, verdicts, days, replications, seed, report, out, parameters):
    from milieusim.comparison.compare import checked_choices
    from milieusim.files import file_problems, folder_problems

    problems, designs = [*file_problems(report, "--report"), *folder_problems(out, "--out")], None
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


@contextmanager
def _progress():
    """Show on stderr how many runs are done, if somebody is looking."""
    import sys

    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    parts = TextColumn("runs"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("runs", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _say(result, given):
    from milieusim.comparison.comparison_words import COUNTS

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
    from milieusim.analysis.metrics.metrics import HEADLINES, SHORT_LIST
    from milieusim.comparison.verdicts import VERDICT_WORDS

    judged = [row for row in rows if not row.is_exploratory]
    order = [*HEADLINES, *SHORT_LIST]
    shown = [row for row in rows if row.is_exploratory and row.metric in order and row.pairs]
    shown.sort(key=lambda row: order.index(row.metric))
    columns = ["measure", "unit", ">base", ">other", ">difference", ">95 % interval"]
    cells = [[*_cells(row), f"{100 * row.share_better:.0f} %", VERDICT_WORDS[row.verdict]] for row in judged]
    say_table(f"{title}: judged", [*columns, ">better in", "verdict"], cells)
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
