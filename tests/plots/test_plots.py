"""Plots show what the table says, with units, and in ways that do not hang on colour."""

import matplotlib
import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.metrics.metrics import METRICS, PARTS
from milieusim.analysis.patterns.day import mean_by_hour
from milieusim.comparison.pairs import difference_table
from milieusim.plots.day_curves import draw_day_by_hour
from milieusim.plots.distribution import draw_metric_distribution
from milieusim.plots.paired_differences import draw_differences, drawn_rows
from milieusim.plots.style import COLOURS, LINES, MARKERS, new_figure, png

matplotlib.use("Agg")


def metrics(designs=("base", "calm"), runs=20):
    draw = np.random.default_rng(1)
    rows = []
    for place, name in enumerate(designs):
        for seed in range(runs):
            values = {metric: draw.normal(1 + 0.1 * place, 0.05) for metric in METRICS}
            values |= {
                "seclusion_per_1000_obd": 0.0,
                "distress_gain_d": np.nan,
                "loneliness": 1 + 9.0 * place,
            }
            rows.append({"design": name, "seed": seed, "parameter_set": "best", **values})
    return pd.DataFrame(rows)


def differences(designs=("base", "calm")):
    judged = ["conflict_per_100_obd", "wellbeing_gain_day14"]
    return difference_table(metrics(designs), designs[0], list(designs[1:]), judged)


def test_differences_are_drawn_from_the_top_with_judged_metrics_first():
    table = differences()
    _, ax = new_figure(8, 6)
    draw_differences(table, ax)
    labels = [text.get_text() for text in ax.get_yticklabels()]
    parts = PARTS["conflict_per_100_obd"]
    assert labels[0].startswith("Conflict") and labels[1].startswith("Refusals of demands")
    assert labels[1 + len(parts)].startswith("Gain in wellbeing by day 14")
    assert "%" in ax.get_xlabel()
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    weights = [text.get_fontweight() for text in ax.get_yticklabels()]
    assert [place for place, weight in enumerate(weights) if weight == "bold"] == [0, 1 + len(parts)]


def test_what_cannot_be_drawn_is_left_out_and_what_leaves_the_picture_is_told():
    table = differences()
    assert "seclusion_per_1000_obd" not in {row.metric for row in drawn_rows(table)}
    _, ax = new_figure(8, 6)
    draw_differences(table, ax)
    assert "+900 %" in [text.get_text() for text in ax.texts]


def test_what_nobody_knows_is_drawn_beside_chance():
    from milieusim.plots.ignorance import draw_shares, draw_worlds, ignorance_rows

    table = differences(("base", "one", "two"))
    assert ignorance_rows(table) == []
    runs = metrics(("base", "one", "two"), runs=40)
    runs["parameter_set"] = [f"posterior-{seed // 4}" for seed in runs["seed"]]
    judged = ["conflict_per_100_obd", "wellbeing_gain_day14"]
    table = difference_table(runs, "base", ["one", "two"], judged)
    _, axes = new_figure(9, 3, 1, 2)
    draw_worlds(table, axes[0])
    draw_shares(table, axes[1])
    assert [text.get_text() for text in axes[0].get_yticklabels()][3].endswith("day 14\ntwo")
    widths = [patch.get_width() for patch in axes[1].patches]
    assert len(widths) == 12 and sum(widths) == pytest.approx(400)
    assert [text.get_text() for text in axes[1].get_legend().get_texts()] == [
        "nobody knows",
        "not told apart",
        "chance",
    ]


def test_designs_differ_in_more_than_colour():
    _, ax = new_figure(8, 6)
    draw_differences(differences(("base", "one", "two", "three")), ax)
    markers = {line.get_marker() for line in ax.get_lines()} & set(MARKERS)
    assert len(markers) >= 3
    assert len(set(COLOURS)) == len(COLOURS) == len(MARKERS) == len(LINES)


@pytest.mark.parametrize("name", ["mean_arousal", "conflict", "containment"])
def test_the_day_has_a_line_a_design_and_a_clock(name):
    hour = np.tile(np.arange(24), 4)
    hours = pd.DataFrame({"run": np.repeat([0, 1], 48), "hour": hour, "census": 5, "mean_arousal": 0.3})
    hours = hours.assign(conflict=np.arange(96) % 3, containment=0)
    table = pd.concat([mean_by_hour(hours).assign(design=name) for name in ("base", "calm")])
    _, ax = new_figure(8, 4)
    draw_day_by_hour(table, ax, name)
    lines = [line for line in ax.get_lines() if len(line.get_xdata()) == 24]
    assert len(lines) == 2 and lines[0].get_linestyle() != lines[1].get_linestyle()
    assert lines[0].get_xdata()[0] == 0.5 and ax.get_xlim() == (0, 24)
    assert ax.get_xlabel() == "Hour of the day" and "(" in ax.get_ylabel()


def test_distributions_name_metric_unit_and_mean():
    _, ax = new_figure(8, 4)
    draw_metric_distribution(metrics(), "conflict_per_100_obd", ax)
    assert ax.get_xlabel() == "Conflict (events per 100 occupied bed-days)"
    assert [text.get_text().split(",")[0] for text in ax.get_legend().get_texts()] == ["base", "calm"]


def test_a_distribution_of_nothing_says_so():
    _, ax = new_figure(8, 4)
    draw_metric_distribution(metrics().drop(columns="design"), "distress_gain_d", ax)
    assert "nothing to count" in ax.get_legend().get_texts()[0].get_text()


def test_the_same_picture_has_the_same_bytes():
    def picture():
        figure, ax = new_figure(4, 3)
        draw_metric_distribution(metrics(), "conflict_per_100_obd", ax)
        return png(figure, dpi=60)

    assert picture() == picture()


def test_without_axes_a_figure_is_made():
    from matplotlib import pyplot

    ax = draw_differences(differences())
    assert ax.figure.number in pyplot.get_fignums()
    pyplot.close(ax.figure)


@pytest.mark.parametrize("width", [9.2, 4.8])
def test_hours_apart_are_filled_where_they_are_told_from_chance(width):
    import pandas as pd

    from milieusim.plots.behind.hours_apart import hours_figure

    rows = [
        {"design": name, "measure": measure, "hour": hour, "difference": 0.1, "low": -0.1, "high": 0.3}
        for name in ("one", "two")
        for measure in ("mean_arousal", "conflict")
        for hour in range(24)
    ]
    table = pd.DataFrame(rows)
    figure = hours_figure(table.assign(stands_out=table["hour"] == 14), width)
    assert [ax.get_title(loc="left")[:8] for ax in figure.axes] == ["Arousal ", "Conflict"]
    marks = [line for ax in figure.axes for line in ax.lines if line.get_marker() in ("s", "^")]
    filled = [line for line in marks if line.get_markerfacecolor() == line.get_color()]
    assert [len(line.get_xdata()) for line in filled] == [1, 1, 1, 1]
    assert sum(len(line.get_xdata()) for line in marks) == 96
