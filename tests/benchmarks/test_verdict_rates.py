"""A small version of `python -m benchmarks.verdicts`: intervals and verdicts keep what they promise."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

DECISIONS = 60


def decided(name, effect, seed=5):
    from benchmarks.verdict_rules import Stopping
    from benchmarks.verdict_streams import STREAMS

    draw = np.random.default_rng(seed)
    return [Stopping(*STREAMS[name](draw), effect).run() for _ in range(DECISIONS)]


@pytest.mark.parametrize("shape", ["normal", "skewed"])
@pytest.mark.parametrize(
    ("sets", "pairs", "share"), [(1, 10, 0.0), (1, 40, 0.0), (5, 4, 0.3), (10, 10, 0.3), (50, 10, 0.8)]
)
def test_intervals_cover_what_they_say(sets, pairs, share, shape):
    from benchmarks.verdicts import coverage

    assert 0.925 < coverage(2000, sets, pairs, share, shape) < 0.985


@pytest.mark.parametrize("name", ["labels swapped within sets", "centred, alike designs", "centred, one set"])
def test_nothing_is_found_where_there_is_nothing(name):
    wrong = sum(bool({"better", "worse"} & set(one.verdicts)) for one in decided(name, 0.0))
    assert wrong <= stats.binom.ppf(0.999, DECISIONS, 0.05)


@pytest.mark.parametrize("name", ["centred, alike designs", "centred, one set"])
def test_a_difference_as_large_as_its_margin_is_not_called_none_and_twice_that_is_found(name):
    at_margin = [said for one in decided(name, 1.0) for said in one.verdicts]
    assert set(at_margin) <= {"worse", "not_settled", "no_difference_shown"}
    assert at_margin.count("no_difference_shown") <= stats.binom.ppf(0.999, DECISIONS, 0.05)
    found = sum(set(one.verdicts) == {"worse"} for one in decided(name, 2.0))
    assert found >= 0.9 * DECISIONS


def test_a_comparison_stops_only_when_its_intervals_are_as_narrow_as_the_margin():
    from benchmarks.verdict_streams import MARGIN
    from milieusim.comparison.intervals import estimate
    from milieusim.comparison.sequential import MOST

    for one in decided("centred, alike designs", 0.0)[:20]:
        for place in (0, 1):
            level = one.looks.level(one.pairs, 0.025)
            found = estimate(one.values[: one.pairs, place], one.sets[: one.pairs], level)
            assert found.half_width <= MARGIN or one.pairs == MOST


def test_the_command_prints_every_table():
    asked = [sys.executable, "-m", "benchmarks.verdicts", "--tries", "20", "--decisions", "2", "--seeds", "2"]
    out = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300).stdout
    for part in (
        "Coverage of 95 % intervals",
        "The stopping rule",
        "over 2 seeds",
        "Mean over the first 50 sets",
    ):
        assert part in out
