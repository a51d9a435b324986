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
from milieusim.cli.screen_tables import is_watched, say, tell, warmed
from milieusim.errors import ConfigError, VersionsWarning

SOME_FAILED = 3
MOST_REASONS = 5
SPEED_SECONDS = 120


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


def sweep(
    experiment: ExperimentPath,
    store: Store = None,
    executor: Who = None,
    workers: HowMany = None,
    scheduler: Scheduler = None,
    shard: Part = None,
):
    """Run an experiment into a store; after any stop the same command goes on."""
    from milieusim.campaign.experiment.experiment_files import load_experiment
    from milieusim.campaign.experiment.notices import notices
    from milieusim.campaign.sweep.shards import shard_of

    def is_given(store):
        if store is None:
            raise ConfigError(
                "--store is missing: it names the folder that keeps the runs, as in "
                f"`milieusim sweep {experiment} --store out/{Path(experiment).stem}`."
            )

    _, loaded, part = loaded_all([(is_given, store), (load_experiment, experiment), (shard_of, shard)])
    for line in (_plan(loaded, part), *notices(loaded)):
        tell(line)
    _run(loaded, store, executor and executor.value, workers, scheduler, part)


def _plan(experiment, shard):
    points, sets = len(set(experiment.points)), sum(times for _, times in experiment.sets)
    written = experiment.written
    whole = (
        f"{experiment.name}: {_count(points, 'design point')} x {_count(sets, 'parameter set')} x "
        f"{_count(written.replications, 'replication')} = {_count(experiment.runs, 'run')} of {written.days} days."
    )
    return whole if shard is None else f"{whole} This is shard {shard.index} of {shard.count}."


def _count(number, word):
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _run(experiment, store, executor, workers, scheduler, shard):
    from milieusim.campaign.sweep.sweep import run_experiment

    if experiment.written.engine == "compiled" and executor in (None, "threads") and scheduler is None:
        warmed()
    with _ends_politely(), _progress() as shown, _versions_told():
        try:
            result = run_experiment(
                experiment, store, executor, workers, scheduler, shard, progress=_with_damage(shown.update)
            )
        except KeyboardInterrupt:
            shown.close()
            if shown.last:
                tell(f"{shown.last.done:,} of {shown.last.total:,} runs are stored; {_GO_ON}")
            raise
    _say(result, store, shown.last, shard)
    if shown.last.failed:
        raise typer.Exit(SOME_FAILED)


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
    new = last.done - last.before
    part = "" if shard is None else f" of shard {shard.index} of {shard.count}"
    say(f"{_count(last.total, 'run')}{part} in {store}: {new:,} new, {last.before:,} there before.")
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
    """Take the signal by which clusters end a job as Ctrl-C: the lock is given back."""

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


class _Quiet:
    """Remembers how far a sweep is."""

    last = None

    def update(self, progress):
        """Take note of progress."""
        self.last = progress

    def close(self):
        """Nothing was drawn."""


class _Bar(_Quiet):
    """Draws how far a sweep is: runs a second, time left, failures."""

    def __init__(self):
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("runs"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failures]}"),
            console=Console(stderr=True),
            transient=True,
            speed_estimate_period=SPEED_SECONDS,
        )
        self._bar.start()
        self._task = None

    def update(self, progress):
        """Draw progress."""
        if self._task is None:
            fields = {"speed": "", "failures": ""}
            self._task = self._bar.add_task("", total=progress.total, completed=progress.before, **fields)
        self.last = progress
        task = self._bar.tasks[0]
        new, seconds = progress.done - progress.before, task.elapsed or 0
        speed = f"{new / seconds:.3g} runs/s" if new and seconds else ""
        failures = _count(progress.failed, "failure") if progress.failed else ""
        self._bar.update(self._task, completed=progress.done, speed=speed, failures=failures)

    def close(self):
        """Take the bar off the screen."""
        self._bar.stop()


@contextmanager
def _progress():
    """Give what shows progress: a bar if somebody is looking."""
    shown = _Bar() if is_watched() else _Quiet()
    try:
        yield shown
    finally:
        shown.close()
