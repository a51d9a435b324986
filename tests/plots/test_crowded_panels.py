"""Titles of panels beside each other, and the numbers below them, keep out of each other's way."""

import pandas as pd
import pytest

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.plots.behind.mechanisms_carried import mechanisms_figure

JUDGED = [
    "conflict_per_100_obd", "wellbeing_gain_day14", "manual_restraint_per_1000_obd", "doses_missed_per_1000_obd",
    "disengaged_share",
]  # fmt: skip
MECHANISMS = ("being urged and hemmed in by what the day asks", "boredom")
SIZES = dict(zip(JUDGED, [50, 0.05, 5, 10, 0.01]))


def carried(judged):
    rows = [
        (metric, label, design, 0.1 * SIZES[metric], -SIZES[metric], SIZES[metric], False, METRICS[metric].unit)
        for metric in judged for label in MECHANISMS for design in ("b", "c")
    ]  # fmt: skip
    return pd.DataFrame(
        rows, columns=["metric", "label", "design", "carried", "low", "high", "stands_out", "unit"]
    )


def _is_seen(label, ax):
    left, right = ax.get_xlim()
    return left <= label.get_position()[0] <= right


@pytest.mark.parametrize("n", [2, 4, 5])
def test_panels_beside_each_other_do_not_write_over_each_other(n):
    figure = mechanisms_figure(carried(JUDGED[:n]), JUDGED[:n])
    figure.canvas.draw()
    for texts in (
        [ax.title if ax.title.get_text() else ax._left_title for ax in figure.axes],
        [ax.xaxis.label for ax in figure.axes],
        [label for ax in figure.axes for label in ax.get_xticklabels() if _is_seen(label, ax)],
    ):
        boxes = sorted((text.get_window_extent() for text in texts), key=lambda box: box.x0)
        assert all(left.x1 <= right.x0 for left, right in zip(boxes, boxes[1:]))
