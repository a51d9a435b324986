"""`milieusim sweep`: an experiment into a store, from wherever it stopped."""

import signal
import threading
import warnings
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from milieusim.cli.declaring import loaded_all
from milieusim.cli.showing.screen_tables import is_watched, say, tell, warmed
from milieusim.cli.showing.sweep_progress import progress_shown
from milieusim.errors import ConfigError, VersionsWarning
from milieusim.phrasing import listed

SOME_FAILED = 3
MOST_REASONS = 5
ASKS_HOURS = 100


class Executor(str, Enum):  # noqa: UP042 - typer shows and reads the values
    """Who works on a sweep."""

    threads = "threads"
    processes = "processes"
    dask = "dask"


ExperimentPath = Annotated[
    str, typer.Argument(metavar="EXPERIMENT.yaml", help="What to run.", show_default=False)
]
Store = Annotated[
    str | None,
    typer.Option(
        metavar="FOLDER",
        help="Needed: where runs are kept; one that is there is continued or extended.",
        show_default=False,
    ),
]
Who = Annotated[
    Executor | None,
    typer.Option(help="Who works; threads if left out, processes for the agents engine.", show_default=False),
]
HowMany = Annotated[int | None, typer.Option(min=1, help="How many; all cores if left out.")]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Of a Dask scheduler, such as tcp://host:8786.")
]
Part = Annotated[
    str | None,
    typer.Option(metavar="I/N", help="Only this part, such as 3/16; each on a machine of its own."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Tell what it would cost, by a few runs, and write nothing.")
]
Yes = Annotated[
    bool, typer.Option("--yes", help=f"Do not ask before more than {ASKS_HOURS} processor hours.")
]
Retry = Annotated[bool, typer.Option("--retry-failures", help="Run chunks again in which a run failed.")]
Imported = Annotated[
    str | None,
    typer.Option(
        "--import",
        metavar="MODULE",
        help="Module or .py file with rules, metrics, resident_class, staff_class or designs of your own.",
        show_default=False,
    ),
]


def sweep(
    experiment: ExperimentPath,
    store: Store = None,
    executor: Who = None,
    workers: HowMany = None,
    scheduler: Scheduler = None,
    shard: Part = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    retry_failures: Retry = False,
    imported: Imported = None,
):
    """Run an experiment into a store; after any stop the same command goes on."""
    from milieusim.campaign.experiment.experiment_files import load_experiment
    from milieusim.campaign.experiment.notices import notices
    from milieusim.campaign.sweep.own_module import taken_from
    from milieusim.campaign.sweep.shards import shard_of

    def is_given(store):
        if store is None and not dry_run:
            raise ConfigError(
                "--store is missing: it names the folder that keeps the runs, as in "
                f"`milieusim sweep {experiment} --store out/{Path(experiment).stem}`."
            )

    def loaded_with_own(source):
        own.update({} if imported is None else taken_from(imported))
        return load_experiment(source, own.pop("designs", ()))

    own = {}
    _, loaded, part = loaded_all([(is_given, store), (loaded_with_own, experiment), (shard_of, shard)])
    for line in (_plan(loaded, part), *notices(loaded)):
        tell(line)
    if dry_run:
        _tell_cost(loaded, own)
        return
    if not yes:
        _ask_if_long(loaded)
    _run(
        loaded,
        store,
        executor and executor.value,
        workers,
        scheduler,
        part,
        {**own, "retry_failures": retry_failures},
    )


def _tell_cost(experiment, own):
    """Tell what a sweep would cost."""
    from milieusim.campaign.experiment.own_things import own_things
    from milieusim.campaign.sweep.estimate import estimated

    found = estimated(experiment, own_things(**own, engine=experiment.written.engine))
    hours = _time(found.hours)
    disk = f"{found.megabytes:,.0f} MB" if found.megabytes < 1e4 else f"{found.megabytes / 1e3:,.0f} GB"
    most = "At most " if len(experiment.looks) > 1 else ""
    say(
        f"{most}{_count(found.runs, 'run')} in {_count(found.chunks, 'chunk')}: about {hours} of one core, {disk} on "
        f"disk, {_count(found.files, 'file')} in {_count(found.folders, 'folder')}. By {_count(found.tried, 'run')} on "
        "this machine; nothing was written."
    )
    if own.get("rules") and experiment.written.engine == "compiled":
        say("Beside this, each process and start compiles the engine with your rules: about half a minute.")


def _time(hours):
    seconds = 3600 * hours
    if seconds < 60:
        return f"{seconds:.2g} seconds"
    return f"{hours:,.1f} hours" if hours >= 1 else f"{60 * hours:.2g} minutes"


def _ask_if_long(experiment):
    """Ask before a sweep that takes long; where nobody can answer, it needs --yes."""
    from milieusim.campaign.sweep.estimate import usual_hours

    hours = usual_hours(experiment)
    if hours <= ASKS_HOURS:
        return
    told = f"{experiment.runs:,} runs take about {hours:,.0f} hours of one core"
    if not is_watched():
        raise ConfigError(f"{told}: say --yes if that is meant; --dry-run tells more.")
    typer.confirm(f"{told}. Go on?", abort=True, err=True)


def _plan(experiment, shard):
    points, sets = experiment.points.different, sum(times for _, times in experiment.sets)
    first, most = experiment.looks[0], experiment.looks[-1]
    fewest = f"{first:,} to " if first < most else ""
    runs = f"{points * sets * first:,} to " if first < most else ""
    whole = (
        f"{experiment.name}: {_count(points, 'design point')} x {_count(sets, 'parameter set')} x "
        f"{fewest}{_count(most, 'replication')} = {runs}{_count(experiment.runs, 'run')} of "
        f"{experiment.written.days} days."
    )
    return whole if shard is None else f"{whole} This is shard {shard.index} of {shard.count}."


def _count(number, word):
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _run(experiment, store, executor, workers, scheduler, shard, more):
    from milieusim.campaign.sweep.sweep import run_experiment

    with _ends_politely(), progress_shown() as shown, _versions_told():
        try:
            if experiment.written.engine == "compiled":
                _made_ready(executor in (None, "threads") and scheduler is None, more.get("rules"))
            result = run_experiment(
                experiment,
                store,
                executor,
                workers,
                scheduler,
                shard,
                progress=_with_damage(shown.update),
                **more,
            )
        except KeyboardInterrupt:
            shown.close()
            tell(f"{_stored(shown.last)}; {_GO_ON}")
            raise
    _say(result, store, shown.last, shard)
    if shown.last.failed:
        raise typer.Exit(SOME_FAILED)


def _stored(last):
    return f"{last.done:,} of {last.total:,} runs are stored" if last else "Stopped before the first new run"


def _made_ready(is_here, rules):
    """Compile the engine for this process, or tell that it is compiled anew with somebody's own rules."""
    if rules:
        tell(
            f"Before the first new run the engine is compiled with {listed(sorted(rules))} replaced: about half a "
            "minute, in each process and at each start."
        )
    elif is_here:
        warmed()


@contextmanager
def _versions_told():
    """Show the warning of other versions as a message, before the runs that it is about."""
    with warnings.catch_warnings():
        before = warnings.showwarning

        def show(message, category, *where, **how):
            if issubclass(category, VersionsWarning):
                tell(str(message))
            else:
                before(message, category, *where, **how)

        warnings.simplefilter("always", VersionsWarning)
        warnings.showwarning = show
        yield


def _with_damage(update):
    """Return what shows progress, and tells of files that were damaged."""

    def told(progress):
        if progress.damaged:
            tell("Damaged since they were written; their chunks are run again:")
            for line in progress.damaged:
                tell(f"  {line}")
        update(progress)

    return told


_GO_ON = "the same command goes on where it stopped."


def _say(result, store, last, shard):
    from milieusim.campaign.sweep.looking import how_well_known

    new = last.done - last.before
    part = "" if shard is None else f" of shard {shard.index} of {shard.count}"
    say(f"{_count(last.total, 'run')}{part} in {store}: {new:,} new, {last.before:,} there before.")
    if "until" in result.experiment:
        say(how_well_known(result, is_part=shard is not None))
    if last.failed:
        say(f"{last.failed:,} of them failed and are kept as failures:")
        for line in _reasons(result.failures()):
            say(line)


def _reasons(failures):
    """Return the commonest reasons of failures, a line each."""
    groups = failures.groupby(["stage", "error"], observed=True)
    found = sorted(((len(rows), key, rows.iloc[0]) for key, rows in groups), key=lambda item: -item[0])
    lines = [
        f"  {count:,} x {stage}, {error}: {' '.join(first.message.split())[:200]} (run {first.run})"
        for count, (stage, error), first in found[:MOST_REASONS]
    ]
    return lines + [f"  and {len(found) - MOST_REASONS} more kinds"] * (len(found) > MOST_REASONS)


@contextmanager
def _ends_politely():
    """Take the signal by which clusters end a job as Ctrl-C: what is done is told."""

    def interrupt(*_):
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
