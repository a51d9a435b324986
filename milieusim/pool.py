"""Many calls on a few threads: the one place where the library starts a pool of them."""

import os
from concurrent.futures import ThreadPoolExecutor


def threads(workers):
    """Return a pool that work is handed to piece by piece; whoever asks for it shuts it down."""
    return ThreadPoolExecutor(workers, thread_name_prefix="milieusim")


def in_threads(function, items, workers=None, warms_up=False):
    """Yield what a function gives for each item, in their order, worked out on threads.

    Compiled wards let go of Python's lock, so that threads share the cores without a process to start.

    Parameters
    ----------
    function : callable
        Of one item.
    items : sequence
    workers : int, optional
        As many as there are processors if left out; with 1 no thread is started.
    warms_up : bool
        Work the first item out alone, before threads start: it compiles where it must.

    Yields
    ------
    object
    """
    items = list(items)
    workers = workers or os.cpu_count() or 1
    alone = len(items) if workers == 1 else int(warms_up)
    for item in items[:alone]:
        yield function(item)
    if len(items) <= alone:
        return
    pool = threads(workers)
    try:
        yield from pool.map(function, items[alone:])
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
