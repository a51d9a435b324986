"""The tables are those that other people's scripts expect: columns, kinds, categories, order."""

import pandas as pd
import pytest

import milieusim as ms
from milieusim.incident_kinds import IncidentKind
from milieusim.vocabulary import WORDS, ResponseKind, Role, Task
from milieusim.ward.tables import SORT_KEYS, TABLES, columns

KINDS = " ".join(IncidentKind.labels())
RESPONSES = " ".join(kind for kind in ResponseKind.labels() if kind != "none")
STATES = (
    "wellbeing distress coping belonging felt_safety self_care hygiene own_schedule organisation life_skills"
).split()
MOMENTS = ["admission", "day7", "day14", "end"]
PROMISED = {
    "incidents": """incident day hour at_hour shift_day shift resident kind severity trigger trigger_recorded
        activity place target target_id staff_in_reach arousal is_recorded response_kind""",
    "responses": """response_id incident day hour at_hour shift_day shift resident kind hours staff_minutes
        is_recorded""",
    "shifts": f"""day shift at_hour shift_hours census beds on_leave detained resident_hours admissions
        discharges
        absconded returned rostered_registered rostered_unregistered sick registered_on_duty
        unregistered_on_duty bank_on_duty care_hours conflict conflict_recorded containment
        containment_recorded containment_begun
        without_leave midnight_days restraint_hours_recorded seclusion_hours_recorded {KINDS} {RESPONSES}
        slots_planned slots_held mean_arousal mean_wellbeing
        no_staff_contact_share is_staff_short
        {" ".join(f"{kind}_recorded" for kind in (KINDS + " " + RESPONSES).split())}""",
    "resident_shifts": """day shift at_hour resident diagnosis is_detained hours_since_admission hours_present
        arousal distress felt_safety loneliness wellbeing boredom predictability autonomy coping trust
        risk_score incidents aggression aggression_recorded
        hours_asleep hours_organised hours_with_staff hours_with_residents hours_alone hours_awake_daytime
        hours_engaged_daytime""",
    "stays": f"""resident diagnosis sex age is_detained admitted_at_hour discharged_at_hour is_absconded
        {" ".join(f"{state}_{moment}" for state in STATES for moment in MOMENTS)} incidents incidents_recorded
        aggression aggression_recorded physical_aggression physical_aggression_recorded prn_doses
        prn_doses_recorded seclusion_hours restraint_hours""",
    "time_use": "day resident activity hours",
    "staff_shifts": f"""day shift at_hour staff role is_registered is_bank hours_on_duty
        {" ".join(Task.labels())} contact_hours burnout""",
    "slots": "day slot activity place start end is_held reason leader invited attended",
    "hours": f"""day hour at_hour census mean_arousal conflict containment
        {" ".join(f"{role}_minutes_needed {role}_minutes_available" for role in Role.labels())}""",
    "ties": "day from to kind value",
    "undone": "day shift at_hour task resident slot reason minutes",
}


@pytest.fixture(scope="module")
def run():
    """A run in which every table has rows."""
    return ms.simulate("reference-switzerland", days=28, seed=2)


@pytest.fixture(scope="module")
def empty():
    """A run in which hardly anything happens."""
    design = ms.load_design("acute-ward").replace({"ward.demand": 0.0, "routine.slots": ()})
    return ms.simulate(design, days=1)


def test_every_promised_table_and_column_is_there(run):
    assert set(PROMISED) == set(TABLES) == set(run.tables())
    for name, promised in PROMISED.items():
        missing = set(promised.split()) - set(getattr(run, name).columns)
        assert not missing, f"{name}: {missing}"


@pytest.mark.parametrize("name", TABLES)
def test_columns_have_their_kinds(run, empty, name):
    for table in (getattr(run, name), getattr(empty, name)):
        for column, kind in columns(name):
            dtype = table[column].dtype
            words = WORDS.get(kind.rstrip("?"))
            if f"{name}.{column}" in ("slots.slot", "slots.place", "stays.profile", "undone.slot"):
                assert dtype == "category"
            elif words is not None:
                assert dtype == "category" and list(dtype.categories) == words.labels(), column
            else:
                expected = {"int": "int64", "float": "float64", "bool": "bool", "int?": "Int64"}[kind]
                assert dtype == expected, f"{name}.{column}"


def test_missing_is_missing_and_never_minus_one(run):
    for name in TABLES:
        table = getattr(run, name)
        for column, kind in columns(name):
            if kind in ("int", "int?") and column not in ("day", "shift_day"):
                assert not (table[column] == -1).any(), f"{name}.{column}"
    assert run.responses.incident.isna().any() and run.responses.incident.notna().any()
    assert run.incidents.severity.isna().any() and run.slots.reason.isna().any()
    assert run.stays.discharged_at_hour.isna().any()


def test_rows_come_in_the_promised_order(run):
    for name in TABLES:
        table = getattr(run, name)
        keys = table[SORT_KEYS[name]].apply(lambda c: c.cat.codes if c.dtype == "category" else c.fillna(-1))
        assert pd.MultiIndex.from_frame(keys).is_monotonic_increasing, name
        assert list(table.index) == list(range(len(table))), name


def test_the_night_under_way_at_hour_0_began_the_day_before(run):
    for name in ("shifts", "resident_shifts", "staff_shifts"):
        first = getattr(run, name).iloc[0]
        assert first.day == -1 and first["shift"] == "night" and first.at_hour < 0, name
    assert run.shifts.shift_hours[0] == run.shifts.at_hour[1]
    assert (run.shifts.day[1:] >= 0).all() and run.incidents.day.min() >= 0


def test_hour_0_is_monday(run):
    weekday_only = {slot.name for slot in run.design.routine.slots if slot.days == "weekdays"}
    rows = run.slots[run.slots["slot"].isin(weekday_only)]
    assert len(rows) and (rows.day % 7 < 5).all()


def test_slots_are_those_of_the_timetable(run):
    for slot in run.design.routine.slots:
        rows = run.slots[run.slots["slot"] == slot.name]
        if len(rows):  # those that adjoin one alike are part of it
            assert set(rows.day % 7) == set(slot.day_numbers)
            assert (rows.start == slot.start_minute / 60).all() and (rows.place == slot.place).all()
            assert len(rows) == 4 * len(slot.day_numbers)


def test_ties_are_written_once_a_week(run):
    assert set(run.ties.day) == {6, 13, 20, 27}
    among = run.ties[run.ties.kind == "resident"].set_index(["day", "from", "to"]).value
    back = among.rename_axis(["day", "to", "from"]).reorder_levels(["day", "from", "to"])
    pd.testing.assert_series_equal(among.sort_index(), back.sort_index(), check_names=False)


def test_hours_have_a_row_each(run):
    assert list(run.hours.at_hour) == list(range(28 * 24))
    assert (run.hours.hour == run.hours.at_hour % 24).all() and (
        run.hours.day == run.hours.at_hour // 24
    ).all()


def test_tables_of_a_ward_without_residents_are_empty_not_broken(empty):
    for name in ("incidents", "responses", "resident_shifts", "stays", "time_use", "slots"):
        assert len(getattr(empty, name)) == 0, name
    assert len(empty.hours) == 24 and empty.hours.mean_arousal.isna().all()


def test_a_batch_puts_the_run_first():
    batch = ms.simulate_many("acute-ward", days=2, seeds=[9, 4], warm_up_days=3, keep=list(TABLES))
    for name in TABLES:
        table = getattr(batch, name)
        assert table.columns[0] == "run" and table.run.is_monotonic_increasing
        assert list(table.columns[1:]) == [column for column, _ in columns(name)]
    assert list(batch.runs.seed) == [9, 4] and list(batch.runs.run) == [0, 1]
    assert batch.runs.run_id.is_unique
    keys = batch.incidents[["run", "at_hour", "incident"]]
    assert pd.MultiIndex.from_frame(keys).is_monotonic_increasing
