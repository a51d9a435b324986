"""Pictures of a ward's own log: every point of the table is drawn, and nothing that is not there."""

import math

import pandas as pd

from milieusim.plots.evidence.own_log_picture import draw_own_hours, draw_own_rates
from milieusim.plots.style import new_figure, png

HOURS = pd.DataFrame(
    {
        "start": [0, 9, 18],
        "end": [9, 18, 24],
        "log": [20.0, 50.0, 30.0],
        "low": [12.0, 40.0, 20.0],
        "high": [30.0, 61.0, 41.0],
        "before": [10.0, 60.0, 30.0],
        "after": [18.0, 52.0, 30.0],
    }
)
RATES = HOURS.assign(family=["rate", "rate", "hours"], measure=["self harm", "other kinds", "00-09 h"])


def axes():
    return new_figure(5, 4)[1]


def test_hours_are_drawn_as_shares_of_an_hour_so_that_long_blocks_do_not_tower():
    ax = draw_own_hours(HOURS, axes())
    steps = {patch.get_label(): patch.get_data() for patch in ax.patches}
    assert steps["model now"].values.tolist() == [2.0, 52 / 9, 5.0]
    assert steps["model before"].edges.tolist() == [0, 9, 18, 24]
    points = ax.containers[0].lines[0]
    assert points.get_xdata().tolist() == [4.5, 13.5, 21.0]


def test_rates_are_drawn_by_kind_and_a_small_one_has_no_point():
    table = RATES.copy()
    table.loc[1, ["log", "low", "high"]] = math.nan
    ax = draw_own_rates(table, axes())
    assert [text.get_text() for text in ax.get_yticklabels()] == ["self harm", "other kinds"]
    points = ax.containers[0].lines[0].get_xdata()
    assert points[0] == 20 and math.isnan(points[1])


def test_pictures_of_nothing_say_so():
    for draw in (draw_own_hours, draw_own_rates):
        ax = draw(RATES.iloc[:0], axes())
        assert ax.texts[0].get_text() == "too little to compare"


def test_legends_fit_the_picture():
    figure, pair = new_figure(10.5, 4.4, 1, 2)
    draw_own_rates(RATES, pair[0])
    draw_own_hours(HOURS, pair[1])
    png(figure)
    for ax in pair:
        box = ax.get_legend().get_window_extent()
        assert box.x1 <= figure.bbox.x1 + 1 and box.y1 <= figure.bbox.y1 + 1
    assert pair[0].get_legend().get_window_extent().x1 <= pair[1].get_legend().get_window_extent().x0
