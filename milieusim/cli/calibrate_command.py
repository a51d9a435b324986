"""`milieusim calibrate`: fit the model to published targets, or weigh its sets by a ward's own log."""

from contextlib import contextmanager

from milieusim.cli.screen_tables import say, say_table, tell, warmed
from milieusim.errors import ConfigError

PASSES, MISSES = "inside", "outside"


def calibrate(out, targets, settings, seed, small, work, workers, others=None):
    """Fit the model and write the weighted set of parameters.

    Parameters
    ----------
    out : pathlib.Path or None
        Parquet file to write; None is refused with an example.
    targets, settings : pathlib.Path or None
    seed : int
    small : bool
    work : pathlib.Path or None
        Folder of the trail.
    workers : int or None
    others : dict, optional
        Options that only a ward's own log takes, by name; None where not given.
    """
    from milieusim.calibration.calibrate import calibrate as calibrated
    from milieusim.files import file_problems

    given = [name for name, value in (others or {}).items() if value is not None]
    problems = [
        f"{name} is given without --data; name the ward's log, or leave {name} out." for name in given
    ]
    problems += _missing(out, "") or file_problems(out, "--out")
    if problems:
        raise ConfigError(problems)
    warmed()
    with _progress() as announce:
        result = calibrated(out, targets, seed, small, work, workers, settings, announce=announce)
    _say(result, targets)
    tell(f"Wrote {len(result.sets)} sets to {out}; the trail is in {result.folder}.")


def reweigh(out, data, design, census, skip_bad_rows, seed, workers, others=None):
    """Weigh the shipped sets by a ward's own log and write them with their new weights.

    Parameters
    ----------
    out : pathlib.Path or None
        Parquet file to write; None is refused with an example.
    data : pathlib.Path
    design : str or None
    census : pathlib.Path or None
    skip_bad_rows : bool
    seed : int
    workers : int or None
    others : dict, optional
        Options that only a fit to targets takes, by name; None where not given.
    """
    from milieusim.calibration.own_ward.reweighing import reweigh as reweighed

    given = [name for name, value in (others or {}).items() if value is not None]
    problems = [f"{name} does not go with --data; leave one of them out." for name in given]
    if design is None:
        problems.append("--data needs --design: the ward as it was while the log was kept.")
    problems += _missing(out, f" --data {data} --design {design or 'acute-ward'}")
    if problems:
        raise ConfigError(problems)
    warmed()
    with _progress() as announce:
        tell_sets = announce and (lambda done, total: announce("sets", done, total))
        result = reweighed(
            data,
            design,
            out,
            census,
            seed=seed,
            workers=workers,
            progress=tell_sets,
            skip_bad_rows=skip_bad_rows,
        )
    say_table("The ward's own log beside the sets", *result.rows())
    say("")
    for note in result.notes:
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


@contextmanager
def _progress():
    """Show on stderr how far each stage is, if somebody is looking."""
    import sys

    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    parts = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*parts, console=Console(stderr=True)) as bar:
        tasks = {}

        def announce(stage, done, total):
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield announce


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
