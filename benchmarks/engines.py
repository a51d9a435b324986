"""Print every figure about speed: `python -m benchmarks.engines` (`--quick`, `--full`, `--json FILE`)."""

import argparse
import json
import statistics
import sys
import time

from benchmarks import starts
from benchmarks.contestants import agents_run, compiled_run, many, plain_run, prepare
from benchmarks.timing import exponent, interleaved, machine, ratio
from benchmarks.wards import RESIDENTS

QUARTER, TICKS_A_DAY, MONTHS = 90, 96, 10_000
SIZES = (10, 20, 40, 80, 160)


class Plan:
    """How long to measure."""

    def __init__(self, is_quick):
        self.rounds = 1 if is_quick else 7
        self.fast_days, self.slow_days = (28, 1) if is_quick else (QUARTER, 9)
        self.sizes = (10, 40) if is_quick else SIZES
        self.size_days = 7 if is_quick else 28
        self.count_days = 1 if is_quick else 7
        self.batch = 24 if is_quick else 192
        self.twin_ticks = 672 if is_quick else 6720
        self.is_quick = is_quick


def engines(plan):
    """Time a ward-quarter on every engine, in turn."""
    jobs = {
        "compiled, no tables": lambda: compiled_run(plan.fast_days),
        "compiled, all tables": lambda: compiled_run(plan.fast_days, keep=None),
        "agents": lambda: agents_run(plan.slow_days),
        "plain Mesa": lambda: plain_run(plan.slow_days),
    }
    days = dict.fromkeys(jobs, plan.fast_days) | dict.fromkeys(["agents", "plain Mesa"], plan.slow_days)
    interleaved(jobs, 1)  # imports and compilation stay out of the figures
    times = interleaved(jobs, plan.rounds)
    a_day = {name: [t / days[name] for t in seconds] for name, seconds in times.items()}
    prepared = interleaved({"once": lambda: prepare(QUARTER)}, plan.rounds)["once"]
    figures = {"reading a design, milliseconds, once for all its runs": 1e3 * statistics.median(prepared)}
    for name, seconds in a_day.items():
        each = statistics.median(seconds)
        figures[name] = {
            "milliseconds a ward-quarter": 1e3 * QUARTER * each,
            "agent-steps a second": RESIDENTS * TICKS_A_DAY / each,
            "times faster than plain Mesa": ratio(a_day, "plain Mesa", name),
            "timed over days": days[name],
        }
    figures["times that the agents engine takes beside plain Mesa"] = ratio(a_day, "agents", "plain Mesa")
    figures["times that tables take beside none"] = ratio(
        a_day, "compiled, all tables", "compiled, no tables"
    )
    return figures


def work(plan):
    """Count what the compiled engine and the plain model do in a tick."""
    from benchmarks import counting

    kernel = counting.of_kernel(RESIDENTS, plan.count_days)
    plain = counting.of_plain(RESIDENTS, plan.count_days)
    return {"compiled and agents": kernel, "plain Mesa": plain}


def twin(plan):
    """Compare the kernel's hottest phases with C, after checking that they are equal."""
    from benchmarks import twin as twins

    if twins.compiler() is None:
        return {"C twin": "left out: no C compiler here"}
    parted = twins.differing_fields()
    if parted:
        raise SystemExit(f"The C twin is none: after a week it differs in {', '.join(parted)}.")
    pair = twins.Twins()
    jobs = {
        "kernel": lambda: pair.run("numba", plan.twin_ticks),
        "C": lambda: pair.run("c", plan.twin_ticks),
    }
    times = interleaved(jobs, 5 * plan.rounds)
    tick = {name: 1e9 * statistics.median(seconds) / plan.twin_ticks for name, seconds in times.items()}
    return {
        "kernel, ns a tick": tick["kernel"],
        "C, ns a tick": tick["C"],
        "kernel / C": ratio(times, "kernel", "C"),
        "C compiled with": " ".join([twins.compiler().split("/")[-1], *twins.FLAGS]),
    }


def growth(plan):
    """See how time grows with residents and with days."""
    jobs = {n: (lambda n=n: compiled_run(plan.size_days, residents=n)) for n in plan.sizes}
    interleaved(jobs, 1)
    times = interleaved(jobs, plan.rounds)
    each = [statistics.median(times[n]) / plan.size_days / TICKS_A_DAY for n in plan.sizes]
    lengths = (28, 84) if plan.is_quick else (28, 84, 252)
    runs = {d: (lambda d=d: compiled_run(d)) for d in lengths}
    longer = [statistics.median(t) for t in interleaved(runs, plan.rounds).values()]
    return {
        **{f"{n} residents, us a tick": 1e6 * t for n, t in zip(plan.sizes, each)},
        "grows with residents to the power of": exponent(plan.sizes, each),
        "grows with days to the power of": exponent(lengths, longer),
    }


def batches(plan, is_full):
    """Time many ward-months, with metrics and without tables, on one thread and on two."""
    jobs = {"one": lambda: many(plan.batch, 1), "two": lambda: many(plan.batch, 2)}
    interleaved(jobs, 1)
    times = interleaved(jobs, plan.rounds, time.perf_counter)
    each = statistics.median(times["two"]) / plan.batch
    figures = {
        "ward-months a second, 1 thread": plan.batch / statistics.median(times["one"]),
        "ward-months a second, 2 threads": 1 / each,
        "efficiency of 2 threads": ratio(times, "one", "two") / 2,
        "share of metrics in a run": metrics_share(),
        f"{MONTHS} ward-months on 2 threads, seconds, by extrapolation": MONTHS * each,
    }
    if is_full:
        taken = interleaved({"all": lambda: many(MONTHS, 2)}, 1, time.perf_counter)["all"][0]
        figures[f"{MONTHS} ward-months on 2 threads, seconds, really run"] = taken
    return figures


def metrics_share():
    """Return the share of working out metrics in a ward-month."""
    from milieusim.analysis.metrics.metrics import metrics_of

    raw = compiled_run(28)
    facts = {"days": 28, "beds": RESIDENTS}
    jobs = {"metrics": lambda: metrics_of(raw, facts), "run": lambda: compiled_run(28)}
    times = interleaved(jobs, 9)
    return ratio(times, "metrics", "run")


def memory(plan):
    """Take the most memory that a process holds, megabytes."""
    few, more = (10, 40) if plan.is_quick else (100, 2000)
    return {
        "compiled, one ward-quarter, all tables": starts.peak_megabytes(
            "compiled_run", QUARTER, RESIDENTS, None
        ),
        f"compiled, {few} ward-months without tables": starts.peak_megabytes("many", few, 2),
        f"compiled, {more} ward-months without tables": starts.peak_megabytes("many", more, 2),
        f"agents, {plan.slow_days} days": starts.peak_megabytes("agents_run", plan.slow_days),
        f"plain Mesa, {plan.slow_days} days": starts.peak_megabytes("plain_run", plan.slow_days),
    }


def measure(plan, is_full=False):
    """Return every figure, by section.

    Parameters
    ----------
    plan : Plan
    is_full : bool
        Also run all ward-months instead of extrapolating only.

    Returns
    -------
    dict of str to dict
    """
    sections = {"machine": machine()}
    if not plan.is_quick:  # compiles anew
        sections["starting the engine, seconds"] = starts.compiling(plan.rounds)
    sections["one ward of 20 residents, 15-minute ticks"] = engines(plan)
    sections["rules and draws a tick"] = work(plan)
    sections["hottest phases beside C"] = twin(plan)
    sections["growth"] = growth(plan)
    sections["many runs"] = batches(plan, is_full)
    sections["peak memory, megabytes"] = memory(plan)
    sections["starting, seconds"] = starts.starts(1 if plan.is_quick else plan.rounds)
    return sections


def lines_of(sections):
    """Return the figures as lines of text."""
    lines = []
    for title, figures in sections.items():
        lines += ["", title]
        for name, value in figures.items():
            if isinstance(value, dict):
                value = "; ".join(f"{key} {_number(each)}" for key, each in value.items())
            lines.append(f"  {name}: {_number(value)}")
    return lines[1:]


def _number(value):
    if not isinstance(value, float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:,.4g}"


def main(arguments=None):
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less of everything: to see that it works")
    parser.add_argument("--full", action="store_true", help="also run 10,000 ward-months")
    parser.add_argument("--json", metavar="FILE", help="write the figures there, too")
    chosen = parser.parse_args(arguments)
    sections = measure(Plan(chosen.quick), chosen.full)
    sys.stdout.write("\n".join(lines_of(sections)) + "\n")
    if chosen.json:
        with open(chosen.json, "w", encoding="utf-8") as file:
            json.dump(sections, file, indent=2)


if __name__ == "__main__":
    main()
