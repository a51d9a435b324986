"""Finalists whose runs lack a value are weighed on the others, and never called no better for it."""

import numpy as np
import pandas as pd
import pytest

from milieusim.comparison.goals import Goals
from milieusim.config.reading.loading import load_design
from milieusim.improving.improvement import Improvement
from milieusim.improving.search import Searched
from milieusim.ledger.parameters import load_parameters

CONFLICT, GAIN = "conflict_per_100_obd", "wellbeing_gain_day14"


@pytest.fixture(scope="module")
def designs():
    base = load_design("acute-ward")
    return {name: base.replace({"name": name}) for name in ("acute-ward", "tried-1", "tried-2")}


def improvement(designs, lacking, pairs=30):
    draw = np.random.default_rng(3)
    parts = [
        pd.DataFrame(
            {
                "design": name,
                "seed": range(pairs),
                "parameter_set": "best",
                CONFLICT: level + draw.normal(0, 0.5, pairs),
                GAIN: 0.1 + draw.normal(0, 0.001, pairs),
            }
        )
        for name, level in zip(designs, (50, 45, 52))
    ]
    metrics = pd.concat(parts, ignore_index=True)
    metrics.loc[lacking, GAIN] = np.nan
    goals = Goals(weights={CONFLICT: 1, GAIN: 1})
    return Improvement(
        metrics, designs, {"days": 14}, load_parameters("best"), goals, Searched([1, 2], 10, 0, 0, 0, 100)
    )


def test_one_value_that_the_base_lacks_hides_no_better_routine(designs):
    found = improvement(designs, [0])
    assert [proposal.is_better for proposal in found.proposals] == [True]
    assert found.proposals[0].worth == pytest.approx(0.05, abs=0.01) and "is worth +" in found.sentence
    assert "one and the same set of parameters" in found.sentence


def test_a_measure_without_any_value_is_told_and_not_called_no_better(designs):
    found = improvement(designs, range(90))
    assert not found.proposals and "None of them is better" not in found.sentence
    assert "a measure with a weight has no value" in found.sentence


def test_a_proposal_is_surely_better_only_on_as_many_pairs_as_a_verdict_takes(designs):
    found = improvement(designs, [], pairs=6)
    assert found.proposals[0].low > 0 and not found.proposals[0].is_better
    assert "None is surely better" in found.sentence
