"""Print whether the milieu acts: `python -m benchmarks.milieu` (`--pairs`, `--days`, `--only`, `--workers`)."""

import argparse
import time

from benchmarks.milieu import days, elements, levels, nulls, routine, staffing, telling
from benchmarks.milieu.pairs import Runs

SECTIONS = {
    "routine": routine.print_routines,
    "leaders": routine.print_leaders_apart,
    "load": staffing.print_load,
    "rotas": staffing.print_rotas,
    "levels": levels.print_levels,
    "elements": elements.print_elements,
    "ties": days.print_ties,
    "hazard": days.print_hazard,
    "days": days.print_days,
    "nulls": nulls.print_nulls,
}


def main(arguments=None):
    """Run what is asked for and print it."""
    asked = _asked(arguments)
    runs = Runs(asked.pairs, asked.days, asked.warm_up_days, asked.workers)
    telling.say(f"{asked.pairs} pairs of {asked.days} days, parameters best; * the 95 % interval excludes 0")
    for name in asked.only or SECTIONS:
        begun = time.perf_counter()
        SECTIONS[name](runs)
        telling.say(f"({time.perf_counter() - begun:.0f} s)")


def _asked(arguments):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.milieu", description=__doc__)
    parser.add_argument("--pairs", type=int, default=200, help="runs of each ward")
    parser.add_argument("--days", type=int, default=84, help="days of each run")
    parser.add_argument("--warm-up-days", type=int, help="as usual if left out")
    parser.add_argument("--workers", type=int, help="threads; as many as there are processors if left out")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, help="some sections alone")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
