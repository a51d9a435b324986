"""Print how other tools answer the same questions: `python -m benchmarks.against_peers` (`--quick`, `--json FILE`)."""

import argparse
import ast
import inspect
import json
import math
import statistics
import sys
import tempfile
import textwrap
import time
import warnings
from importlib import metadata
from itertools import count
from pathlib import Path

from benchmarks import starts
from benchmarks.peers import asked, kills
from benchmarks.timing import interleaved, machine, ratio

WORKERS = 2
REDUCED_MESA, REDUCED_AGENTPY = "reduced ward, Mesa", "reduced ward, AgentPy"
WHOLE_MESA, WHOLE_OURS = "whole ward, plain Mesa", "whole ward, milieusim sweep"


class Plan:
    """How much is asked: days of a run, seeds of each tool, points and seeds of a sweep, rounds."""

    def __init__(self, is_quick):
        self.rounds = 1 if is_quick else 5
        self.days = 1 if is_quick else 7
        self.seeds = {REDUCED_MESA: 20, REDUCED_AGENTPY: 20, WHOLE_MESA: 1, WHOLE_OURS: 100}
        self.points, self.replications = (4, 2) if is_quick else (25, 8)
        self.killed = 20 if is_quick else 200
        if is_quick:
            self.seeds = {tool: max(1, seeds // 10) for tool, seeds in self.seeds.items()}


def wards(plan):
    """Ask how much conflict there is in 10 beds and in 20, of each tool in turn."""
    with tempfile.TemporaryDirectory() as folder:
        stores = (f"{folder}/{k}" for k in count())
        days, seeds = plan.days, plan.seeds
        jobs = {
            REDUCED_MESA: lambda: asked.reduced_ward_by_mesa(days, seeds[REDUCED_MESA]),
            REDUCED_AGENTPY: lambda: asked.reduced_ward_by_agentpy(days, seeds[REDUCED_AGENTPY]),
            WHOLE_MESA: lambda: asked.whole_ward_by_mesa(days, seeds[WHOLE_MESA]),
            WHOLE_OURS: lambda: asked.whole_ward_by_milieusim(days, seeds[WHOLE_OURS], next(stores)),
        }
        interleaved({tool: jobs[tool] for tool in (REDUCED_MESA, REDUCED_AGENTPY, WHOLE_OURS)}, 1)  # imports
        times = interleaved(jobs, plan.rounds, time.process_time)
    a_run = {tool: [t / (2 * seeds[tool]) for t in taken] for tool, taken in times.items()}
    figures = {f"{tool}, runs of {days} days a second": 1 / statistics.median(t) for tool, t in a_run.items()}
    figures["reduced ward: times that AgentPy takes beside Mesa"] = ratio(
        a_run, REDUCED_AGENTPY, REDUCED_MESA
    )
    figures["whole ward: times that plain Mesa takes beside milieusim"] = ratio(a_run, WHOLE_MESA, WHOLE_OURS)
    return figures


def sweeps(plan):
    """Sweep the library's ward over two factors, from the EMA workbench and from the library, in turn."""
    size = plan.days, plan.points, plan.replications
    several = f"EMA workbench, {WORKERS} processes", f"milieusim, {WORKERS} workers"
    begun = time.perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        asked.processes_of_ema(plan.days, plan.replications, WORKERS) as evaluator,
    ):
        stores = (f"{folder}/{k}" for k in count())
        evaluator.perform_experiments(scenarios=WORKERS)
        begun = time.perf_counter() - begun
        alone = {
            "EMA workbench, sequential": lambda: asked.sweep_by_ema(*size),
            "milieusim, one worker": lambda: asked.sweep_by_milieusim(*size, next(stores)),
        }
        jobs = (
            lambda: evaluator.perform_experiments(scenarios=plan.points),
            lambda: asked.sweep_by_milieusim(*size, next(stores), WORKERS),
        )
        interleaved(alone, 1)
        times = interleaved(alone, plan.rounds, time.process_time)
        times |= interleaved(dict(zip(several, jobs)), plan.rounds, time.perf_counter)
    runs = plan.points * plan.replications
    figures = {f"{tool}, runs a second": runs / statistics.median(taken) for tool, taken in times.items()}
    figures["times that the workbench takes beside milieusim, one worker"] = ratio(times, *alone)
    figures[f"the same, {WORKERS} workers, by the clock"] = ratio(times, *several)
    figures["seconds until processes of the workbench had given a first answer, by the clock"] = begun
    return figures


def memory(plan):
    """Return the most memory that a process of its own holds which asks one of the questions, megabytes."""
    days, seeds, size = plan.days, plan.seeds, (plan.days, plan.points, plan.replications)
    with tempfile.TemporaryDirectory() as folder:
        questions = {
            REDUCED_MESA: ("reduced_ward_by_mesa", days, seeds[REDUCED_MESA]),
            REDUCED_AGENTPY: ("reduced_ward_by_agentpy", days, seeds[REDUCED_AGENTPY]),
            WHOLE_MESA: ("whole_ward_by_mesa", days, seeds[WHOLE_MESA]),
            WHOLE_OURS: ("whole_ward_by_milieusim", days, seeds[WHOLE_OURS], f"{folder}/wards"),
            "sweep, EMA workbench": ("sweep_by_ema", *size),
            "sweep, milieusim": ("sweep_by_milieusim", *size, f"{folder}/sweep"),
        }
        return {tool: starts.peak_megabytes(*one, module="peers.asked") for tool, one in questions.items()}


def losses(plan):
    """Kill each tool half-way and count the finished runs that the same call would have to make again."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for k, tool in enumerate(kills.TOOLS):
            finished, lost = kills.lost_in_kill(tool, f"{folder}/{k}", plan.days, plan.killed)
            figures[tool] = f"{lost} lost of {finished} finished" if finished else math.nan
    return figures


def lines_written():
    """Count lines of code that a user writes: to ask, and of the model that is asked."""
    questions = {
        REDUCED_MESA: asked.reduced_ward_by_mesa,
        REDUCED_AGENTPY: asked.reduced_ward_by_agentpy,
        WHOLE_MESA: asked.whole_ward_by_mesa,
        WHOLE_OURS: asked.whole_ward_by_milieusim,
        "sweep, EMA workbench": asked.sweep_by_ema,
        "sweep, milieusim": asked.sweep_by_milieusim,
    }
    here = Path(__file__).parent
    shared, whole = code_lines_in(here, "peers/reduced.py"), code_lines_in(here, "plain_*.py")
    return {
        **{f"{tool}, the question": code_lines(inspect.getsource(one)) for tool, one in questions.items()},
        "reduced ward, Mesa, the model": shared + code_lines_in(here, "peers/reduced_mesa.py"),
        "reduced ward, AgentPy, the model": shared + code_lines_in(here, "peers/reduced_agentpy.py"),
        "whole ward, plain Mesa, the model (reads its design by the library)": whole,
        "whole ward, milieusim, the model": "none: it is the library's, and no other one can be asked",
    }


def code_lines_in(folder, pattern):
    """Return the number of lines that hold code in some files."""
    return sum(code_lines(path.read_text(encoding="utf-8")) for path in folder.glob(pattern))


def code_lines(source):
    """Return the number of lines that hold code: no comments, docstrings or blank lines."""
    tree = ast.parse(textwrap.dedent(source))
    told = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            told |= set(range(node.lineno, node.end_lineno + 1))
    lines = enumerate(textwrap.dedent(source).splitlines(), 1)
    return sum(bool(line.strip()) and not line.strip().startswith("#") and k not in told for k, line in lines)


def measure(plan):
    """Return every figure, by section.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    dict of str to dict
    """
    import logging

    logging.getLogger("EMA").setLevel(logging.ERROR)
    peers = ", ".join(f"{name} {metadata.version(name)}" for name in ("mesa", "agentpy", "ema_workbench"))
    with warnings.catch_warnings():
        # AgentPy's last release is older than the pandas that it meets here.
        warnings.simplefilter("ignore")
        return {
            "machine": machine() | {"peers": peers},
            "wards of 10 and of 20 beds, one worker": wards(plan),
            f"sweep of {plan.points} points x {plan.replications} seeds": sweeps(plan),
            "peak memory, megabytes": memory(plan),
            "killed half-way": losses(plan),
            "lines of code": lines_written(),
        }


def main(arguments=None):
    """Measure and print."""
    from benchmarks.engines import lines_of

    parser = argparse.ArgumentParser(prog="python -m benchmarks.against_peers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less of everything: to see that it works")
    parser.add_argument("--json", metavar="FILE", help="write the figures there, too")
    chosen = parser.parse_args(arguments)
    sections = measure(Plan(chosen.quick))
    sys.stdout.write("\n".join(lines_of(sections)) + "\n")
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(sections, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
