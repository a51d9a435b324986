"""A ward's own files: what can be read is, what cannot is named by its line, and neither costs the other."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_wards import HEADER

from milieusim import load_design
from milieusim.calibration.own_ward.folded_cells import folded
from milieusim.calibration.own_ward.log_and_census import read_census, read_log
from milieusim.calibration.own_ward.log_checks import families_used, laid_on_days, whole_file_notes
from milieusim.calibration.own_ward.log_counts import groups_for
from milieusim.calibration.own_ward.spreadsheet_cells import (
    Unreadable,
    nearest_word,
    read_date,
    read_time,
    slash_order,
)
from milieusim.config.reading.finding import SHIPPED_FOLDER
from milieusim.errors import ConfigError
from milieusim.incident_kinds import IncidentKind
from milieusim.vocabulary import ResponseKind, Trigger

GOOD = "2021-03-31,14:20,17,verbal_aggression,9,denied_request,free_time,day_room,staff,talk_down"
TEMPLATES = SHIPPED_FOLDER.parent / "templates"


def written(folder, text, name="log.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def log_with(folder, *rows, header=None):
    return read_log(written(folder, "\n".join([header or ",".join(HEADER), *rows, ""])))


@pytest.mark.parametrize(
    ("text", "order", "found"),
    [
        ("2021-03-04", None, date(2021, 3, 4)),
        ("2021-03-04 00:00:00", None, date(2021, 3, 4)),
        ("2021/3/4", None, date(2021, 3, 4)),
        ("31.12.2021 00:00:00", None, date(2021, 12, 31)),
        ("12/31/2021 12:00:00 AM", None, date(2021, 12, 31)),
        ("31/12/2021 0:00", "dmy", date(2021, 12, 31)),
        ("2021-12-31T00:00:00Z", None, date(2021, 12, 31)),
        ("4 Mar 2021", None, date(2021, 3, 4)),
        ("04-March-2021", None, date(2021, 3, 4)),
        ("04.03.2021", None, date(2021, 3, 4)),
        ("4. 3. 2021", None, date(2021, 3, 4)),
        ("31/03/2021", None, date(2021, 3, 31)),
        ("03/31/2021", None, date(2021, 3, 31)),
        ("04/04/2021", None, date(2021, 4, 4)),
        ("04/03/2021", "dmy", date(2021, 3, 4)),
        ("04-03-2021", "dmy", date(2021, 3, 4)),
        ("04/03/2021", "mdy", date(2021, 4, 3)),
        ("04-Mar-21", None, date(2021, 3, 4)),
    ],
)
def test_dates_are_read_in_every_sure_spelling(text, order, found):
    assert read_date(text, order) == found


@pytest.mark.parametrize(
    ("text", "order", "allowed", "nearest"),
    [
        ("04/03/2021", None, "cannot be read in two ways", "2021-03-04 or 2021-04-03"),
        ("04.03.21", None, "four digits", "04.03.2021"),
        ("03/31/2021", "dmy", "a day of the calendar", ""),
        ("2021-02-30", None, "a day of the calendar", ""),
        ("2021-03-04 14:20", None, "without the time", ""),
        ("0231-03-04", None, "years 1980 to 2100", ""),
        ("2099-03-04", None, "today at the latest", ""),
        ("yesterday", None, "2025-03-31", ""),
        ("45747", None, "2025-03-31", ""),
    ],
)
def test_dates_that_may_be_mistaken_are_refused(text, order, allowed, nearest):
    with pytest.raises(Unreadable) as problem:
        read_date(text, order)
    assert allowed in problem.value.allowed and problem.value.nearest == nearest


def test_a_file_shows_which_comes_first_and_one_slip_does_not_undo_it():
    assert slash_order(["01/02/2021", "2021-04-01"]) is None
    assert slash_order(["01/02/2021", "13/02/2021"]) == "dmy"
    assert slash_order(["01/02/2021", "02/13/2021"]) == "mdy"
    assert slash_order(["13/02/2021", "02/13/2021"]) is None
    assert slash_order(["13/02/2021"] * 30 + ["02/13/2021"]) == "dmy"


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("14:20", 14 + 1 / 3),
        ("9:05:30", 9.0916667),
        ("00:00", 0),
        ("14.30", 14.5),
        ("7h15", 7.25),
        ("2:30 PM", 14.5),
        ("12:15 a.m.", 0.25),
        ("2pm", 14),
        ("1899-12-30 14:30:00", 14.5),
        ("01/01/1900 7:15", 7.25),
    ],
)
def test_times_are_read_in_every_sure_spelling(text, hour):
    assert read_time(text) == pytest.approx(hour)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("24:00", "00:00, with the date of the next day"),
        ("920", "09:20"),
        ("25:00", ""),
        ("noon", ""),
        ("14:61", ""),
    ],
)
def test_other_times_are_refused_with_the_nearest(text, nearest):
    with pytest.raises(Unreadable) as problem:
        read_time(text)
    assert problem.value.nearest == nearest


def test_a_row_becomes_numbers_and_residents_lose_their_codes(tmp_path):
    log = log_with(tmp_path, GOOD, GOOD.replace(",17,", ",K-9,"), GOOD.replace(",17,", ",,"), GOOD)
    assert log.bad == [] and log.given == 4
    assert log.events["resident"].tolist() == [0, 1, -1, 0]
    first = log.events[0]
    assert (date.fromordinal(int(first["day"])), first["hour"]) == (
        date(2021, 3, 31),
        pytest.approx(14 + 1 / 3),
    )
    assert (first["kind"], first["severity"]) == (IncidentKind.VERBAL_AGGRESSION, 9)
    assert (first["trigger"], first["response"]) == (Trigger.DENIED_REQUEST, ResponseKind.TALK_DOWN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_exports_of_spreadsheet_programs_are_read(tmp_path, encoding, separator):
    rows = [
        [*"Date Time Resident Kind Severity".split(), "Bemerkung für später"],
        ["31.03.2021", "14:20", "17", "Verbal aggression", '"7,5"', "größer"],
        ["01.04.2021", "7:05", "18", "SELF-HARM", "", '"two\nlines, and more"'],
        ["", "", "", "", "", ""],
    ]
    text = "\r\n".join(separator.join(row) for row in rows) + "\r\n"
    log = read_log(written(tmp_path, text, encoding=encoding))
    assert log.bad == [] and log.given == 2
    assert log.events["severity"][0] == 7.5
    assert log.events["kind"].tolist() == [IncidentKind.VERBAL_AGGRESSION, IncidentKind.SELF_HARM]
    assert log.notes == ["log.csv: not read: bemerkung_für_später."]


def test_a_line_that_names_the_separator_is_passed_over(tmp_path):
    log = read_log(written(tmp_path, "sep=;\ndate;time;kind\n2021-03-01;9:00;absconding\n"))
    assert len(log.events) == 1 and log.bad == []


def test_every_bad_cell_is_named_with_line_what_is_allowed_and_the_nearest(tmp_path):
    bad = "2021-13-31,25:00,17,verbal_agression,23,denied_rqest,sleeping,day_room,staf,talkdown"
    log = log_with(tmp_path, GOOD, bad, GOOD)
    assert len(log.events) == 2
    assert {cell.line for cell in log.bad} == {3}
    assert [cell.column for cell in log.bad] == "date time kind severity trigger response".split()
    nearest = {cell.column: cell.nearest for cell in log.bad}
    assert nearest["kind"] == "verbal_aggression" and nearest["severity"] == "22"
    assert nearest["trigger"] == "denied_request"
    assert nearest["response"] == "talk_down"
    told = next(cell.sentence for cell in log.bad if cell.column == "kind")
    assert told.startswith(
        "log.csv line 3: kind is 'verbal_agression'; it must be one of verbal_aggression, object"
    )
    assert told.endswith("Nearest: verbal_aggression.")


def test_many_dates_that_fail_alike_are_one_line(tmp_path):
    log = log_with(
        tmp_path, *(f"{day:02d}.03.21,,self_harm" for day in range(1, 21)), header="date,time,kind"
    )
    (told,) = folded(log.bad)
    assert "date is '01.03.21' and the like" in told and "four digits" in told and "20 rows" in told


def test_places_are_the_wards_own_or_kinds(tmp_path):
    design = load_design("acute-ward")
    own = design.ward.places[0].name
    rows = [GOOD, GOOD.replace("day_room", own), GOOD.replace("day_room", own + "x")]
    log = read_log(written(tmp_path, "\n".join([",".join(HEADER), *rows])), design)
    assert log.bad == [] and len(log.events) == 3
    assert any(
        "place is checked and not used; 1 of 3 cells are none that the model knows" in n for n in log.notes
    )


def test_equal_problems_are_one_line_with_its_rows_and_words_of_wards_are_known(tmp_path):
    row = GOOD.replace("verbal_aggression", "kicked off")
    log = log_with(tmp_path, *[row] * 3, GOOD.replace("verbal_aggression", "Patient to patient assault"))
    assert len(log.bad) == 3 and len(log.events) == 1
    (told,) = folded(log.bad)
    assert told.startswith("log.csv: kind is 'kicked off'; it must be") and "(3 rows: lines 2, 3, 4.)" in told
    labels = ["object_aggression", "verbal_aggression"]
    assert nearest_word("violence/aggression_-_verbal", labels) == "verbal_aggression"
    assert read_time("0930") == 9.5


def test_a_resident_that_cannot_be_read_is_not_shown(tmp_path):
    (cell,) = log_with(tmp_path, GOOD.replace(",17,", f",{'Erika Mustermann ' * 4},")).bad
    assert cell.column == "resident" and "Erika" not in cell.sentence


def test_names_of_residents_are_pointed_out_and_not_told(tmp_path):
    (note,) = log_with(tmp_path, GOOD, GOOD.replace(",17,", ",Erika M,")).notes
    assert note.startswith("1 of 2 residents are written as words") and "Erika" not in note


def test_an_open_quotation_mark_does_not_take_the_rows_below(tmp_path):
    log = log_with(
        tmp_path,
        GOOD,
        '2021-04-01,"09:00,18,absconding',
        GOOD,
        GOOD + ',"a note',
        GOOD,
        header=",".join([*HEADER, "x"]),
    )
    assert len(log.events) == 3 and log.given == 5
    assert {cell.line for cell in log.bad} == {3, 5}


def test_a_note_over_several_lines_is_one_row_and_lines_are_counted_on(tmp_path):
    rows = [GOOD + ',"first\nsecond\nthird"', GOOD.replace("verbal", "verbl")]
    log = log_with(tmp_path, *rows, header=",".join([*HEADER, "note"]))
    assert len(log.events) == 1 and [cell.line for cell in log.bad] == [5]


def test_a_row_too_long_is_bad_and_a_short_one_is_filled_up(tmp_path):
    log = log_with(tmp_path, GOOD + ",and,more", "2021-03-31,,,absconding")
    assert len(log.events) == 1 and [(c.line, c.column, c.found) for c in log.bad] == [
        (2, "row", "12 cells long")
    ]


BAD_CELLS = {
    "date": ["", "31.03.31", "2021-02-29", "soon", "05/06/2021"],
    "time": ["24:00", "half past", "9", "13 pm", "14:20:61"],
    "kind": ["", "agression", "x", "verbal_aggression 2"],
    "severity": ["-1", "22.5", "much", "1e1"],
    "trigger": ["moon", "denied request?"],
    "response": ["restraint", "??!"],
}
bad_rows = st.sampled_from([(column, cell) for column, cells in BAD_CELLS.items() for cell in cells])
noise = st.sampled_from(
    ["", ",,,,,,,,,", '2021-03-31,"9:00', '"', "a,b", GOOD + ",x", '2021-03-31,1"4:20,17,absconding']
)


@settings(max_examples=60)
@given(st.lists(st.one_of(st.none(), bad_rows, noise), max_size=25), st.randoms(use_true_random=False))
def test_any_mixture_of_good_and_bad_rows_is_told_apart(tmp_path_factory, mixture, chance):
    lines, good, bad = [",".join(HEADER)], 0, set()
    for place, row in enumerate(mixture, start=2):
        cells = dict(zip(HEADER, GOOD.split(",")))
        if isinstance(row, tuple):
            cells[row[0]] = row[1]
        lines.append(row if isinstance(row, str) else ",".join(cells.values()))
        good += row is None
        if row is not None and str(row).strip(",") != "":
            bad.add(place)
    end = chance.choice(["\n", "\r\n"])
    log = read_log(written(tmp_path_factory.mktemp("own"), end.join(lines)))
    assert len(log.events) == good
    assert {cell.line for cell in log.bad} == bad
    assert log.given == good + len(bad)


@settings(max_examples=150)
@given(st.binary(max_size=300), st.sampled_from(["", ",".join(HEADER) + "\n", "date;time;kind\n"]))
def test_no_bytes_whatever_do_more_than_be_refused(tmp_path_factory, raw, header):
    path = tmp_path_factory.mktemp("own") / "log.csv"
    path.write_bytes(header.encode() + raw)
    for reader in (read_log, read_census):
        try:
            found = reader(path)
        except ConfigError as problem:
            assert problem.problems
        else:
            assert all(cell.sentence for cell in found.bad)


def test_what_is_no_log_is_refused_with_the_columns_there_should_be(tmp_path):
    with pytest.raises(ConfigError, match="there is no such file. Did you mean 'log.csv'"):
        written(tmp_path, "date,time,kind\n")
        read_log(tmp_path / "lgo.csv")
    with pytest.raises(ConfigError) as problem:
        read_log(written(tmp_path, "day,time,kinds,kind_of\n"))
    assert problem.value.problems[0] == "log.csv: there is no column 'date'."
    assert (
        "Is it 'kinds'?" in problem.value.problems[1]
        and "the columns are date, time" in problem.value.problems[2]
    )
    for text, said in (
        ("", "empty"),
        ("date,time,kind,date\n", "stands twice"),
        ("PK\0\0", "no text file|not a text"),
    ):
        with pytest.raises(ConfigError, match=said):
            read_log(written(tmp_path, text))
    with pytest.raises(ConfigError, match="this is a folder"):
        read_log(tmp_path)


def test_the_shipped_templates_are_empty_files_of_the_right_form():
    assert len(read_log(TEMPLATES / "incident_log.csv").events) == 0
    assert read_log(TEMPLATES / "incident_log.csv").present == HEADER
    assert read_census(TEMPLATES / "census.csv").residents == {}


def test_a_census_of_shifts_becomes_means_of_days_and_repeated_rows_are_bad(tmp_path):
    rows = [
        "date;shift;residents;beds",
        "01.03.2021;early;18;20",
        "01.03.2021;late;19;20",
        "02.03.2021;;17,5;",
    ]
    census = read_census(written(tmp_path, "\n".join([*rows, "02.03.2021;;16;20", "03.03.2021;night;-1;20"])))
    assert list(census.residents.values()) == [18.5, 17.5] and census.beds == 20
    assert [(cell.line, cell.column) for cell in census.bad] == [(5, "date"), (6, "residents")]


def test_far_more_residents_than_beds_are_a_bad_row_and_an_over_full_ward_is_not(tmp_path):
    rows = ["date,residents,beds", "2021-03-01,22,20", "2021-03-02,200,20", "2021-03-03,25,"]
    census = read_census(written(tmp_path, "\n".join(rows)))
    assert list(census.residents.values()) == [22, 25]
    (bad,) = census.bad
    assert (
        "line 3: residents is '200'; it must be at most 30, half as many again as the 20 beds" in bad.sentence
    )


def rows_over(days, n, seed=1, **cells):
    chance = random.Random(seed)
    own = dict(zip(HEADER, GOOD.split(",")))
    for _ in range(n):
        when = date.fromordinal(date(2021, 1, 1).toordinal() + chance.randrange(days))
        row = own | {
            "date": when.isoformat(),
            "time": f"{chance.randrange(1, 24)}:10",
            "resident": str(chance.randrange(9)),
        }
        yield ",".join((row | cells).values())


def test_whole_file_notes_say_what_cannot_be_learnt(tmp_path):
    few = laid_on_days(log_with(tmp_path, *rows_over(20, 8)))
    notes = " ".join([*few.notes, *whole_file_notes(few)])
    assert "No census" in notes and "fewer than 20 incidents" in notes and "fewer than 28" in notes
    gap = laid_on_days(log_with(tmp_path, *rows_over(40, 60), GOOD.replace("2021-03-31", "2021-06-30")))
    assert any("days in a row" in note for note in whole_file_notes(gap))
    steady = laid_on_days(log_with(tmp_path, *rows_over(84, 60)))
    assert whole_file_notes(steady) == []


def test_gaps_in_the_census_and_incidents_outside_it_are_told(tmp_path):
    log = log_with(tmp_path, *rows_over(60, 50))
    days = [f"2021-01-{day:02d},20" for day in range(1, 31) if day not in (7, 8)]
    census = read_census(written(tmp_path, "\n".join(["date,residents", *days]), "census.csv"))
    own = laid_on_days(log, census)
    assert own.days == 30 and len(own.events) < 50 and own.census.tolist() == [20.0] * 30
    assert "no row for 2 of 30 days" in own.notes[0] and "outside" not in own.notes[0]
    assert f"{50 - len(own.events)} rows are dated before or after the census" in own.notes[1]


def test_dates_decades_apart_are_a_slip(tmp_path):
    with pytest.raises(ConfigError, match="longer than ten years"):
        laid_on_days(log_with(tmp_path, GOOD, GOOD.replace("2021", "2003")))


def test_columns_left_empty_are_not_compared_and_that_is_said(tmp_path):
    own = laid_on_days(
        log_with(tmp_path, *rows_over(84, 60, response="", trigger="", severity="", resident=""))
    )
    groups, silent = groups_for(own.events, [0] * len(IncidentKind))
    used, (note,) = families_used(own, groups)
    assert not silent and [family for family in used if used[family]] == ["hours", "clustering"]
    assert "triggers, what followed, how far incidents are of the same residents and severity" in note


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(IncidentKind), st.integers(0, 23), st.integers(-1, 9)), max_size=120)
)
def test_no_group_that_is_counted_alone_is_small(rows):
    import numpy as np

    from milieusim.calibration.own_ward.log_counts import RECORDED, counts_of, layout_of

    events = np.zeros(len(rows), RECORDED)
    for field, place in (("kind", 0), ("hour", 1), ("trigger", 2)):
        events[field] = [row[place] for row in rows]
    groups, _ = groups_for(events, [0] * len(IncidentKind))
    counts = counts_of(events, 28, 100.0, groups)
    for name, whole in (("kinds", len(rows)), ("hours", len(rows))):
        own = counts[layout_of(groups)[name]]
        assert own.sum() == whole
        assert len(own) == 1 or own.min() >= 5
    assert sorted(code for group in groups.kinds for code in group.codes) == list(range(len(IncidentKind)))
    assert [code for group in groups.hours for code in group.codes] == list(range(24))
    own = counts[layout_of(groups)["triggers"]]
    assert len(own) == 1 or all(count >= 5 for count in own)


def test_kinds_that_a_log_never_has_are_taken_for_not_kept_only_if_many_were_expected(tmp_path):
    own = laid_on_days(log_with(tmp_path, *rows_over(84, 60)))
    expected = [30, 3, 8, 0, 0, 100, 0, 4.9, 300]  # nobody writes down each refusal of what the day asks
    groups, silent = groups_for(own.events, expected)
    assert silent == ["physical_aggression", "medication_refusal", "demand_refusal"]
    assert {code for group in groups.kinds for code in group.codes} == {0, 1, 3, 4, 6, 7}


def test_a_new_design_folder_has_both_templates_and_says_what_goes_in(tmp_path):
    from typer.testing import CliRunner

    from milieusim.cli.main import app

    folder = tmp_path / "ward"
    assert CliRunner().invoke(app, ["new", str(folder)]).exit_code == 0
    assert read_log(folder / "incident_log.csv", load_design(folder)).given == 0
    assert read_census(folder / "census.csv").given == 0
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    assert "census.csv" in readme and "early, late, night" in readme and "$" not in readme
    assert max(map(len, readme.splitlines())) <= 120
