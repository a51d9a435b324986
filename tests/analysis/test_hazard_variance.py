"""The variance of a hazard that is known on paper is split as it should be."""

import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.patterns.hazard_variance import hazard_variance_table
from milieusim.errors import DataError


def lived(hazards, within=0.0, asleep=2.0):
    """Return shifts of 8 h, the hazard of each by (person, day); it goes `within` up and down while awake."""
    awake = 8.0 - asleep
    rows = [
        {
            "resident": person,
            "day": day,
            "hours_present": 8.0,
            "hours_asleep": asleep,
            "hazard": hazard * awake / 8.0,
            "hazard_square": (hazard * hazard + within * within) * awake / 8.0,
        }
        for person, days in enumerate(hazards)
        for day, hazard in enumerate(days)
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("hazards", "within", "layer", "variance"),
    [
        ([[0.1, 0.1], [0.3, 0.3]], 0.0, "between_persons", 0.01),
        ([[0.1, 0.3], [0.3, 0.1]], 0.0, "between_days", 0.01),
        ([[0.2, 0.2], [0.2, 0.2]], 0.1, "within_a_day", 0.01),
    ],
)
def test_what_differs_in_one_way_alone_is_found_there(hazards, within, layer, variance):
    table = hazard_variance_table(lived(hazards, within))
    assert table.variance[layer] == pytest.approx(variance)
    assert table.share[layer] == pytest.approx(1.0)


def test_parts_add_up_to_the_whole():
    rng = np.random.default_rng(1)
    table = hazard_variance_table(lived(rng.uniform(0, 1, (5, 4)), within=0.2))
    assert table.share.sum() == pytest.approx(1.0) and (table.variance > 0).all()


def test_the_same_number_in_two_runs_is_two_people():
    first, second = lived([[0.1, 0.1]]).assign(run=1), lived([[0.3, 0.3]]).assign(run=2)
    assert hazard_variance_table(pd.concat([first, second])).share.between_persons == pytest.approx(1.0)


def test_a_table_without_hazards_is_refused():
    with pytest.raises(DataError, match="hazard"):
        hazard_variance_table(lived([[0.1]]).drop(columns="hazard"))
