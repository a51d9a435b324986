"""Timing several things in turn, so that a machine that slows down slows them all."""

import math
import os
import platform
import statistics
import sys
import sysconfig
import time


def interleaved(jobs, rounds, clock=time.thread_time):
    """Time every job once a round, in turn.

    Parameters
    ----------
    jobs : dict of str to callable
    rounds : int
    clock : callable
        Processor time of this thread by default, which others on the machine disturb least; wall time
        (`time.perf_counter`) where threads are compared.

    Returns
    -------
    dict of str to list of float
        Seconds of each round.
    """
    times = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            begun = clock()
            job()
            times[name].append(clock() - begun)
    return times


def ratio(times, slow, fast):
    """Return the median over rounds of how many times longer one took than the other."""
    return statistics.median(a / b for a, b in zip(times[slow], times[fast]))


def exponent(sizes, seconds):
    """Return the power of the size with which time grows (least squares of logarithms)."""
    x, y = [math.log(s) for s in sizes], [math.log(s) for s in seconds]
    mx, my = statistics.mean(x), statistics.mean(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)


def machine():
    """Return what ran: interpreter and its build, processor, versions.

    Returns
    -------
    dict of str to str
    """
    import mesa
    import numba
    import numpy

    configured = sysconfig.get_config_var("CONFIG_ARGS") or ""
    flags = sysconfig.get_config_var("PY_CFLAGS") or ""
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "profile-guided (PGO)": _yes("--enable-optimizations" in configured or "-fprofile-use" in flags),
        "link-time (LTO)": _yes("--with-lto" in configured or "-flto" in flags),
        "processor": f"{_processor()}, {os.cpu_count()} seen, load {_load()}",
        "system": platform.platform(terse=True),
        "versions": f"numba {numba.__version__}, numpy {numpy.__version__}, mesa {mesa.__version__}",
        "executable": os.path.basename(sys.executable),
    }


def _yes(condition):
    return "yes" if condition else "no"


def _load():
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":")[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
