"""How true every estimator of milieusim.analysis is: bias, error and kept promises, against made-up truths.

python -m benchmarks.estimators          # every row, a quarter of an hour; --quick, --only NAME, --workers N, --page
"""

import argparse
import json
import math
import multiprocessing
import os
import time
from pathlib import Path

from benchmarks.truths import of_looks, of_patterns, of_shares, of_surfaces
from benchmarks.truths.told import summed_up

SETTINGS = [*of_looks.SETTINGS, *of_patterns.SETTINGS, *of_shares.SETTINGS, *of_surfaces.SETTINGS]
QUICK = 10
DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, SAVED = DOCS / "explanation" / "estimators.md", DOCS / "data" / "estimators.json"
BEGIN, END = "<!-- table -->\n", "<!-- end of table -->\n"
HEAD = ("estimator", "setting", "truths", "told", "truth", "bias", "RMSE", "kept", "of it (95 %)", "promise")


def lines_of(settings, truths=None, workers=None):
    """Return one line a setting, as `summed_up` gives it.

    Parameters
    ----------
    settings : list of Setting
    truths : int, optional
        Of each; as many as it has, if left out.
    workers : int, optional
        Processes; as many as there are processors if left out.
    """
    jobs = [(place, seed) for place, one in enumerate(settings) for seed in range(truths or one.truths)]
    workers = workers or os.cpu_count()
    # Small matrices: threads of theirs would only get into each other's way. Processes to come read it.
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    if workers == 1:
        answers = [_told(settings[place], seed) for place, seed in jobs]
    else:
        with multiprocessing.get_context("spawn").Pool(workers) as pool:
            answers = pool.starmap(_told, [(settings[place], seed) for place, seed in jobs], chunksize=4)
    by_place = [[] for _ in settings]
    for (place, _), answer in zip(jobs, answers):
        by_place[place].append(answer)
    return [summed_up(setting, found) for setting, found in zip(settings, by_place)]


def _told(setting, seed):
    return setting.told(seed)


def table_of(lines):
    """Return lines as a table of Markdown."""
    rows = [HEAD, ["---"] * 2 + ["---:"] * 7 + ["---"]]
    for line in lines:
        ends = "" if math.isnan(line["kept"]) else f"{100 * line['low']:.0f} to {100 * line['high']:.0f} %"
        kept = "" if math.isnan(line["kept"]) else f"{100 * line['kept']:.1f} %"
        numbers = [_number(line[name]) for name in ("truth", "bias", "rmse")]
        told = [str(line["truths"]), str(line["told"])]
        rows.append([f"`{line['estimator']}`", line["setting"], *told, *numbers, kept, ends, line["promise"]])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _number(value):
    return "" if math.isnan(value) else f"{value:.3f}".replace("-0.000", "0.000").replace("-", "\u2212")


def write_page(lines):
    """Save lines, and put their table into the page on estimators."""
    saved = [{name: _saved(value) for name, value in line.items()} for line in lines]
    SAVED.write_text(json.dumps(saved, indent=1) + "\n", encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{table_of(saved_lines())}\n{END}{after}", encoding="utf-8")


def saved_lines():
    """Return the lines that `--page` saved last."""
    lines = json.loads(SAVED.read_text(encoding="utf-8"))
    return [{name: math.nan if value is None else value for name, value in line.items()} for line in lines]


def _saved(value):
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 4)
    return value


def main(arguments=None):
    """Run the settings and print their table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.estimators", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help=f"{QUICK} truths of each setting, to see that all run"
    )
    parser.add_argument("--only", metavar="NAME", help="estimators whose name holds this")
    parser.add_argument("--workers", type=int, help="processes; as many as there are processors if left out")
    parser.add_argument(
        "--page", action="store_true", help="write the table into docs/explanation/estimators.md"
    )
    asked = parser.parse_args(arguments)
    if asked.page and (asked.quick or asked.only):
        parser.error("--page takes the whole table: leave --quick and --only out")
    chosen = [one for one in SETTINGS if not asked.only or asked.only in one.estimator]
    if not chosen:
        parser.error(
            f"--only {asked.only}: estimators are {', '.join(sorted({one.estimator for one in SETTINGS}))}"
        )
    begun = time.perf_counter()
    lines = lines_of(chosen, QUICK if asked.quick else None, asked.workers)
    print(table_of(lines))
    print(f"{time.perf_counter() - begun:.0f} s")
    if asked.page:
        write_page(lines)


if __name__ == "__main__":
    main()
