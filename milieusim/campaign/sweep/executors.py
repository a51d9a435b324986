"""Who works: threads, processes, Dask, or any executor that somebody hands in."""

import concurrent.futures as pools
import math
import os
import threading
import time
from contextlib import suppress

from milieusim.campaign.sweep.disk import GO_ON, refuse_few_files
from milieusim.campaign.sweep.versions import run_as_there, versions_here
from milieusim.campaign.sweep.work import run_chunk
from milieusim.errors import ConfigError, RunError
from milieusim.pool import threads
from milieusim.python_values import as_python

EXECUTORS = ["threads", "processes", "dask"]
DASK_SECONDS = 30
PARENT_SECONDS = 0.5
"""How often a worker looks whether its parent is there."""
COUNTED_SECONDS = 2.0
"""How long the number of Dask's workers is taken to be what it was."""
AHEAD = 2
"""Chunks handed out for each worker: the next one is there when it finishes, and the parent holds few."""
A_BATCH = 16
"""Part of these that Dask's scheduler is told of at once, at least."""


def processors():
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def chosen(executor, workers=None, scheduler=None, engine="compiled"):
    """Return how to begin the workers of a sweep, once it is known that there is something to do.

    Parameters
    ----------
    executor : {"threads", "processes", "dask"} or concurrent.futures.Executor or None
        None: threads for the compiled engine, processes for the agents engine.
    workers : int, optional
        As many as there are processors if left out.
    scheduler : str, optional
        Address of a Dask scheduler; a cluster on this machine if left out.
    engine : str

    Returns
    -------
    callable
        Without arguments; returns `Threads`, `Processes`, `Dask` or `Given`.

    Raises
    ------
    ConfigError
        If what was asked for does not go together.
    """
    if isinstance(executor, pools.Executor):
        return lambda: Given(executor, workers)
    executor = _usual(executor, scheduler, engine)
    workers, problems = as_python(workers), []
    if executor not in EXECUTORS:
        problems.append(f"executor is {executor!r}; it must be {', '.join(EXECUTORS)} or an Executor.")
    if scheduler is not None and executor != "dask":
        problems.append(f"--scheduler is given with executor {executor}; only dask takes one.")
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, int) or workers < 1):
        problems.append(f"workers is {workers!r}; it must be a whole number from 1.")
    if scheduler is not None and workers is not None:
        problems.append("--workers is given with --scheduler; the scheduler's workers are there already.")
    if problems:
        raise ConfigError(problems)
    if scheduler is None:
        refuse_few_files(executor, workers or processors())
    if executor == "dask":
        return lambda: Dask(scheduler, workers)
    kind = {"threads": Threads, "processes": Processes}[executor]
    return lambda: kind(workers or processors())


def _usual(executor, scheduler, engine):
    if executor is not None:
        return executor
    return "dask" if scheduler else "threads" if engine == "compiled" else "processes"


def shares_memory(executor, scheduler=None, engine="compiled"):
    """Return whether workers see the very objects of this process, with what `chosen` takes: nothing is sent then."""
    return isinstance(executor, pools.ThreadPoolExecutor) or _usual(executor, scheduler, engine) == "threads"


class _Workers:
    """What all kinds of workers have: `name`, `workers`, the errors of `lost` ones, and a pool of their own."""

    lost, fewest = (), 1

    @property
    def window(self):
        """How many chunks may be handed out at once."""
        return AHEAD * self.workers

    def submit(self, *work):
        """Hand out a chunk, and the versions that a worker must have to do it."""
        return self._pool.submit(run_as_there, versions_here(), run_chunk, *work)

    def submitted(self, location, digest, chunks, own):
        """Yield what will hold the outcome of each chunk, as it is handed out."""
        for chunk in chunks:
            yield self.submit(location, digest, chunk, own)

    def finished(self, waiting):
        """Wait for some of what is waited for, and return what has an outcome."""
        return pools.wait(waiting, return_when=pools.FIRST_COMPLETED).done

    def outcome(self, future):
        """Return the outcome of a chunk, or raise what went wrong."""
        return future.result()

    def also_lost(self, waiting):
        """Return what else went with a worker: nothing where others go on, or nobody can begin it again."""
        return []


class Threads(_Workers):
    """Threads of this process: the compiled engine lets go of Python's lock."""

    name = "threads"

    def __init__(self, workers):
        self.workers = workers
        self._stop = threading.Event()
        self._pool = threads(workers)

    def submit(self, *work):
        """Hand out a chunk, and how to know that it should stop."""
        return super().submit(*work, self._stop.is_set)

    def close(self, at_once=False):
        """End the workers: after what they have, or after the run that each is in."""
        if at_once:
            self._stop.set()
        self._pool.shutdown(cancel_futures=at_once)


def _leave_interrupts():
    """Leave interrupts to the parent."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _begin_worker(parent):
    """Leave interrupts to the parent, and end when it ends, even if it was killed."""
    _leave_interrupts()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent):
    # Whoever begins workers is their parent, on every system; another one takes over when it has ended.
    while os.getppid() == parent:
        time.sleep(PARENT_SECONDS)
    os._exit(1)


class Processes(_Workers):
    """Processes of this machine, begun afresh; a script needs no guard around the call."""

    name = "processes"
    lost = (pools.BrokenExecutor,)

    def __init__(self, workers):
        self.workers = workers
        self._pool = self._made()

    def _made(self):
        from loky import ProcessPoolExecutor

        return ProcessPoolExecutor(self.workers, initializer=_begin_worker, initargs=(os.getpid(),))

    def also_lost(self, waiting):
        """Begin new processes where one has died, which ends what all others were doing."""
        self._pool.shutdown(wait=False, kill_workers=True)
        self._pool = self._made()
        lost = list(waiting.values())
        waiting.clear()
        return lost

    def close(self, at_once=False):
        """End the workers: after what they have, or now."""
        # A file is there whole or not at all, so that nothing is lost but the chunk under way.
        self._pool.shutdown(kill_workers=at_once)


class Given(_Workers):
    """An executor that somebody handed in, and ends himself."""

    def __init__(self, executor, workers=None):
        self._pool = executor
        self.name = type(executor).__name__
        self.workers = workers or getattr(executor, "_max_workers", None) or processors()

    def close(self, at_once=False):
        """Leave the executor as it is."""


class Dask(_Workers):
    """Workers of a Dask cluster: one that is there, or one on this machine.

    Chunks go to the scheduler many at once, and outcomes come so: one by one, a few hundred workers would wait for it.
    """

    name = "dask"

    def __init__(self, scheduler=None, workers=None):
        try:
            import distributed
        except ImportError:
            raise ConfigError(
                "executor is dask, but distributed is not installed here: pip install 'milieusim[dask]'."
            ) from None
        self._cluster = None
        self.lost = (distributed.scheduler.KilledWorker, distributed.client.FutureCancelledError)
        try:
            self._client = distributed.Client(
                scheduler or self._local(distributed, workers), timeout=DASK_SECONDS
            )
        except (OSError, ValueError) as error:
            raise ConfigError(f"--scheduler: '{scheduler}' does not answer ({error}).") from None
        if self._cluster is not None:
            self._client.run(_leave_interrupts)
        self._done, self._outcomes = distributed.as_completed(loop=self._client.loop), {}
        self._counted, self._count = -math.inf, 1

    def _local(self, distributed, workers):
        try:
            self._cluster = distributed.LocalCluster(
                n_workers=workers or processors(), threads_per_worker=1, dashboard_address=None
            )
        except RuntimeError as error:
            raise RunError(
                f"Dask's workers did not begin ({error} {error.__cause__ or ''}). In a script, they need "
                f'`if __name__ == "__main__":` around the call; `processes` do not. {GO_ON}'
            ) from error
        return self._cluster

    @property
    def workers(self):
        """Threads of all workers, as many as there are now, or were a moment ago: asking costs a way to the scheduler."""
        if time.monotonic() - self._counted > COUNTED_SECONDS:
            try:
                self._count = max(1, sum(self._client.nthreads().values()))
            except OSError as error:
                raise RunError(f"The Dask scheduler is gone ({error}). {GO_ON}") from error
            self._counted = time.monotonic()
        return self._count

    @property
    def fewest(self):
        """How many chunks are handed out at once, at least: few beside those that workers still have."""
        return max(1, self.window // A_BATCH)

    def submitted(self, location, digest, chunks, own):
        """Hand out chunks together."""
        what = {"there": versions_here(), "location": location, "digest": digest, "own": own}
        try:
            futures = self._client.map(_run_there, chunks, **what, pure=False)
        except OSError as error:
            raise RunError(f"The Dask scheduler is gone ({error}). {GO_ON}") from error
        self._done.update(futures)
        return futures

    def finished(self, waiting):
        """Wait for some chunks, and fetch the outcomes of all that are finished."""
        found = self._done.next_batch(block=True)
        good = [future for future in found if future.status == "finished"]
        with suppress(Exception):  # such as of a worker that is gone with them: they are asked for one by one
            self._outcomes = dict(zip(good, self._client.gather(good)))
        return found

    def outcome(self, future):
        """Return the outcome of a chunk, or raise what went wrong."""
        if future in self._outcomes:
            return self._outcomes.pop(future)
        if future.status == "cancelled":
            raise pools.CancelledError("the scheduler has dropped what it was given")
        return future.result()

    def close(self, at_once=False):
        """Let go of the cluster; end it if it is ours."""
        with suppress(OSError, TimeoutError):
            self._client.cancel(list(self._done.futures))
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


def _run_there(chunk, there, location, digest, own):
    return run_as_there(there, run_chunk, location, digest, chunk, own)
