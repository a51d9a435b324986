"""Logs as hospitals' systems export them: other headers, other words, and what nobody knows."""

import pytest

from milieusim import load_design
from milieusim.calibration.own_ward.log_and_census import WORDS, read_census, read_log
from milieusim.calibration.own_ward.mapping.log_words import LEAVE_OUT, known_words, plain
from milieusim.calibration.own_ward.mapping.mapping_file import NAME, to_decide
from milieusim.calibration.own_ward.reweighing import reweigh
from milieusim.config.reading.yaml_reading import read_yaml
from milieusim.errors import ConfigError
from milieusim.incident_kinds import IncidentKind
from milieusim.vocabulary import ResponseKind, Shift, Trigger

EXPORT = """\
Incidents of Rowan ward;;;;;
Exported 2 January 2022 by A. Clerk;;;;;

Incident date;Incident time;Patient ID;Incident Type;Cause;Action taken;Reported by
31.12.2021 00:00:00;2:20 PM;701;Verbal abuse;Unprovoked;De-escalation;X
30.12.2021 00:00:00;09:00;702;Physical assault;n/a;PMVA;Y
29.12.2021 00:00:00;;NULL;Fall;;;
28.12.2021 00:00:00;10:15;?;AWOL;-;None;
"""


def written(folder, text, name="log.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("separator", [";", "|", "\t", ","])
def test_an_export_is_read_by_what_its_headers_and_words_mean(separator, tmp_path):
    log = read_log(written(tmp_path, EXPORT.replace(";", separator)))
    assert log.bad == [] and log.given == 4
    kinds = [IncidentKind.VERBAL_AGGRESSION, IncidentKind.PHYSICAL_AGGRESSION, IncidentKind.ABSCONDING]
    assert log.events["kind"].tolist() == kinds
    assert log.events["hour"].tolist() == pytest.approx([14 + 1 / 3, 9, 10.25])
    assert log.events["trigger"].tolist() == [Trigger.NONE, -1, -1]
    responses = [ResponseKind.TALK_DOWN, ResponseKind.MANUAL_RESTRAINT, ResponseKind.NONE]
    assert log.events["response"].tolist() == responses
    assert log.events["resident"].tolist() == [0, 1, -1]
    told = " ".join(log.notes)
    assert "'Incident Type' as kind" in told and "not read: reported_by" in told
    assert (
        "2 lines above the header passed over" in told and "no kind that the model knows: 'Fall' 1." in told
    )


@pytest.mark.parametrize("word", ["NULL", "n/a", "-", "?", "unknown", "Not known", "#N/A", "(blank)", "none"])
def test_words_for_not_known_are_no_resident_and_are_counted(word, tmp_path):
    rows = [f"2021-01-{day:02d},{word},{word},absconding,{word}" for day in range(1, 5)]
    rows += [f"2021-01-{day:02d},9:00,{day},absconding,crowding" for day in range(5, 9)]
    log = read_log(written(tmp_path, "\n".join(["date,time,resident,kind,trigger", *rows])))
    assert log.bad == [] and log.events["resident"].tolist() == [-1] * 4 + [0, 1, 2, 3]
    assert f"log.csv: resident is not known in 4 of 8 rows ('{word}')." in log.notes
    assert f"log.csv: time is not known in 4 of 8 rows ('{word}')." in log.notes
    # A log may say that there was no trigger, which is not the same.
    assert log.events["trigger"].tolist()[0] == (Trigger.NONE if word == "none" else -1)


def test_a_row_that_must_be_known_is_bad_where_it_is_not(tmp_path):
    log = read_log(written(tmp_path, "date,time,kind\nunknown,9:00,absconding\n2021-01-01,9:00,n/a\n"))
    assert [(cell.line, cell.column) for cell in log.bad] == [(2, "date"), (3, "kind")]


@pytest.mark.parametrize("head", ["Date", "Date/Time", "Timestamp", "Occurred at"])
def test_one_column_of_date_and_time_is_taken_apart(head, tmp_path):
    rows = ["2021-01-13 14:30,absconding", "2021-01-14T09:00:00Z,absconding", "01/15/2021 2:30 PM,absconding"]
    log = read_log(written(tmp_path, "\n".join([f"{head},kind", *rows])))
    assert log.bad == [] and log.events["hour"].tolist() == [14.5, 9.0, 14.5]


def test_dates_without_a_time_still_need_its_column(tmp_path):
    with pytest.raises(ConfigError, match="there is no column 'time'"):
        read_log(written(tmp_path, "date,kind\n2021-01-13,absconding\n"))


def test_a_census_is_read_by_what_its_headers_mean(tmp_path):
    text = "Occupancy report|||\nDate|Occupied_Beds|Total beds|Shift name\n2021-01-01|18|20|AM\n2021-01-02|n/a|20|\n"
    census = read_census(written(tmp_path, text))
    assert list(census.residents.values()) == [18] and census.beds == 20
    assert [cell.line for cell in census.bad] == [4]


def test_the_first_try_writes_what_can_be_edited_and_the_second_reads_it(tmp_path):
    text = (
        "When,Time,Category\n"
        + "2021-01-01,9:00,Kicking off\n2021-01-02,9:00,Ward transfer\n2021-01-03,9:00,AWOL\n"
    )
    path, mapping = written(tmp_path, text.replace("When", "Date")), tmp_path / NAME
    first = read_log(path, mapping=mapping)
    assert {cell.found for cell in first.bad} == {"'Kicking off'", "'Ward transfer'"}
    (told,) = to_decide(first)
    assert f"{mapping} keeps what words mean." in told and '"Kicking off" and "Ward transfer"' in told
    tree = read_yaml(mapping)
    assert tree["columns"] == {"date": "Date", "time": "Time", "kind": "Category"}
    assert tree["kind"] == {"Kicking off": "?", "Ward transfer": "?", "AWOL": "absconding"}
    edited = mapping.read_text(encoding="utf-8").replace(
        '"Kicking off": "?"', '"Kicking off": verbal_aggression'
    )
    edited = edited.replace('"Ward transfer": "?"', '"Ward transfer": leave_out').replace(
        "not_known: []", "not_known: [AWOL]"
    )
    mapping.write_text(edited, encoding="utf-8")
    second = read_log(path, mapping=mapping)
    assert second.events["kind"].tolist() == [IncidentKind.VERBAL_AGGRESSION]
    assert [(cell.line, cell.found) for cell in second.bad] == [(4, "empty")]
    assert mapping.read_text(encoding="utf-8") == edited


def test_a_column_can_be_named_and_another_shut_out(tmp_path):
    text = "date,found on,time,kind,trigger\n2021-01-05,2021-01-01,9:00,absconding,whatever\n"
    mapping = written(tmp_path, "columns: {date: found on, trigger: null}\n", NAME)
    log = read_log(written(tmp_path, text), mapping=mapping)
    assert log.bad == [] and log.events["day"][0] == read_log(
        written(tmp_path, text.replace("01-05", "01-01").replace("whatever", ""))
    ).events["day"][0]  # fmt: skip


def test_a_log_of_the_templates_own_words_leaves_no_mapping(tmp_path):
    read_log(
        written(tmp_path, "Date,Time,Kind\n2021-01-01,9:00,Verbal aggression\n"), mapping=tmp_path / NAME
    )
    assert not (tmp_path / NAME).exists()


def test_columns_that_nobody_knows_are_asked_for_and_read_once_they_are_named(tmp_path):
    path, mapping = written(tmp_path, "Date,Clock,What happened\n2021-01-01,9:00,AWOL\n"), tmp_path / NAME
    with pytest.raises(ConfigError) as told:
        read_log(path, mapping=mapping)
    assert told.value.problems[0] == "log.csv: there is no column 'time'."
    assert told.value.problems[-1].startswith(f"{mapping} keeps what columns mean")
    text = mapping.read_text(encoding="utf-8")
    assert read_yaml(mapping)["columns"] == {"time": "?", "kind": "?", "date": "Date"}
    assert 'other columns: "clock" and "what_happened"' in text
    with pytest.raises(ConfigError, match="there is no column 'kind'"):
        read_log(path, mapping=mapping)
    mapping.write_text(
        text.replace('time: "?"', "time: Clock").replace('kind: "?"', "kind: what happened"), "utf-8"
    )
    log = read_log(path, mapping=mapping)
    assert log.events["kind"].tolist() == [IncidentKind.ABSCONDING] and log.bad == []


@pytest.mark.parametrize("before", ["", "kind:\n", "kind:\n    # Ours.\n    Fall: leave_out\n"])
def test_words_of_a_column_that_was_named_by_hand_are_written_to_be_filled_in(before, tmp_path):
    text = "Date,Time,What\n2021-01-01,9:00,Kicking off\n2021-01-02,9:00,AWOL\n2021-01-02,9:00,self-harn\n"
    path, mapping = (
        written(tmp_path, text),
        written(tmp_path, f"# Ours.\ncolumns: {{kind: What}}\n{before}", NAME),
    )
    read_log(path, mapping=mapping)
    asked, after = read_yaml(mapping), mapping.read_text(encoding="utf-8")
    assert asked["kind"].items() >= {"Kicking off": "?", "self-harn": "?"}.items() and after.startswith(
        "# Ours.\n"
    )
    assert "# perhaps self_harm" in after and ("Fall" in asked["kind"]) == ("Fall" in before)
    # A second try asks for nothing twice, and what was filled in is read.
    read_log(path, mapping=mapping)
    assert mapping.read_text(encoding="utf-8") == after
    mapping.write_text(after.replace('"?"', "absconding"), encoding="utf-8")
    assert read_log(path, mapping=mapping).bad == []


def test_words_are_not_put_into_a_list_of_words_on_one_line(tmp_path):
    path = written(tmp_path, "Date,Time,Kind\n2021-01-01,9:00,Kicking off\n")
    mapping = written(tmp_path, "kind: {Fall: leave_out}\n", NAME)
    log = read_log(path, mapping=mapping)
    assert mapping.read_text(encoding="utf-8") == "kind: {Fall: leave_out}\n"
    assert '"Kicking off"' in to_decide(log)[0]


def test_columns_of_a_census_can_be_named_too(tmp_path):
    path = written(tmp_path, "Night,Pts\n2021-01-01,18\n", "census.csv")
    mapping = written(tmp_path, "census: {date: Night, residents: Pts}\n", NAME)
    with pytest.raises(ConfigError, match="there is no column 'date'"):
        read_census(path)
    assert list(read_census(path, mapping).residents.values()) == [18]


def test_columns_of_a_census_that_nobody_knows_are_asked_for_below_those_of_the_log(tmp_path):
    log = written(tmp_path, "Date,Time,Category\n2021-01-01,9:00,AWOL\n")
    path, mapping = (
        written(tmp_path, "Night,Pts,Total beds\n2021-01-01,18,20\n", "census.csv"),
        tmp_path / NAME,
    )
    read_log(log, mapping=mapping)
    of_the_log = mapping.read_text(encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        read_census(path, mapping)
    assert told.value.problems[-1].startswith(f"{mapping} keeps what columns mean: write there, below census")
    text = mapping.read_text(encoding="utf-8")
    assert text.startswith(of_the_log.rstrip("\n")) and 'other columns: "night" and "pts"' in text
    assert read_yaml(mapping)["census"] == {"date": "?", "residents": "?", "beds": "Total beds"}
    edited = text.replace('date: "?"', "date: Night").replace('residents: "?"', "residents: Pts")
    mapping.write_text(edited, encoding="utf-8")
    assert list(read_census(path, mapping).residents.values()) == [18]
    assert mapping.read_text(encoding="utf-8") == edited and read_log(log, mapping=mapping).bad == []


def test_a_census_with_other_headers_leaves_how_it_was_read(tmp_path):
    path = written(tmp_path, "Date,Occupied beds\n2021-01-01,18\n", "census.csv")
    read_census(path, tmp_path / NAME)
    assert read_yaml(tmp_path / NAME)["census"] == {"date": "Date", "residents": "Occupied beds"}
    assert list(read_census(path, tmp_path / NAME).residents.values()) == [18]
    read_census(written(tmp_path, "date,residents\n2021-01-01,18\n", "plain.csv"), tmp_path / "another.yaml")
    assert not (tmp_path / "another.yaml").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("census: {dat: Night}", "census.dat is not known; there may be date, shift"),
        ("[a]", "must hold keys with values"),
        ("kinds: {}", "'kinds' is not known; there may be columns, census, not_known"),
        ("kind: {Fall: vebal_aggression}", "'Fall' is 'vebal_aggression'; it must be one of"),
        ("columns: {dat: Date}", "columns.dat is not known; there may be date, time"),
        ("columns: {date: [a]}", "columns.date must be the header of one column"),
        ("not_known: 3", "not_known must be a list"),
        ("trigger: {x: leave_out}", "'x' is 'leave_out'"),
        ("kind: [", "not YAML"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(text, says, tmp_path):
    mapping = written(tmp_path, text + "\n", NAME)
    with pytest.raises(ConfigError, match=r"mapping\.yaml") as told:
        read_log(written(tmp_path, "date,time,kind\n"), mapping=mapping)
    assert says in str(told.value)


def test_names_of_residents_are_told_before_anything_is_computed(tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(
        "milieusim.calibration.own_ward.reweighing.weighed", lambda *a: said.append("computed") or 1 / 0
    )
    rows = [f'2021-01-{day:02d},9:00,"Smith, J{day}",absconding' for day in range(1, 9)]
    log = written(tmp_path, "\n".join(["date,time,patient name,kind", *rows]))
    with pytest.raises(ZeroDivisionError):
        reweigh(log, load_design("acute-ward"), tell=said.append)
    assert said[-1] == "computed" and any(
        "8 of 8 residents are written as words" in line for line in said[:-1]
    )
    assert not any("Smith" in line for line in said)


def test_codes_with_a_word_for_a_person_are_no_names(tmp_path):
    rows = [f"2021-01-0{day},9:00,Patient {day},absconding" for day in range(1, 4)]
    assert read_log(written(tmp_path, "\n".join(["date,time,resident,kind", *rows]))).notes == []


def test_known_spellings_lead_to_one_word_that_the_model_has():
    known, words = known_words(), {**WORDS, "shift": Shift}
    for column, meant in known.words.items():
        assert set(meant.values()) <= {*words[column].labels(), LEAVE_OUT}
        assert not set(meant) & {plain(label) for label in words[column].labels()}


def test_no_spelling_stands_twice():
    from importlib import resources

    tree = read_yaml(resources.files("milieusim.data") / "log_words.yaml")
    for meant in (tree["columns"], *tree["words"].values()):
        spelt = [plain(word) for words in meant.values() for word in map(str, words)]
        assert [word for word in spelt if spelt.count(word) > 1] == []
