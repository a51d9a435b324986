"""Measures by day and by hour in a sweep: as each run alone has them, beside bytes that do not change."""

import json

import numpy as np
import pytest
from sweeps import experiment, files_of, small

import milieusim as ms
from milieusim.analysis.series import SERIES, series_of

ASKED = {"by_day": ["conflict", "wellbeing", "resident_hours"], "by_hour": ["conflict", "arousal"]}
FEW = {
    "days": 2,
    "warm_up_days": 1,
    "replications": 2,
    "factors": {"milieu.structure": [0.1, 0.9]},
    "keep": ["incidents"],
}


def asking(**changes):
    return experiment(**{**FEW, "outcomes": ASKED, **changes})


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Return a store of four runs of two days, asked for measures by day and by hour."""
    return ms.run_experiment(asking(), tmp_path_factory.mktemp("series") / "store", workers=1)


def test_measures_are_those_of_each_run_alone(store):
    row = store.metrics().iloc[3]
    design = small().replace({"milieu.structure": row["milieu.structure"]})
    run = ms.simulate(design, days=2, warm_up_days=1, seed=int(row["seed"]))
    assert run.run_id == row["run_id"]
    for by, place, length in (("day", "day", 2), ("hour", "hour", 24)):
        mine = store.series(by)
        mine = mine[mine["run"] == 3]
        assert mine[place].tolist() == list(range(length))
        alone = series_of(run.raw, 2, f"by_{by}", ASKED[f"by_{by}"])
        assert np.array_equal(mine[ASKED[f"by_{by}"]], alone, equal_nan=True)


def test_events_add_up_to_the_incidents_of_the_store(store):
    incidents = store.table("incidents")
    by_day = store.series().set_index(["run", "day"])["conflict"]
    counted = incidents.groupby(["run", "day"]).size().reindex(by_day.index, fill_value=0)
    assert by_day.tolist() == counted.tolist() and by_day.sum() > 0
    assert store.series("hour")["conflict"].sum() * 2 == pytest.approx(len(incidents))


def test_levels_by_day_are_means_over_resident_hours():
    run = ms.simulate(small(), days=2, warm_up_days=1, seed=1)
    shifts = run.shifts[run.shifts["day"] == 1]
    mean = np.average(shifts["mean_wellbeing"], weights=shifts["resident_hours"])
    assert series_of(run.raw, 2, "by_day", ["wellbeing"])[1, 0] == pytest.approx(mean)
    assert series_of(run.raw, 2, "by_day", ["care_hours"])[1, 0] == pytest.approx(shifts["care_hours"].sum())
    hours = run.hours[run.hours["hour"] == 14]
    arousal, census = series_of(run.raw, 2, "by_hour", ["arousal", "census"])[14]
    assert arousal == pytest.approx(np.average(hours["mean_arousal"], weights=hours["census"]))
    assert census == pytest.approx(hours["census"].mean())


def test_every_measure_can_be_worked_out():
    run = ms.simulate(small(), days=2, warm_up_days=0, seed=1)
    for by, length in (("by_day", 2), ("by_hour", 24)):
        found = series_of(run.raw, 2, by, list(SERIES[by]))
        assert found.shape == (length, len(SERIES[by])) and (found[np.isfinite(found)] >= 0).all()


def test_a_store_that_was_not_asked_holds_the_same_bytes(store, tmp_path):
    plain = tmp_path / "plain"
    without = ms.run_experiment(asking(outcomes={}), plain, workers=1)
    facts = json.loads((plain / "manifest.json").read_text())
    assert "outcomes" not in facts and "outcomes" not in facts["code"]
    assert "outcomes" not in facts["stages"][0]["experiment"]
    asked = files_of(plain.__class__(store.location))
    contents = {digest for name, digest in asked.items() if name.startswith(("metrics/", "incidents/"))}
    assert {
        d for name, d in files_of(plain).items() if name.startswith(("metrics/", "incidents/"))
    } == contents
    with pytest.raises(
        ms.DataError, match=r"holds nothing by_day. Ask for it before the runs, as in outcomes"
    ):
        without.series()


def test_units_stand_with_measures_and_in_files(store):
    assert store.series("hour").attrs["units"] == {"conflict": "events an hour", "arousal": "0-1"}
    assert store.dataset("by_day").schema.field("wellbeing").metadata[b"unit"] == b"0-1"


def test_columns_and_rows_are_read_as_of_other_tables(store):
    found = store.series(columns=["run", "conflict"], where=[("day", "==", 1)])
    assert found.shape == (4, 2)
    with pytest.raises(ms.DataError, match="by is 'week'; it must be 'day' or 'hour'"):
        store.series("week")


def test_a_sweep_that_lost_a_file_of_measures_makes_it_again(store, tmp_path):
    folder = tmp_path / "store"
    ms.run_experiment(asking(), folder, workers=1)
    before = files_of(folder)
    next((folder / "by_hour" / "0000").iterdir()).unlink()
    ms.run_experiment(asking(), folder, workers=1)
    assert files_of(folder) == before


def test_other_measures_are_another_experiment(store):
    other = asking(outcomes={"by_day": ["conflict"]})
    with pytest.raises(ms.ConfigError, match="outcomes: .* in the store, .* now"):
        ms.run_experiment(other, store.location)
    with pytest.raises(ms.ConfigError, match="code of outcomes: .* in the store, not there now"):
        ms.run_experiment(asking(outcomes={}), store.location)


def test_measures_that_are_not_there_are_told_with_what_there_is():
    with pytest.raises(ms.ConfigError) as problem:
        ms.load_experiment(
            asking(outcomes={"by_day": ["conflict", "conflict"], "by_hour": "wellbeing", "by_week": []})
        )
    told = "\n".join(problem.value.problems)
    assert "outcomes.by_hour" in told and "'wellbeing'" in told and "arousal" in told and "by_week" in told
