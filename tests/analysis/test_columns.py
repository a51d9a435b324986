"""Tables that lack a column are refused with its name, what they hold and the likely one."""

import pandas as pd
import pytest

from milieusim.analysis.patterns.clustering import clustering_table
from milieusim.analysis.patterns.hawkes import hawkes_table
from milieusim.analysis.patterns.replications import runs_needed_table
from milieusim.analysis.sensitivity.point_means import point_means
from milieusim.analysis.surfaces.surfaces import response_surface
from milieusim.errors import DataError
from milieusim.plots.runs_needed import draw_precision
from milieusim.plots.what_matters import draw_effects, draw_indices

METRICS = pd.DataFrame({"point": [0, 1], "seed": [1, 1], "wellbeing_mean": [0.4, 0.5]})
POINTS = pd.DataFrame({"point": [0, 1], "milieu.structure": [0.0, 1.0], "milieu.support": [0.0, 1.0]})
SURFACE = "milieu.structure", "milieu.support"


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: point_means(METRICS, "wellbeing_men"), "Did you mean 'wellbeing_mean'"),
        (lambda: runs_needed_table(METRICS, ["nope"]), "runs_needed_table: .* no column 'nope'.* holds point, seed"),
        (lambda: response_surface(POINTS, METRICS, "wellbeing_men", *SURFACE), "response_surface: .*Did you mean"),
        (lambda: response_surface(POINTS, METRICS, "wellbeing_mean", "milieu.structur", "milieu.support"),
         "points: .*Did you mean 'milieu.structure'"),
        (lambda: hawkes_table(METRICS), "'at_hour'.*'resident'"),
        (lambda: clustering_table(METRICS), "clustering_table: "),
        (lambda: draw_precision(METRICS, "wellbeing_mean"), "draw_precision: .*'runs'"),
        (lambda: draw_indices(METRICS, "wellbeing_mean"), "draw_indices: .*'factor'"),
        (lambda: draw_effects(METRICS, "wellbeing_mean"), "draw_effects: .*'mu_star'"),
    ],
)  # fmt: skip
def test_missing_column_is_named_with_what_the_table_holds(call, told):
    with pytest.raises(DataError, match=told):
        call()
