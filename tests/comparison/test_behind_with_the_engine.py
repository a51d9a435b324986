"""Tables behind a comparison of real wards, small ones."""

import pytest
from test_replacements import SMALL

from milieusim.comparison.behind.who import by_run
from milieusim.comparison.compare import compare
from milieusim.engines.agents.tracing import first_difference
from milieusim.errors import ConfigError

EARLIER = SMALL.replace({"routine.wake": "06:00", "name": "earlier"})


@pytest.fixture(scope="module")
def result():
    return compare([SMALL, EARLIER], days=28, replications=12, parameters="best")


def test_parts_add_up_exactly_to_what_is_judged(result):
    table = result.made_of
    for metric, what in (
        ("conflict_per_100_obd", "kind of event"),
        ("wellbeing_gain_day14", "part of wellbeing"),
    ):
        parts = table[(table["metric"] == metric) & (table["made_of"] == what)]
        assert len(parts) >= 4 and parts["adds_up"].all()
    kinds = table[table["made_of"] == "kind of event"]
    judged = result.table.set_index("metric").loc["conflict_per_100_obd", "difference"]
    assert kinds["difference"].sum() == pytest.approx(judged, abs=1e-9)


def test_wellbeing_over_all_pairs_is_that_of_the_metric(result):
    parts = result.made_of[result.made_of["made_of"] == "part of wellbeing"]
    judged = result.table.set_index("metric").loc["wellbeing_gain_day14", "difference"]
    assert parts["difference"].sum() == pytest.approx(judged, abs=1e-9)


def test_conflict_of_all_residents_is_that_of_the_metric(result):
    metrics = result.metrics.set_index(["design", "seed"])["conflict_per_100_obd"]
    for name, stays in result.sample.stays.items():
        told = by_run("conflict", stays, result)
        assert told == pytest.approx(metrics[name].loc[result.sample.seeds].to_numpy(), rel=1e-9)


def test_days_part_at_an_event_and_are_laid_side_by_side(result):
    (parted,) = result.parted.itertuples(index=False)
    assert parted.design == "earlier" and "resident" in parted.sentence
    assert len(result.one_day) == 96 and result.one_day["differs"].any()


def test_what_nobody_looks_at_is_refused():
    with pytest.raises(ConfigError, match="looked_at: 'mood'"):
        first_difference(SMALL, EARLIER, looked_at=["mood"])
