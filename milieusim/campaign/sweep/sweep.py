"""Running an experiment into a store: what is not there yet is handed out, chunk by chunk."""

from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, wait
from contextlib import contextmanager, suppress
from typing import NamedTuple

from milieusim.campaign.experiment.experiment_files import load_experiment
from milieusim.campaign.store.arrow_columns import FAILURES, METRICS
from milieusim.campaign.store.chunk_checks import found_in
from milieusim.campaign.store.store import Store
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep.disk import told_of_disk
from milieusim.campaign.sweep.executors import GO_ON, chosen
from milieusim.campaign.sweep.guard import alone
from milieusim.campaign.sweep.lock import owned
from milieusim.campaign.sweep.log import Log
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
        processes and Dask need ``if __name__ == "__main__":`` around the call.
    workers : int, optional
        As many as there are processors if left out.
    scheduler : str, optional
        Address of a Dask scheduler; a cluster on this machine if left out.
    shard : str, optional
        ``"3/16"``: the third of sixteen parts, each for a machine of its own.
    rules : dict of str to function, optional
        Rules to replace, as in `simulate`.
    progress : callable, optional
        Called with a `Progress` as chunks finish.

    Returns
    -------
    Store
        Failed runs are in `Store.failures`.

    Raises
    ------
    ConfigError
        With every problem of the experiment; or if the store is of another one, or another process works on it.
    RunError
        If the disk is full or workers keep dying; the same call goes on where it stopped.
    """
    experiment, place, shard = load_experiment(experiment), place_at(store), shard_of(shard)
    begin_workers = chosen(executor, workers, scheduler, experiment.written.engine)
    refuse_other_folder(place)
    with _at_hand(begin_workers, scheduler) as begin, told_of_disk(place), owned(place, shard) as ownership:
        with alone(place):
            manifest, stages = begun(place, experiment, rules)
        chunks = [chunk for chunk in manifest.chunks(stages) if shard is None or shard.has(chunk.number)]
        sweep = _Sweep(place, manifest, chunks, rules, ownership.checked(progress))
        if sweep.todo:
            warn_of_other_versions(manifest)
            sweep.run(begin(), shard)
    return Store(place)


@contextmanager
def _at_hand(begin_workers, scheduler):
    """Give what begins workers: those of a scheduler now, so that one that does not answer leaves nothing behind."""
    if scheduler is None:
        yield begin_workers
        return
    workers = begin_workers()
    try:
        yield lambda: workers
    finally:
        workers.close()


class _Sweep:
    def __init__(self, place, manifest, chunks, rules, progress):
        self.place, self.progress = place, progress
        self.chunks, self.names = chunks, {chunk.name for chunk in chunks}
        self.folders = METRICS, FAILURES, *manifest.facts["keep"]
        self.manifest, found = manifest, found_in(place, manifest, self.names)
        self.damaged = found.faults
        self._clear_drafts()
        self.todo = [chunk for chunk in chunks if chunk.name not in found.done]
        self._clear_left_over(found)
        self.total = sum(chunk.runs for chunk in chunks)
        self.done = self.before = self.total - sum(chunk.runs for chunk in self.todo)
        self.failed = found.failed
        self.work = place.location, manifest.digest
        self.engine = manifest.facts["clock"]["engine"]
        self.rules = tuple(sorted((rules or {}).items()))
        self._tell(self.damaged)

    def _clear_drafts(self):
        """Remove what killed writers left of our chunks."""
        for folder in self.folders:
            self.place.remove_drafts(folder, lambda draft: draft.partition(".")[0] in self.names)

    def _clear_left_over(self, found):
        """Remove what is left of our chunks that are damaged or not finished, first what says that they are done."""
        for chunk in self.todo:
            for file in found.left_over(chunk.name):
                self.place.remove(file)

    def _tell(self, damaged=()):
        self.progress(Progress(self.done, self.total, self.failed, self.before, tuple(damaged)))

    def run(self, workers, shard):
        """Hand out what is to do until all of it is done."""
        facts = {"executor": workers.name, "workers": workers.workers, "shard": shard and shard.label}
        log, end, is_well = Log(self.place, **facts, chunks=len(self.todo)), "stopped", False
        if self.damaged:
            log.say(damaged=self.damaged)
        try:
            if workers.name in ("threads", "processes") and self.engine == "compiled":
                _compile_once(dict(self.rules))
            self._drive(workers, log)
            self._clear_drafts()
            end, is_well = "finished", True
        except KeyboardInterrupt:
            end = "interrupted"
            raise
        finally:
            workers.close(at_once=not is_well)
            if end == "interrupted":
                self._count_again()
            log.close(end=end, runs=self.done - self.before, failed=self.failed)
            if end == "interrupted":
                self._tell()

    def _count_again(self):
        """Count what workers finished after the last look at them: only what is stored when they have ended is true."""
        with suppress(OSError):
            found = found_in(self.place, self.manifest, self.names)
            self.done = sum(chunk.runs for chunk in self.chunks if chunk.name in found.done)
            self.failed = found.failed

    def _drive(self, workers, log):
        """Keep every worker busy; chunks of a worker that died are handed out again."""
        todo, waiting, deaths = list(reversed(self.todo)), {}, 0
        while todo or waiting:
            lost = self._hand_out(workers, todo, waiting)
            ready = wait(waiting, return_when=FIRST_COMPLETED).done if not lost else []
            for future in ready:
                chunk = waiting.pop(future)
                try:
                    outcome = future.result()
                except workers.lost:
                    lost.append(chunk)
                except (BrokenExecutor, CancelledError) as error:
                    raise RunError(f"The workers are gone ({_named(error)}). {GO_ON}") from error
                else:
                    deaths = 0
                    self._finish(outcome, log)
            if lost:
                lost += workers.also_lost(waiting)
                deaths += 1
                log.say(lost=[chunk.name for chunk in lost])
                if deaths >= MOST_DEATHS:
                    raise RunError(_of_deaths(min(lost)))
                todo += sorted(lost, reverse=True)

    def _hand_out(self, workers, todo, waiting):
        """Hand out chunks up to the workers' window; return those that found no worker."""
        while todo and len(waiting) < workers.window:
            chunk = todo.pop()
            try:
                waiting[workers.submit(*self.work, chunk, self.rules)] = chunk
            except workers.lost:
                return [chunk]
        return []

    def _finish(self, outcome, log):
        self.done, self.failed = self.done + outcome.runs, self.failed + outcome.failed
        log.finished(outcome)
        self._tell()


def _named(error):
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _of_deaths(chunk):
    cell = chunk.cells[0]
    return (
        f"Workers died {MOST_DEATHS} times without finishing anything, the last time near run {chunk.first_run} "
        f"(design {cell.design}, {cell.parameter_set}, seed {cell.seeds[0]}). Often memory ran out: try fewer "
        'workers, or keep fewer tables. In a script, processes need `if __name__ == "__main__":` around the call. '
        f"{GO_ON}"
    )


def _compile_once(rules):
    """Compile the engine before threads or processes would each begin to."""
    from milieusim.engines.compiled import building as compiled

    if rules:
        compiled.kernel(rules)
    else:
        compiled.warm()
