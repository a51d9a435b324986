"""Pictures of null models show every model at its number, and published intervals beside them."""

import numpy as np
import pandas as pd
import pytest

from milieusim.plots.evidence.null_models import MODELS, draw_broken, draw_bursts, null_model_figure
from milieusim.plots.style import png

LAGS = [(0.0, 0.5), (0.5, 1.0), (1.0, 2.0)]


@pytest.fixture
def bursts():
    rows = [
        {"model": model, "lag_low": low, "lag_high": high, "ratio": 1 + place / 10, "error": 0.05}
        for place, model in enumerate(MODELS)
        for low, high in LAGS
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def rows():
    return [
        {
            "label": label,
            "published": 2.0,
            "low": 1.5,
            "high": 3.0,
            "simulated": 2.2,
            "error": 0.1,
            "identical_residents": null,
            "identical_residents_error": error,
        }
        for label, null, error in (("Odds", 1.0, 0.1), ("Share", 5.0, np.nan))
    ]


def test_each_model_has_its_ratios_beside_each_other(bursts):
    ax = draw_bursts(bursts)
    words = ax.get_legend_handles_labels()[1]
    assert words == ["the model", "no contagion", "identical residents"]
    drawn = [container.lines[0] for container in ax.containers]
    assert [line.get_ydata().tolist() for line in drawn] == [[1.0] * 3, [1.1] * 3, [1.2] * 3]
    assert len({tuple(line.get_xdata()) for line in drawn}) == 3
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0 to 0.5", "0.5 to 1", "1 to 2"]


def test_models_that_were_not_run_are_left_out(bursts):
    ax = draw_bursts(bursts[bursts.model != "identical_residents"])
    assert ax.get_legend_handles_labels()[1] == ["the model", "no contagion"]


def test_patterns_stand_as_multiples_of_what_was_published(rows):
    ax = draw_broken(rows)
    marks = [line.get_xdata()[0] for line in ax.lines if line.get_marker() in ("o", "D")]
    assert marks == pytest.approx([1.1, 0.5, 1.1, 2.5])
    bands = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.containers[0]]
    assert bands == [pytest.approx((0.75, 1.5))]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Odds", "Share"]
    low, high = ax.get_xlim()
    assert low < 0.5 and high > 2.5 and ax.get_xscale() == "log"


def test_models_look_alike_in_both_pictures_and_differ_in_colour_and_shape(bursts, rows):
    figure = null_model_figure(bursts, rows)
    assert len({look[1] for look in MODELS.values()}) == len({look[2] for look in MODELS.values()}) == 3
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()][-1] == "published interval"
    assert png(figure)
