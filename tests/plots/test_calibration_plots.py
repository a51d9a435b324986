"""Pictures of coverage show identified parameters and what chance alone would do."""

import numpy as np
import pandas as pd

from milieusim.plots.evidence.coverage_plots import draw_coverage, draw_ranks
from milieusim.plots.style import png


def test_coverage_shows_identified_parameters_from_the_top():
    table = pd.DataFrame(
        {
            "parameter": ["one", "two", "three"],
            "truths": 300,
            "covered": [0.9, 0.88, 0.5],
            "is_identified": [True, True, False],
        }
    )
    ax = draw_coverage(table)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["two", "one"]
    assert "%" in ax.get_xlabel() and png(ax.figure)


def test_ranks_are_counted_in_tenths():
    ax = draw_ranks(pd.DataFrame({"one": (np.arange(50) + 0.5) / 50}), "one")
    assert [bar.get_height() for bar in ax.containers[0]] == [5] * 10
    assert "one" in ax.get_xlabel()
