"""The workbook of a comparison: every number as a number, every text as text, and a file that is whole or not there."""

import math

import openpyxl
import pytest
from fake_runs import design as whole_design
from fake_runs import fake_engine
from openpyxl.utils import range_boundaries

from milieusim.cli import compare_command as command
from milieusim.cli.main import main
from milieusim.comparison.answered.made_with import command_of, lacking
from milieusim.comparison.compare import compare
from milieusim.config.reading.loading import load_design
from milieusim.errors import ConfigError
from milieusim.report.numbers_book.number_table import number_format, sheet_name
from milieusim.report.numbers_book.whole_book import numbers_book
from milieusim.vocabulary import Role

RATES = {"wte_hours_a_week": 40, "currency": "EUR", "roles": dict.fromkeys(Role.labels(), 10)}
TABLES = [
    "All measures", "Made of", "Undone care", "Staff", "Cost", "Who gains", "Day by hour", "Staff by hour",
    "Timetables", "Reproduce", "Mechanisms", "Day differences",
]  # fmt: skip
HOSTILE = "=HYPERLINK(1)"
TWO_SHIFTS = {
    "early": {"start": "07:00", "end": "19:00", "registered_nurse": 4, "healthcare_assistant": 4},
    "night": {"start": "19:00", "end": "07:00", "registered_nurse": 3},
}


def design(name="base", structure=0.5):
    """Return a design of few slots: drawing a week cell by cell is what takes the time."""
    whole = whole_design(name, structure)
    return whole.replace({"routine": whole.routine.replace(slots=whole.routine.slots[:3])})


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A comparison of designs whose names a spreadsheet program could take for formulas, and its workbook as read."""
    with pytest.MonkeyPatch.context() as patch:
        fake_engine(patch)
        others = [
            design(HOSTILE, 0.8),
            design("+calm", 0.7).replace({"rota": TWO_SHIFTS}),
            design("@-x[1]/2", 0.6),
        ]
        result = compare([design("-base"), *others], days=14, replications=12, parameters="best", rates=RATES)
        path = result.workbook(tmp_path_factory.mktemp("book") / "numbers.xlsx", "milieusim compare a b")
    return result, openpyxl.load_workbook(path)


def rows_of(sheet):
    """Return the rows below the head of a table, as dicts."""
    left, top, right, bottom = range_boundaries(sheet.auto_filter.ref)
    heads, *rows = sheet.iter_rows(top, bottom, left, right, values_only=True)
    return [dict(zip(heads, row)) for row in rows]


def test_every_question_has_a_sheet_and_every_design_its_week(made):
    result, book = made
    assert book.sheetnames[0] == "Answer" and set(TABLES) <= set(book.sheetnames)
    assert sum(name.startswith("Week of ") for name in book.sheetnames) == len(result.designs)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_title_a_head_in_sight_and_a_filter(name, made):
    sheet = made[1][name]
    head = range_boundaries(sheet.auto_filter.ref)[1]
    assert sheet["A1"].value and sheet["A1"].font.bold
    assert sheet.freeze_panes == f"B{head + 1}"
    assert all(sheet.column_dimensions[cell.column_letter].width > 5 for cell in sheet[head])
    assert len(rows_of(sheet)) > 0


def test_no_text_becomes_a_formula(made):
    cells = [cell for sheet in made[1] for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert sum(cell.value == HOSTILE for cell in cells) > 50


def test_numbers_are_numbers_and_those_of_the_comparison(made):
    result, book = made
    rows = rows_of(book["All measures"])
    assert len(rows) == len(result.table)
    for row, told in zip(result.table.itertuples(index=False), rows):
        assert (told["Design"], told["Name"], told["Unit"]) == (row.design, row.metric, row.unit)
        if told["Verdict"] == "not comparable":
            continue
        for head, value in (
            ("Base", row.base),
            ("Difference", row.difference),
            ("Low", row.low),
            ("High", row.high),
        ):
            assert told[head] is None if math.isnan(value) else told[head] == pytest.approx(value, rel=1e-14)


def test_how_sure_differences_are_and_what_carries_them_is_there(made):
    result, book = made
    told = [row for row in rows_of(book["All measures"]) if row["Verdict"] != "not comparable"]
    table = result.table.set_index(["design", "metric"])
    for row in told[:4]:
        is_ = table.loc[(row["Design"], row["Name"])]
        assert row["p, by itself"] == pytest.approx(is_["p_value"], rel=1e-14)
        assert row["Low, one plausible world"] == pytest.approx(is_["low_world"], rel=1e-14)
    carried = [row["Carried"] for row in rows_of(book["Mechanisms"])]
    assert carried == pytest.approx(result.carried_by["carried"].tolist())
    hourly = [row["Difference"] for row in rows_of(book["Day differences"])]
    assert hourly == pytest.approx(result.day_differences["difference"].tolist())


def test_rates_a_shift_have_no_difference_where_days_are_cut_differently(made):
    rows = [row for row in rows_of(made[1]["All measures"]) if row["Design"] == "+calm"]
    by_shift = [row for row in rows if row["Unit"].endswith((" a shift", " of shifts"))]
    assert by_shift and all(row["Difference"] is None and row["Base"] is not None for row in by_shift)
    assert {row["Verdict"] for row in by_shift} == {"not comparable"}
    assert all(row["Verdict"] != "not comparable" for row in rows if row not in by_shift)


def test_the_answer_stands_first_with_what_it_cannot_say_and_links_to_the_rest(made):
    result, book = made
    words = [str(cell.value) for cell in book["Answer"]["A"]]
    assert result.answer in words and any("no basis for a decision" in text for text in words)
    links = {
        cell.value: cell.hyperlink.location or cell.hyperlink.target
        for cell in book["Answer"]["A"]
        if cell.hyperlink
    }
    assert list(links) == book.sheetnames[1:]


def test_costs_have_money_where_rates_were_given(made):
    result, book = made
    told = [row for row in rows_of(book["Cost"]) if row["Role"] == "all roles"]
    assert [row["Design"] for row in told] == list(result.designs)
    assert all(row["Cost, EUR a week"] > 0 for row in told)


def test_the_last_sheet_says_how_to_get_the_same_numbers(made):
    result, book = made
    facts = {row["What"]: row["Which"] for row in rows_of(book["Reproduce"])}
    assert facts["Command"] == "milieusim compare a b" and facts["Seeds"] == "1 to 12"
    assert len({facts[f"Digest of {name}"] for name in result.designs}) == len(result.designs)
    assert "milieusim" in facts and "Digest of the metrics of all runs" in facts


def test_every_slot_of_every_timetable_is_there(made):
    result, book = made
    assert len(rows_of(book["Timetables"])) == sum(len(one.routine.slots) for one in result.designs.values())


def test_a_command_that_fails_writes_no_workbook_and_keeps_the_old_one(monkeypatch, tmp_path):
    fake_engine(monkeypatch)
    result = compare([design(), design("calm", 0.8)], days=14, replications=12, parameters="best")
    path = tmp_path / "numbers.xlsx"
    path.write_text("old")
    monkeypatch.setattr("milieusim.report.numbers_book.whole_book.add_who", lambda book, result: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        result.workbook(path)
    assert path.read_text() == "old" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("x.html", "ends in .xlsx"),
        ("away/x.xlsx", "there is no folder"),
        ("x.yaml", "a file that this command reads"),
    ],
)
def test_a_workbook_goes_nowhere_else(name, told, monkeypatch, tmp_path, capsys):
    calls = fake_engine(monkeypatch)
    monkeypatch.setattr(command, "warmed", lambda: None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.yaml").write_text("based_on: acute-ward\n", encoding="utf-8")
    assert main(["compare", "acute-ward", "x.yaml", "--replications", "12", "--workbook", name]) == 2
    assert "--workbook: " in (err := capsys.readouterr().err) and told in err
    assert calls == [] and [file.name for file in tmp_path.iterdir()] == ["x.yaml"]
    with pytest.raises(ConfigError):
        from milieusim.report.numbers_book.whole_book import write_numbers

        write_numbers(None, tmp_path / "away" / name)


def test_the_command_writes_a_workbook_with_the_command_in_it(monkeypatch, tmp_path, capsys):
    fake_engine(monkeypatch)
    monkeypatch.setattr(command, "warmed", lambda: None)
    monkeypatch.setattr("milieusim.report.numbers_book.whole_book.add_weeks", lambda book, result: None)
    path = tmp_path / "numbers.xlsx"
    asked = "acute-ward open-unit --days 14 --replications 12 --parameters best --margin felt_safety=5%"
    assert main(["compare", *asked.split(), "--workbook", str(path)]) == 0
    # A second time: what the command wrote itself is replaced.
    assert main(["compare", *asked.split(), "--workbook", str(path)]) == 0
    (row,) = [row for row in rows_of(openpyxl.load_workbook(path)["Reproduce"]) if row["What"] == "Command"]
    assert row["Which"] == (
        "milieusim compare acute-ward open-unit --days 14 --replications 12 --seed 1 --parameters best "
        "--margin felt_safety=5%"
    )
    assert f"open {path}" in " ".join(capsys.readouterr().out.split()).replace(" /", " /")


def test_a_command_is_made_up_with_what_was_judged(monkeypatch):
    fake_engine(monkeypatch)
    pair = [design(), design("a calm ward", 0.8)]
    result = compare(pair, days=14, replications="auto", parameters="best", verdicts=["felt_safety"])
    assert command_of(result) == (
        "milieusim compare base 'a calm ward' --days 14 --replications auto --seed 1 --parameters best "
        "--verdict felt_safety"
    )
    assert len(lacking(result)) == 2 and lacking(result)[0].startswith("base is no shipped design")


def test_what_a_made_up_command_lacks_is_told(monkeypatch):
    fake_engine(monkeypatch)
    goals = {"weights": {"conflict": 1}}
    pair = ["acute-ward", load_design("open-unit").replace({"milieu.structure": 0.1})]
    result = compare(pair, days=14, replications=12, parameters="best", goals=goals)
    assert [text.split(":")[0] for text in lacking(result)] == [
        "open-unit is no shipped design as it stands",
        "goals",
    ]
    assert not lacking(compare(["acute-ward", "open-unit"], days=14, replications=12, parameters="best"))


def test_a_margin_that_is_a_share_of_nothing_is_told(monkeypatch):
    fake_engine(monkeypatch)
    pair = [design(), design("calm", 0.8)]
    result = compare(pair, days=14, replications=12, parameters="best", margins={"seclusion": "5%"})
    result.table.loc[result.table["metric"] == "seclusion_per_1000_obd", "base"] = 0.0
    assert any("5 % of the base is 0" in note for note in result.notes)


def test_names_of_sheets_are_what_spreadsheet_programs_take():
    taken = []
    for name in ["Week of a:b", "week of A B", "x" * 40, "x" * 40, "[]", ""]:
        taken.append(sheet_name(name, taken))
    assert len({one.lower() for one in taken}) == len(taken)
    assert all(0 < len(one) <= 31 and not set("[]:*?/\\") & set(one) for one in taken)


@pytest.mark.parametrize(
    ("value", "kind", "looks"),
    [
        (0.01234, "level", "#,##0.0000"),
        (1234.5, "level", "#,##0"),
        (12.3, "change", "+#,##0.0;−#,##0.0;0"),
        (0, "level", "#,##0"),
    ],
)
def test_numbers_show_three_digits_that_count(value, kind, looks):
    assert number_format(value, kind) == looks


def test_a_book_can_be_had_without_a_file(monkeypatch):
    fake_engine(monkeypatch)
    result = compare([design(), design("calm", 0.8)], days=14, replications=12, parameters="best")
    assert numbers_book(result).sheetnames[-1] == "Reproduce"
