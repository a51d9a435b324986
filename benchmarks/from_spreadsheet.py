"""Time the way from a ward's spreadsheet to a report: `python -m benchmarks.from_spreadsheet` (`--only`, `--pairs`).

Eight workbooks, each laid out in another way, hold routines that real units have published. For each of them three
commands are run as a planner types them, each in a process of its own: `milieusim new`, `import` and `compare --report`.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "workbook"))

BASE, WARD, REPORT = "acute-ward", "my-ward", "week.html"
LAYOUTS = {
    "rijnstate_list": (),
    "eickel_list": ("--words", "german"),
    "sonnenhalde_excel_times": (),
    "cumberland_twelve_hours": (),
    "lifespan_grid": (),
    "side_by_side": (),
    "a_sheet_a_day": (),
    "sections_by_day": (),
}
"""How the workbooks are laid out, and what `import` is told besides."""
WANTED_SECONDS = 180
COMMANDS, WIDTHS = ("new", "import", "compare"), (7, 8, 9, 8, 11, 7, 10)
SLOTS = re.compile(r"a routine of (\d+) slot")
UNREAD = re.compile(r"(\d+) cells? could not be read")


class Route(NamedTuple):
    """How one workbook fared: seconds of each command by the clock, of processors in all, exits, what was read."""

    layout: str
    seconds: list
    processor: float
    exits: list
    slots: int
    unread: int
    report: str


def main(arguments=None):
    """Run the three commands for each workbook and print a line for it."""
    asked = _asked(arguments)
    heads = zip((*COMMANDS, "all", "processor", "slots", "not read"), WIDTHS)
    print(f"{'workbook':<26}{''.join(f'{head:>{width}}' for head, width in heads)}  exits")
    routes = []
    for layout in asked.only:
        with tempfile.TemporaryDirectory() as folder:
            routes.append(route(layout, Path(folder), asked.compare))
        _say(routes[-1])
    if asked.no_compare:
        return
    fast = sum(sum(each.seconds) < WANTED_SECONDS and not any(each.exits) for each in routes)
    print(f"{fast} of {len(routes)} workbooks became an open report in under {WANTED_SECONDS} seconds.")


def route(layout, folder, more=()):
    """Run the three commands for one workbook in a folder.

    Parameters
    ----------
    layout : str
        Key of `LAYOUTS`.
    folder : Path
        Empty.
    more : list of str or None
        What `compare` is told besides, such as the number of pairs; None to leave it out.

    Returns
    -------
    Route
    """
    import real_routines

    book = getattr(real_routines, layout)(folder / "our week.xlsx")
    commands = [
        ["new", WARD, "--from", BASE],
        ["import", book.name, "--into", WARD, *LAYOUTS[layout]],
        *([] if more is None else [["compare", BASE, WARD, "--report", REPORT, *more]]),
    ]
    seconds, exits, said, before = [], [], "", _of_children()
    for command in commands:
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "milieusim", *command],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        seconds.append(time.perf_counter() - began)
        exits.append(done.returncode)
        said += done.stdout
    slots, unread = (re.search(pattern, said) for pattern in (SLOTS, UNREAD))
    page = folder / REPORT
    report = page.read_text(encoding="utf-8") if page.exists() else ""
    numbers = [int(found[1]) if found else 0 for found in (slots, unread)]
    return Route(layout, seconds, _of_children() - before, exits, *numbers, report)


def _of_children():
    times = os.times()
    return times.children_user + times.children_system


def _say(found):
    seconds = [
        *found.seconds,
        *[0.0] * (len(COMMANDS) - len(found.seconds)),
        sum(found.seconds),
        found.processor,
    ]
    cells = [*(f"{each:.1f}" for each in seconds), found.slots, found.unread]
    row = "".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS))
    print(f"{found.layout:<26}{row}  {' '.join(map(str, found.exits))}", flush=True)


def _asked(arguments):
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.from_spreadsheet", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--only", nargs="+", choices=LAYOUTS, default=list(LAYOUTS), metavar="WORKBOOK")
    parser.add_argument("--pairs", type=int, help="pairs of runs; as `compare` sees fit if left out")
    parser.add_argument("--days", type=int, help="days of each run; as `compare` has them if left out")
    parser.add_argument("--no-compare", action="store_true", help="read the workbooks alone")
    asked = parser.parse_args(arguments)
    asked.compare = ["--replications", str(asked.pairs)] if asked.pairs else []
    asked.compare += ["--days", str(asked.days)] if asked.days else []
    asked.compare = None if asked.no_compare else asked.compare
    return asked


if __name__ == "__main__":
    main()
