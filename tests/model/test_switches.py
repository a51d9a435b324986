"""Every switch of a design moves the metric nearest to its mechanism: nothing on the form is decoration."""

import numpy as np
import pytest
from switch_designs import pair

import milieusim as ms
from milieusim.config.switches import SWITCHES, WHY
from milieusim.vocabulary import LEVELS, PRACTICES

FEW = [
    "milieu.structure",
    "milieu.support",
    "practices.clear_mutual_expectations",
    "policy.instrument",
    "routine.slots",
    "rota.early.doctor",
]


def moved(path, n):
    """Return the mean paired difference of a switch's metric and the half width of its 95 % interval."""
    from scipy.stats import t

    values = [
        ms.simulate_many(design, days=28, seeds=range(n), warm_up_days=14).metrics()[SWITCHES[path]]
        for design in pair(path)
    ]
    differences = np.asarray(values[1] - values[0])
    differences = differences[~np.isnan(differences)]
    spread = differences.std(ddof=1) / np.sqrt(len(differences))
    return differences.mean(), t.ppf(0.975, len(differences) - 1) * spread


@pytest.mark.parametrize("path", FEW)
def test_switch_moves_its_metric_in_a_few_runs(path):
    difference, half_width = moved(path, 12)
    assert abs(difference) > half_width, f"{path} does not move {SWITCHES[path]}"


@pytest.mark.slow
@pytest.mark.parametrize("path", SWITCHES)
def test_switch_moves_its_metric(path):
    difference, half_width = moved(path, 100)
    assert abs(difference) > half_width, (
        f"{path} does not move {SWITCHES[path]}: {difference} +- {half_width}"
    )


def test_every_level_and_practice_has_a_metric():
    wanted = {f"milieu.{level}" for level in LEVELS} | {f"practices.{practice}" for practice in PRACTICES}
    wanted |= {"policy.regime", "policy.instrument", "policy.is_locked"}
    assert wanted <= set(SWITCHES)


def test_switches_name_metrics_that_exist():
    assert set(SWITCHES.values()) <= set(ms.METRICS)
    assert all(WHY.values())


@pytest.mark.parametrize("path", SWITCHES)
def test_the_two_designs_of_a_switch_differ(path):
    low, high = pair(path)
    assert low != high
