"""`milieusim calibrate`: fit the model to published targets, or weigh its sets by a ward's own log."""

from pathlib import Path
from typing import Annotated

import typer

from milieusim.cli.declaring import Seed, Targets, Threads
from milieusim.cli.showing.screen_tables import of_stage, say, say_table, shown_progress, tell, warmed
from milieusim.errors import ConfigError

PASSES, MISSES = "inside", "outside"
OutFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.parquet", help="Needed: weighted set of parameters to write.", show_default=False
    ),
]
SettingsFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What varies; the shipped settings if left out.")
]
Work = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Folder of the trail; one that is there is continued.")
]
Small = Annotated[bool, typer.Option("--small", help="Try it once, in little time; of no use.")]
Log = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="A ward's own log: weigh the shipped sets by it."),
]
OwnDesign = Annotated[str | None, typer.Option(help="With --data: that ward.", show_default=False)]
Census = Annotated[Path | None, typer.Option(metavar="FILE.csv", help="With --data: residents by day.")]
SkipBadRows = Annotated[
    bool, typer.Option("--skip-bad-rows", help="With --data: go on without rows that cannot be read.")
]

WordsFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        metavar="FILE.yaml",
        help="With --data: what its columns and words mean; mapping.yaml beside the log if left out, and written on "
        "the first try.",
        show_default=False,
    ),
]


def calibrate(
    out: OutFile = None,
    targets: Targets = None,
    settings: SettingsFile = None,
    work: Work = None,
    small: Small = False,
    data: Log = None,
    design: OwnDesign = None,
    census: Census = None,
    skip_bad_rows: SkipBadRows = False,
    mapping: WordsFile = None,
    seed: Seed = 1,
    workers: Threads = None,
):
    """Fit the model to published targets, or to a ward's own log; a stopped fit goes on where it stopped."""
    fitting = {"targets": targets, "settings": settings, "work": work, "small": small}
    weighing = {"design": design, "census": census, "skip_bad_rows": skip_bad_rows, "mapping": mapping}
    if data is None:
        problems = [
            f"{name} is given without --data; name the ward's log, or leave {name} out."
            for name in _given(weighing)
        ]
        _fit(out, problems, seed=seed, workers=workers, **fitting)
    else:
        problems = [f"{name} does not go with --data; leave one of them out." for name in _given(fitting)]
        _reweigh(out, problems, data, seed=seed, workers=workers, **weighing)


def _given(options):
    return [f"--{name.replace('_', '-')}" for name, value in options.items() if value not in (None, False)]


def _fit(out, problems, targets, settings, work, small, seed, workers):
    from milieusim.calibration.calibrate import calibrate as calibrated
    from milieusim.output_paths import SETS, output_problems

    inputs = [file for file in (targets, settings) if file is not None]
    problems += _missing(out, "") or output_problems(out, "--out", SETS, inputs)
    if problems:
        raise ConfigError(problems)
    warmed()
    with shown_progress(is_kept=True) as announce:
        result = calibrated(out, targets, seed, small, work, workers, settings, announce=announce)
    _say(result, targets)
    tell(f"Wrote {len(result.sets)} sets to {out}; the trail is in {result.folder}.")


def _reweigh(out, problems, data, design, census, skip_bad_rows, mapping, seed, workers):
    from milieusim.calibration.own_ward.mapping.mapping_file import NAME
    from milieusim.calibration.own_ward.reweighing import reweigh as reweighed

    if design is None:
        problems.append("--data needs --design: the ward as it was while the log was kept.")
    problems += _missing(out, f" --data {data} --design {design or 'acute-ward'}")
    if problems:
        raise ConfigError(problems)
    warmed()
    told = []

    def tell_at_once(note):
        told.append(note)
        tell(note)

    with shown_progress(is_kept=True) as announce:
        result = reweighed(
            data, design, out, census, seed=seed, workers=workers, progress=of_stage(announce, "sets"),
            skip_bad_rows=skip_bad_rows, mapping=mapping or data.with_name(NAME), tell=tell_at_once,
        )  # fmt: skip
    say_table("The ward's own log beside the sets", *result.rows())
    say("")
    for note in (note for note in result.notes if note not in told):
        say(note)
    say(result.sentence)
    tell(f"Wrote {len(result.sets)} sets with their new weights to {out}.")


def _missing(out, options):
    if out is not None:
        return []
    return [
        "--out is missing: it names the file that keeps the fitted sets, as in "
        f"`milieusim calibrate{options} --out sets.parquet`."
    ]


def _say(result, targets):
    from milieusim.analysis.numbers import number
    from milieusim.evidence.targets import load_targets

    score, facts, labels = result.score, result.facts, load_targets(targets)
    cells = [
        [
            row.target,
            labels[row.target].label,
            number(row.low),
            number(row.high),
            number(row.pooled),
            PASSES if row.is_inside else MISSES,
            f"{100 * row.pass_share:.0f} %",
        ]
        for row in score.itertuples()
    ]
    columns = ["target", "pattern", ">low", ">high", ">over all sets", "is", ">of sets inside"]
    say_table("Targets on fresh seeds", columns, cells)
    say("")
    say(f"{int(score['is_inside'].sum())} of {len(score)} targets lie inside their intervals.")
    _say_parameters(result.coverage, facts)


def _say_parameters(coverage, facts):
    say("")
    rows = [row for row in coverage.itertuples() if row.is_identified]
    cells = [[row.parameter, f"{row.contraction:.2f}", f"{100 * row.covered:.0f} %"] for row in rows]
    columns = ["parameter", ">of the prior's spread", ">90 % interval holds"]
    say_table("Parameters that the targets identify", columns, cells)
    say("")
    say(f"No target constrains: {', '.join(facts['not_constrained']) or 'none'}.")
    left = ", ".join(f"{share:.2g}" for share in facts["share_left"])
    say(f"Share of the prior that each wave left: {left}.")
