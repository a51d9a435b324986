"""Results do not change: every run of the stored set has the tables that it had when it was stored."""

import numpy as np
import pytest
from golden_cases import all_cases
from golden_digests import columns_of, digest_of_tables, is_strict, partings, read_goldens
from regenerate import all_partings, verdict

from milieusim.incident_kinds import IncidentKind
from milieusim.vocabulary import ResponseKind, Role, SlotFate, Target, Task, TieKind

CASES = all_cases()
STORED = read_goldens()
GROUPS = list(dict.fromkeys(case.group for case in CASES))
BOTH = [case for case in CASES if case.group == "both engines"]
OCCURS = {
    ("incidents", "kind"): IncidentKind,
    ("incidents", "kind_recorded"): IncidentKind,
    ("incidents", "response_kind"): ResponseKind,
    ("incidents", "target"): Target,
    ("responses", "kind"): list(ResponseKind)[:-1],
    ("staff_shifts", "role"): Role,
    ("slots", "reason"): list(SlotFate)[1:],
    ("ties", "kind"): TieKind,
}
HAPPENS = {
    "shifts": "on_leave admissions discharges absconded returned sick bank_on_duty seclusion_hours "
    "mechanical_restraint_hours snapshots_without_contact is_staff_short".split(),
    "staff_shifts": Task.labels(),
    "stays": "wellbeing_day7 wellbeing_day14 wellbeing_end is_absconded prn_doses restraint_hours".split(),
}


def told_of_case(case, raw):
    """Return what parts in the tables of a case."""
    return partings(case.name, digest_of_tables(raw), STORED[case.name], columns_of(raw), is_strict())


@pytest.mark.parametrize("group", GROUPS)
def test_the_tables_are_those_that_were_stored(group):
    told = [told for case in CASES if case.group == group for told in told_of_case(case, case.tables())]
    assert not told, "\n".join(told)


def test_everything_that_can_happen_happens_in_one_of_them():
    lacking = {(*where, int(kind)) for where, kinds in OCCURS.items() for kind in kinds}
    lacking |= {(table, name) for table, names in HAPPENS.items() for name in names}
    for case in reversed(CASES):  # those at the edge, where most happens, are the last
        lacking -= what_occurs(case.tables())
        if not lacking:
            return
    assert not lacking


def what_occurs(raw):
    """Return the kinds and the columns that occur in a run."""
    kinds = {(table, column, kind) for table, column in OCCURS for kind in raw[table][column].tolist()}
    happened = {
        (table, name)
        for table, names in HAPPENS.items()
        for name in names
        if (np.nan_to_num(raw[table][name]) > 0).any()
    }
    return kinds | happened


@pytest.mark.parametrize("case", BOTH, ids=lambda case: case.design)
def test_agents_give_the_tables_that_were_stored(case):
    told = told_of_case(case, case.tables(engine="agents"))
    assert not told, "\n".join(told)


def test_what_is_stored_is_what_is_run():
    assert list(STORED) == [case.name for case in CASES]


@pytest.fixture(scope="module")
def raw():
    """The tables of one case."""
    return BOTH[0].tables()


def changed(raw, table, column, value):
    """Return tables with one value changed."""
    rows = raw[table].copy()
    rows[column][len(rows) // 2] = value
    return {**raw, table: rows}


def told_of(found, raw, strict):
    """Return what is said of tables that are held against others."""
    return partings("a run", digest_of_tables(found), digest_of_tables(raw), columns_of(found), strict)


def test_a_last_bit_is_noticed_only_where_bits_count(raw):
    value = raw["resident_shifts"]["arousal"][len(raw["resident_shifts"]) // 2]
    found = changed(raw, "resident_shifts", "arousal", np.nextafter(value, 2))
    assert told_of(found, raw, strict=False) == []
    assert told_of(found, raw, strict=True) == [
        "a run: resident_shifts: floats differ in their last bits, first in column 'arousal'"
    ]


@pytest.mark.parametrize(
    "table, column, value, said",
    [
        ("resident_shifts", "arousal", 0.123456, "floats differ, first in column 'arousal'"),
        ("stays", "mean_wellbeing", np.nan, "floats are not finite instead of"),
        ("incidents", "staff_in_reach", 77, "whole numbers differ, first in column 'staff_in_reach'"),
        ("shifts", "is_staff_short", None, "whole numbers differ, first in column 'is_staff_short'"),
    ],
)
def test_a_changed_value_is_noticed_on_any_processor(raw, table, column, value, said):
    if value is None:
        value = ~raw[table][column][len(raw[table]) // 2]
    (sentence,) = told_of(changed(raw, table, column, value), raw, strict=False)
    assert said in sentence and sentence.startswith(f"a run: {table}: ")


def test_a_lost_row_a_renamed_column_and_a_new_table_are_noticed(raw):
    shorter = {**raw, "ties": raw["ties"][1:]}
    assert f"{len(raw['ties']) - 1} rows instead of" in told_of(shorter, raw, strict=False)[0]
    kinds = raw["ties"].dtype.descr
    ties = raw["ties"].astype([*kinds[:-1], ("strength", kinds[-1][1])])
    assert "a name or a kind changed" in told_of({**raw, "ties": ties}, raw, strict=False)[0]
    assert (
        "4 columns instead of 5"
        in told_of({**raw, "ties": ties[["day", "from", "to", "kind"]]}, raw, False)[0]
    )
    assert "tables are" in told_of({**raw, "more": ties}, raw, strict=False)[0]


def test_the_verdict_tells_runs_that_came_and_went(raw):
    kept, columns = digest_of_tables(raw), {"a": columns_of(raw)}
    assert verdict({"a": kept}, columns, {"a": kept}) == (
        "goldens: all 1 runs are the same to the last bit.",
        True,
    )
    line, holds = verdict({"a": kept}, columns, {"b": kept})
    assert not holds and line.startswith("goldens: 2 tables of 2 runs differ. First: b: is stored")
    assert all_partings({"a": kept}, columns, {}, strict=False) == ["a: is not stored yet"]
