"""What the day asks, what staff have time for, and what is left undone."""

import pytest

import milieusim as ms

TABLES = ["incidents", "undone", "time_use", "staff_shifts", "slots"]
ROUNDS = ("Morning medication", "Midday medication", "Teatime medication", "Night medication")


@pytest.fixture(scope="module")
def acute():
    return ms.load_design("acute-ward")


def runs(design, seeds=4, days=14, **changed):
    parameters = ms.load_parameters("best").replace(changed) if changed else "best"
    return ms.simulate_many(
        design, days=days, seeds=range(seeds), warm_up_days=7, keep=TABLES, parameters=parameters
    )


def without(design, *activities):
    kept = tuple(slot for slot in design.routine.slots if slot.activity not in activities)
    return design.replace(routine=design.routine.replace(slots=kept))


@pytest.fixture(scope="module")
def usual(acute):
    return runs(acute)


def test_refusals_are_of_demands_and_come_by_staff(usual):
    refused = usual.incidents[usual.incidents["kind"].isin(["demand_refusal", "medication_refusal"])]
    assert len(refused) > 20 and set(refused["trigger"]) == {"staff_demand"}


def test_refused_dose_is_a_dose_missed(usual):
    refused = (usual.incidents["kind"] == "medication_refusal").sum()
    missed = usual.undone[(usual.undone["task"] == "medication") & (usual.undone["reason"] == "refused")]
    assert len(missed) == refused > 0


def test_nobody_spends_more_than_twenty_minutes_a_day_on_doses(usual):
    doses = usual.time_use[usual.time_use["activity"] == "medication"]["hours"] * 60
    assert doses.mean() < 20
    assert (doses > 0).all()


def test_asking_again_is_paid_for_in_prompts_and_gets_more_to_meals(acute):
    def prompts_and_meals_missed(**changed):
        found = runs(acute.replace({"milieu.structure": 1.0}), **changed)
        return found.staff_shifts["prompts"].sum(), (found.undone["task"] == "meals").sum()

    # Both wards tell the day equally well: what structure does besides makes fewer prompts necessary.
    again, once = prompts_and_meals_missed(), prompts_and_meals_missed(prompts_w_structure=0.0)
    assert again[0] > once[0]
    assert again[1] < 0.9 * once[1]


def test_who_is_not_served_in_time_goes_without(acute):
    def not_served(end):
        found = runs(
            acute.replace({"routine.slots[Lunch].end": "12:45", f"routine.slots[{ROUNDS[1]}].end": end})
        )
        undone = found.undone
        return ((undone["task"] == "medication") & (undone["reason"] == "not_served")).sum()

    assert not_served("13:00") > 20 + not_served("14:15")


def test_day_without_doses_or_meals_is_written_as_such(acute):
    found = runs(without(acute, "medication", "meal"), seeds=1)
    planned = found.undone[found.undone["reason"] == "not_planned"]
    rows = planned.groupby("task", observed=True).size()
    assert rows["meals"] == rows["medication"] * 3 / 2 > 0
    assert found.undone["slot"][planned.index].isna().all()


def test_untreated_residents_recover_more_slowly(acute):
    treated, untreated = runs(acute, days=28), runs(without(acute, "medication"), days=28)
    gains = [each.metrics()["distress_gain_d"].mean() for each in (treated, untreated)]
    assert gains[0] > gains[1]


def test_half_the_nurses_leave_more_undone(acute):
    half = acute.replace({f"rota.{shift}.registered_nurse": 1 for shift in ("early", "late", "night")})
    usual, short = (each.metrics()["undone_minutes_per_shift"].mean() for each in (runs(acute), runs(half)))
    assert short > 2 * usual


def test_paperwork_owed_holds_leave_up(acute):
    free, owed = (runs(acute, seeds=6, days=28, paperwork_minutes=minutes).time_use for minutes in (1.0, 4.0))
    hours = [each[each["activity"] == "leave"]["hours"].sum() for each in (free, owed)]
    assert hours[0] > 1.2 * hours[1]


def test_unmet_calls_without_nurses_are_undone_not_refused(acute):
    nobody = acute.replace({f"rota.night.{role}": 0 for role in ("registered_nurse", "healthcare_assistant")})
    undone = runs(nobody).undone
    assert (undone[undone["task"] == "prompts"]["reason"] == "no_minutes").sum() > 0
