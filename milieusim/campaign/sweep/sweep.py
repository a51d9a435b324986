"""Running an experiment into a store: what is not there yet is handed out, chunk by chunk."""

from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import contextmanager, suppress
from typing import NamedTuple

from milieusim.campaign.experiment.experiment_files import load_experiment
from milieusim.campaign.experiment.own_things import own_things
from milieusim.campaign.store.chunk_checks import found_in, removed, tables_of
from milieusim.campaign.store.store import Store
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep.disk import GO_ON, told_of_death, told_of_disk
from milieusim.campaign.sweep.executors import chosen, shares_memory
from milieusim.campaign.sweep.log import Log
from milieusim.campaign.sweep.looking import looks_left, refuse_unmeasured
from milieusim.campaign.sweep.sent import sent
from milieusim.campaign.sweep.shards import shard_of
from milieusim.campaign.sweep.stages import begun, refuse_other_folder
from milieusim.campaign.sweep.versions import warn_of_other_versions
from milieusim.errors import RunError

MOST_DEATHS = 3
"""Deaths of workers without one finished chunk between them, before the sweep gives up."""


class Progress(NamedTuple):
    """How far a sweep is: runs of this shard that are in the store, and how many of these failed.

    `damaged` says, the first time, which files were not as they had been written; their chunks are run again.
    """

    done: int
    total: int
    failed: int
    before: int
    damaged: tuple = ()


def run_experiment(
    experiment,
    store,
    executor=None,
    workers=None,
    scheduler=None,
    shard=None,
    rules=None,
    progress=None,
    retry_failures=False,
    metrics=None,
    resident_class=None,
    staff_class=None,
):
    """Run an experiment into a store; what the store holds already is not run again.

    The same call goes on after whatever stopped it, and every file is then the same, byte for byte, as without
    the stop, on any executor, number of workers and division into shards.

    Parameters
    ----------
    experiment : path-like, dict or Experiment
        As `load_experiment` takes it.
    store : path-like or str
        A folder, or an address that fsspec knows. One that is there is continued, or extended if the experiment
        asks for all that it asked for before and more.
    executor : {"threads", "processes", "dask"} or concurrent.futures.Executor, optional
        Threads for the compiled engine and processes for the agents engine if left out. Called from a script,
        Dask needs ``if __name__ == "__main__":`` around the call.
    workers : int, optional
        As many as there are processors if left out.
    scheduler : str, optional
        Address of a Dask scheduler; a cluster on this machine if left out.
    shard : str, optional
        ``"3/16"``: the third of sixteen parts, each for a machine of its own. With ``until``, a part ends at a look that
        lacks runs of other parts: call all of them again.
    rules : dict of str to function, optional
        Rules to replace, as in `simulate`.
    progress : callable, optional
        Called with a `Progress` as chunks finish.
    retry_failures : bool
        Run chunks again in which a run failed, as after a fault of a machine.
    metrics : list of Metric, optional
        Metrics of your own, as `register_metric` returns them; all that are registered if left out.
    resident_class, staff_class : type, optional
        Subclasses of `Resident` and `Staff`, as in `simulate`; for ``engine: agents`` only.

    Rules, metrics and classes of your own go to workers with their code, from a notebook, a prompt or a file.

    Returns
    -------
    Store
        Failed runs are in `Store.failures`.

    Raises
    ------
    ConfigError
        With every problem of the experiment; if the store is of another one, or was moved while it was written.
    RunError
        If the disk is full or workers keep dying; the same call goes on where it stopped.

    Examples
    --------
    >>> import tempfile
    >>> asked = {"name": "small", "designs": "acute-ward", "days": 1, "replications": 2, "parameters": "best"}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = ms.run_experiment(asked, f"{folder}/store", executor="threads", workers=1)
    ...     len(store.metrics())
    2
    """
    experiment, place, shard = load_experiment(experiment), place_at(store), shard_of(shard)
    engine = experiment.written.engine
    begin_workers = chosen(executor, workers, scheduler, engine)
    own = own_things(rules, metrics, resident_class, staff_class, engine)
    refuse_unmeasured(experiment, own)
    handed = own if shares_memory(executor, scheduler, engine) else sent(own)
    refuse_other_folder(place)
    begun_with = None
    with _at_hand(begin_workers, scheduler) as hands, told_of_disk(place):
        for look in looks_left(place, experiment, is_part=shard is not None):
            manifest = begun(place, look, own)
            told = progress or (lambda told: None)
            sweep = _Sweep(place, manifest, shard, (own, handed), told, retry_failures, begun_with)
            begun_with, retry_failures = sweep.before, False
            if sweep.todo:
                warn_of_other_versions(manifest)
                sweep.run(hands, shard)
    return Store(place)


@contextmanager
def _at_hand(begin_workers, scheduler):
    """Give workers: those of a scheduler are begun now, so that one that does not answer leaves nothing behind."""
    hands = _Hands(begin_workers)
    if scheduler is not None:
        hands.begin()
    try:
        yield hands
    finally:
        hands.close()


class _Hands:
    """Workers that are begun when there is something to do, and once for all looks of an experiment."""

    def __init__(self, begin_workers):
        self._begin_workers, self._workers = begin_workers, None

    def begin(self):
        """Return the workers."""
        if self._workers is None:
            self._workers = self._begin_workers()
        return self._workers

    def close(self, at_once=False):
        """End them, if they are there."""
        workers, self._workers = self._workers, None
        if workers is not None:
            workers.close(at_once=at_once)


class _Sweep:
    def __init__(self, place, manifest, shard, own, progress, retry_failures, before=None):
        self.place, self.progress = place, progress
        self.plan = manifest.plan()
        self.numbers = range(self.plan.chunks) if shard is None else shard.numbers(self.plan.chunks)
        found = found_in(place, self.plan, self.numbers)
        again = {note.name: [] for note in found.notes if note.failed and retry_failures}
        for name in {**found.damaged, **again}:
            removed(place, name, tables_of(manifest))
        place.remove_drafts()
        self.damaged = found.faults
        self.total = self._runs(self.numbers)
        self._count({number: note for number, note in found.done.items() if note.name not in again})
        self.at_first = self.done
        self.before = self.done if before is None else before
        self.work = place.location, manifest.digest
        self.engine = manifest.facts["clock"]["engine"]
        self.own, self.handed = own
        self._tell(self.damaged)

    def _runs(self, numbers):
        return sum(self.plan.chunk(number).runs for number in numbers)

    def _count(self, done):
        self.todo = [number for number in self.numbers if number not in done]
        self.done = self.total - self._runs(self.todo)
        self.failed = sum(note.failed for note in {note.name: note for note in done.values()}.values())

    def _tell(self, damaged=()):
        self.progress(Progress(self.done, self.total, self.failed, self.before, tuple(damaged)))

    def run(self, hands, shard):
        """Hand out what is to do until all of it is done."""
        workers = hands.begin()
        facts = {"executor": workers.name, "workers": workers.workers, "shard": shard and shard.label}
        log, end, is_well = Log(self.place, **facts, chunks=len(self.todo)), "stopped", False
        if self.damaged:
            log.say(damaged=self.damaged)
        try:
            if workers.name in ("threads", "processes") and self.engine == "compiled":
                _compile_once(dict(self.own.rules))
            self._drive(workers, log)
            end, is_well = "finished", True
        except KeyboardInterrupt:
            end = "interrupted"
            raise
        finally:
            if not is_well:
                hands.close(at_once=True)
            if end == "interrupted":
                self._count_again()
            log.close(end=end, runs=self.done - self.at_first, failed=self.failed)
            if end == "interrupted":
                self._tell()

    def _count_again(self):
        """Count what workers finished after the last look at them: only what is stored when they have ended is true."""
        with suppress(OSError):
            self._count(found_in(self.place, self.plan, self.numbers).done)

    def _drive(self, workers, log):
        """Keep every worker busy; chunks of a worker that died are handed out again."""
        todo, waiting, deaths = self.todo[::-1], {}, 0
        while todo or waiting:
            lost = self._hand_out(workers, todo, waiting)
            for future in workers.finished(waiting) if not lost else []:
                number = waiting.pop(future)
                try:
                    outcome = workers.outcome(future)
                except workers.lost as error:
                    lost.append(number)
                    self.cause = error
                except (BrokenExecutor, CancelledError) as error:
                    raise RunError(f"The workers are gone ({_named(error)}). {GO_ON}") from error
                else:
                    deaths = 0
                    self._finish(outcome, log)
            if lost:
                lost += workers.also_lost(waiting)
                deaths += 1
                log.say(lost=lost)
                if deaths >= MOST_DEATHS:
                    raise RunError(self._of_deaths(min(lost)))
                todo += sorted(lost, reverse=True)

    def _hand_out(self, workers, todo, waiting):
        """Hand out chunks up to the workers' window; return those that found no worker."""
        room = workers.window - len(waiting)
        if not todo or room < min(workers.fewest, len(todo)):
            return []
        chunks = [self.plan.chunk(number) for number in todo[: -room - 1 : -1]]
        try:
            for future in workers.submitted(*self.work, chunks, self.handed):
                waiting[future] = todo.pop()
        except workers.lost as error:
            self.cause = error
            return [todo.pop()]
        return []

    def _finish(self, outcome, log):
        self.done, self.failed = self.done + outcome.runs, self.failed + outcome.failed
        log.finished(outcome)
        self._tell()

    def _of_deaths(self, number):
        chunk = self.plan.chunk(number)
        cell = self.plan.cells(chunk)[0]
        return (
            f"Workers died {MOST_DEATHS} times without finishing anything, the last time near run {chunk.first_run} "
            f"(point {cell.point}, {cell.parameter_set}, seed {cell.seeds[0]}). {told_of_death(self.cause)} {GO_ON}"
        )


def _named(error):
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _compile_once(rules):
    """Compile the engine before threads or processes would each begin to."""
    from milieusim.engines.compiled import building as compiled

    if rules:
        compiled.kernel(rules)
    else:
        compiled.warm()
