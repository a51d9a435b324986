"""A slip in one word of a metric's name is enough to find what was meant."""

import pytest

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.campaign.experiment.until import until_problems
from milieusim.comparison.goals import load_goals
from milieusim.comparison.margins import judged_metrics, read_margins
from milieusim.errors import ConfigError
from milieusim.shown.metric_names import unknown_metrics


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("conflct", "'conflict_per_100_obd'"),
        ("sclusion", "'seclusion_per_1000_obd'"),
        ("wellbeng_gain", "'wellbeing_gain_day14'"),
        ("conflict_per_100_odb", "'conflict_per_100_obd'"),
    ],
)
def test_a_slip_is_told_with_what_may_have_been_meant(typed, meant):
    [told] = unknown_metrics([typed], "verdict")
    assert f"no metric '{typed}'. Did you mean {meant}" in told and told.endswith("lists them all.")
    assert told.count("Did you mean") == 1


def test_what_comes_near_nothing_has_no_hint_and_what_exists_no_problem():
    [told] = unknown_metrics(["xyzzy"])
    assert "Did you mean" not in told and unknown_metrics(METRICS) == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda: judged_metrics(["conflct"], ()),
        lambda: read_margins(["conflct=5%"]),
        lambda: load_goals({"weights": {"conflct": 1}}),
        lambda: load_goals({"weights": {"conflict": 1}, "limits": {"conflct": {"must_not_rise": True}}}),
    ],
)
def test_wherever_a_comparison_takes_a_metric_a_slip_has_a_hint(ask):
    with pytest.raises(ConfigError, match="Did you mean 'conflict_per_100_obd'"):
        ask()


def test_a_sweep_that_runs_until_something_is_known_has_the_hint_too():
    [told] = until_problems({"conflct": "2 %"})
    assert "Did you mean 'conflict_per_100_obd'" in told
