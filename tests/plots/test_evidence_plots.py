"""Pictures of patterns show what was published, what was simulated, and what lies outside."""

import math

import numpy as np
import pytest

from milieusim.plots.evidence.pattern_plots import draw_counts, draw_hours, draw_pattern, draw_spans
from milieusim.plots.style import new_figure, png

PATTERN = {"label": "Recorded aggression, per 100 bed-days", "value": 1.8, "low": 1.4, "high": 2.2}
NULLS = [
    ("no practices", 1.9, 0.1, False),
    ("no contagion", 1.2, 0.1, True),
    ("all alike", math.nan, math.nan, False),
]


def drawn(**changes):
    runs = np.append(np.random.default_rng(1).normal(1.9, 0.2, 80), [math.nan, 50.0, -40.0])
    pattern = PATTERN | {"simulated": 1.9, "error": 0.05, "runs": runs, "nulls": NULLS} | changes
    figure, ax = new_figure(3.9, 1.9)
    return figure, draw_pattern(pattern, ax)


def test_a_pattern_has_a_line_for_each_thing_and_its_unit():
    figure, ax = drawn()
    names = [text.get_text() for text in ax.get_yticklabels()]
    assert names == ["published", "simulated", "single runs", "no practices", "no contagion", "all alike"]
    assert ax.get_xlabel() == PATTERN["label"] and ax.get_ylim()[0] > ax.get_ylim()[1]
    assert png(figure) == png(drawn()[0])


def test_runs_far_off_are_told_and_do_not_squeeze_the_rest():
    ax = drawn()[1]
    low, high = ax.get_xlim()
    assert low < 1.0 and 2.2 < high < 5
    assert {text.get_text() for text in ax.texts} == {"1 further left", "1 further right"}


def test_a_bound_without_value_and_nothing_simulated_can_be_drawn():
    nothing = {"value": math.nan, "simulated": math.nan, "error": math.nan, "runs": [], "nulls": []}
    assert len(png(drawn(**nothing)[0])) > 1000


def test_the_harmonic_of_a_clock_is_the_one_that_is_fitted():
    from milieusim.evidence.statistics import cosinor

    by_hour = np.random.default_rng(2).poisson(20 + 10 * np.cos(2 * np.pi * (np.arange(24) - 15) / 24))
    ax = draw_hours(by_hour, new_figure(4, 2)[1], (13, 16), (19, 21))
    times, curve = ax.lines[-1].get_data()
    assert times[np.argmax(curve)] == pytest.approx(cosinor(by_hour)[0], abs=0.1)


def test_shares_of_shapes_add_up_to_all():
    counts = np.random.default_rng(3).integers(0, 9, 61)
    bars = draw_counts({"simulated": counts, "all alike": counts}, new_figure(4, 2)[1], 4.0).patches[:26]
    assert sum(bar.get_height() for bar in bars) == pytest.approx(100)
    edges = np.append(np.arange(0.0, 120.0), np.inf)
    ax = draw_spans({"all": np.ones(120)}, edges, new_figure(4, 2)[1], bands=[(20, 26)])
    steps = ax.patches[0].get_data().values
    assert steps.sum() == pytest.approx(100) and steps[-1] == pytest.approx(100 * 45 / 120)
