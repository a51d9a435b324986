"""The `milieusim` command.

Each command imports what it needs only when it is called: `--help` and `check` stay fast.
"""

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from milieusim.cli.experiment_lines import EXPERIMENT_COMMANDS, Json
from milieusim.cli.guarding import INTERRUPTED, complain, guarded, is_terminal
from milieusim.ledger.parameter_sets import DEFAULT_OF_COMPARE

app = typer.Typer(
    name="milieusim",
    help="Compare daily routines of therapeutic wards before anyone has to live them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich" if is_terminal() else None,
)


class Engine(str, Enum):  # noqa: UP042 - typer shows and reads the values
    """Which engine simulates."""

    compiled = "compiled"
    agents = "agents"


class SchemaKind(str, Enum):  # noqa: UP042 - as above
    """Kinds of files that have a schema."""

    design = "design"
    experiment = "experiment"


DESIGN = "Name of a shipped design, or path of a design file or folder."
Design = Annotated[str, typer.Argument(help=DESIGN, metavar="DESIGN", show_default=False)]
Days = Annotated[int, typer.Option(min=1, max=36500, help="Simulated days.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the random draws.")]
Parameters = Annotated[str, typer.Option(help="Parameter set: best.")]
ManySets = Annotated[
    str, typer.Option(metavar="posterior|best|FILE.parquet", help="All plausible parameter sets, or one.")
]
Out = Annotated[Path | None, typer.Option(help="New or empty folder for all tables.", show_default=False)]


def _show_version(wanted: bool):
    if wanted:
        typer.echo(f"milieusim {_version()}")
        raise typer.Exit


def _version():
    from importlib import metadata

    import milieusim

    try:
        return getattr(milieusim, "__version__", None) or metadata.version("milieusim")
    except metadata.PackageNotFoundError:
        return "(not installed)"


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
):
    pass


@app.command()
@guarded
def designs():
    """List the shipped designs."""
    from milieusim.cli.designs_command import designs

    designs()


@app.command()
@guarded
def new(
    folder: Annotated[Path, typer.Argument(help="Folder to make; new or empty.", show_default=False)],
    base: Annotated[str, typer.Option("--from", metavar="DESIGN", help=DESIGN)] = "acute-ward",
):
    """Make a design folder to edit, with templates for a timetable and an incident log."""
    from milieusim.cli.new_command import new

    new(folder, base)


@app.command()
@guarded
def check(files: Annotated[list[str], typer.Argument(help=DESIGN, metavar="FILE...", show_default=False)]):
    """List every problem of designs, and everything that is allowed but cannot work."""
    from milieusim.cli.designs_command import check

    if not check(files):
        raise typer.Exit(2)


@app.command()
@guarded
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help=DESIGN, show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", help=DESIGN, show_default=False)],
):
    """Show what differs between two designs, path by path."""
    from milieusim.cli.designs_command import diff

    diff(a, b)


@app.command()
@guarded
def schema(
    kind: Annotated[
        SchemaKind, typer.Argument(metavar="design|experiment", help="Which files.")
    ] = SchemaKind.design,
):
    """Print the JSON Schema of design files or of experiment files, for editors."""
    from milieusim.cli.designs_command import schema

    schema(kind.value)


@app.command()
@guarded
def metrics():
    """List the measures of a run: name, label, unit, and which way is better."""
    from milieusim.cli.metrics_command import metrics

    metrics()


@app.command()
@guarded
def run(
    design: Design,
    days: Days = 28,
    seed: Seed = 1,
    engine: Annotated[Engine, typer.Option(help="Which engine.")] = Engine.compiled,
    parameters: Parameters = "best",
    out: Out = None,
    as_json: Json = False,
):
    """Simulate one ward once."""
    from milieusim.cli.run_command import run

    run(design, days, seed, engine.value, parameters, out, as_json)


@app.command()
@guarded
def compare(
    base: Annotated[str, typer.Argument(metavar="BASE", help=DESIGN, show_default=False)],
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help=DESIGN, show_default=False)],
    days: Days = 84,
    replications: Annotated[str, typer.Option(metavar="N|auto", help="Pairs of runs a design.")] = "auto",
    margins: Annotated[
        list[str] | None,
        typer.Option(
            "--margin", metavar="METRIC=5%", help="Smallest difference that matters; may be repeated."
        ),
    ] = None,
    parameters: ManySets = DEFAULT_OF_COMPARE,
    report: Annotated[Path | None, typer.Option(metavar="FILE.html", help="Write a report.")] = None,
    out: Out = None,
    as_json: Json = False,
    verdicts: Annotated[
        list[str] | None,
        typer.Option(
            "--verdict", metavar="METRIC", help="Metric to judge, by name or label; may be repeated."
        ),
    ] = None,
    seed: Seed = 1,
    workers: Annotated[int | None, typer.Option(min=1, help="Threads; all cores if left out.")] = None,
):
    """Compare designs on the same residents and the same luck."""
    replications = _replications(replications)
    from milieusim.cli.compare_command import compare

    compare(
        base, others, days, replications, margins or [], parameters, report, out, as_json,
        verdicts or [], seed, workers,
    )  # fmt: skip


@app.command()
@guarded
def evidence(
    as_json: Json = False,
    quick: Annotated[bool, typer.Option("--quick", help="Stop early, with wider errors.")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="PAGE.html", help="Write a page with a picture a pattern.")
    ] = None,
    parameters: Annotated[
        str | None,
        typer.Option(
            metavar="posterior|best|FILE.parquet",
            help="Parameter sets to score; the shipped ones if left out.",
            show_default=False,
        ),
    ] = None,
    targets: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Published targets; the shipped ones if left out.")
    ] = None,
    seed: Seed = 1,
    workers: Annotated[int | None, typer.Option(min=1, help="Threads; all cores if left out.")] = None,
):
    """Show published patterns beside simulated ones: what the model meets, and what it misses."""
    from milieusim.cli.evidence_command import evidence

    evidence(as_json, quick, out, parameters, targets, seed, workers)


@app.command()
@guarded
def calibrate(
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.parquet", help="Needed: weighted set of parameters to write.", show_default=False
        ),
    ] = None,
    targets: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Published targets; the shipped ones if left out.")
    ] = None,
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What varies; the shipped settings if left out.")
    ] = None,
    work: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Folder of the trail; one that is there is continued."),
    ] = None,
    small: Annotated[bool, typer.Option("--small", help="Try it once, in little time; of no use.")] = False,
    data: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="A ward's own log: weigh the shipped sets by it.")
    ] = None,
    design: Annotated[str | None, typer.Option(help="With --data: that ward.", show_default=False)] = None,
    census: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="With --data: residents by day.")
    ] = None,
    skip_bad_rows: Annotated[
        bool, typer.Option("--skip-bad-rows", help="With --data: go on without rows that cannot be read.")
    ] = False,
    seed: Seed = 1,
    workers: Annotated[int | None, typer.Option(min=1, help="Threads; all cores if left out.")] = None,
):
    """Fit the model to published targets, or to a ward's own log; a stopped fit goes on where it stopped."""
    from milieusim.cli.calibrate_command import calibrate, reweigh

    fitting = {"--targets": targets, "--settings": settings, "--work": work, "--small": small or None}
    weighing = {"--design": design, "--census": census, "--skip-bad-rows": skip_bad_rows or None}
    if data is None:
        calibrate(out, targets, settings, seed, small, work, workers, weighing)
    else:
        reweigh(out, data, design, census, skip_bad_rows, seed, workers, fitting)


for _command in EXPERIMENT_COMMANDS:
    app.command()(guarded(_command))


def _replications(text):
    if text == "auto":
        return text
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise typer.BadParameter(
        f"{text!r} is neither auto nor a whole number above 0.", param_hint="--replications"
    )


def main(argv=None):
    """Run the command line and return its exit status.

    Parameters
    ----------
    argv : list of str, optional
        Arguments without the program's name; those of the process if left out.

    Returns
    -------
    int
    """
    try:
        app(args=argv, prog_name="milieusim")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except KeyboardInterrupt:
        complain(["Interrupted."])
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
