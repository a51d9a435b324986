"""What people write as they say it is refused with the very text to write instead."""

import pytest

from milieusim.config.parts import residents
from milieusim.config.parts.meant import WORDS
from milieusim.config.parts.routine import PLANNED
from milieusim.config.reading.loading import load_design
from milieusim.config.reading.yaml_reading import parse_yaml
from milieusim.errors import ConfigError
from milieusim.phrasing import near
from milieusim.vocabulary import PlaceKind, Regime, Role

SLOT = {"name": "Choir", "start": "10:00", "end": "11:00", "activity": "creative", "place": "Day room"}


def told_about(**fields):
    tree = {"based_on": "acute-ward", "routine": {"add": [{**SLOT, **fields}]}}
    with pytest.raises(ConfigError) as told:
        load_design(tree)
    (problem,) = told.value.problems
    return problem


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        (9.3, 'Write "09:30".'),
        (9.05, 'Write "09:05".'),
        (9.5, 'Write "09:50" (or "09:30", if half past is meant).'),
        (9, 'Write "09:00".'),
        (930, 'Write "09:30".'),
        ("0930", 'Write "09:30".'),
        ("9.30", 'Write "09:30".'),
        ("7pm", 'Write "19:00".'),
        ("7.30 p.m.", 'Write "19:30".'),
        ("12am", 'Write "00:00".'),
        ("9h30", 'Write "09:30".'),
        ("9:30:00", 'Write "09:30".'),
        ("noon", 'Write "12:00".'),
        ("09.30-10.15", 'Write the start as "09:30" and the end as "10:15".'),
    ],
)
def test_a_time_as_people_write_it_has_its_fix(written, fix):
    assert told_about(start=written).endswith(fix)


@pytest.mark.parametrize("written", ["26:10", "13pm", "soon", 9.75, -3, True, 99])
def test_what_is_no_time_has_no_fix(written):
    assert "Write" not in told_about(start=written)


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("Thurs", "[thu]"),
        ("Tues, Thur", "[tue, thu]"),
        ("Weds", "[wed]"),
        ("Mon-Fri", "weekdays"),
        ("Mon to Thu", "[mon, tue, wed, thu]"),
        ("Sat & Sun", "weekend"),
        ("every day", "daily"),
        ("Fri - Mon", "[mon, fri, sat, sun]"),
        (["Mondays", "Wed."], "[mon, wed]"),
    ],
)
def test_days_as_people_write_them_have_their_fix(written, fix):
    assert told_about(days=written).endswith(f"Write {fix}.")


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("OT", "occupational_therapist"),
        ("nurse", "registered_nurse"),
        ("Support worker", "healthcare_assistant"),
        ("Registered nurse", "registered_nurse"),
        ("doctors", "doctor"),
    ],
)
def test_a_role_as_people_say_it_has_its_fix(written, fix):
    assert told_about(leader=written).endswith(f"Did you mean '{fix}'?")


@pytest.mark.parametrize(
    ("written", "fix"),
    [("Lunch", "meal"), ("meds", "medication"), ("OT", "occupational_therapy"), ("Ward round", "ward_round")],
)
def test_an_activity_as_people_say_it_has_its_fix(written, fix):
    assert told_about(activity=written).endswith(f"Did you mean '{fix}'?")


def test_words_that_people_say_lead_to_one_word_each():
    allowed = [Role.labels(), PLANNED, list(residents.PROFILES), PlaceKind.labels(), Regime.labels()]
    for words, known in zip(WORDS, allowed, strict=True):
        assert set(words) <= set(known)
        said = [word for names in words.values() for word in names.split()]
        assert len(said) == len(set(said)) and not set(said) & set(known)


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u00a0", "a non-breaking space (U+00A0)"),
        ("\u200b", "zero width space (U+200B)"),
        ("\t", "a tab (U+0009)"),
    ],
)
def test_signs_that_do_not_show_are_named(sign, name):
    written = f"Day{sign}room" if sign != "\u200b" else f"Day {sign}room"
    problem = told_about(place=written)
    assert f"It looks like 'Day room', but this one holds {name}" in problem.replace("a zero", "zero")
    assert "the other one holds" in near("Day room", [written])


def test_names_that_differ_in_blanks_or_in_signs_that_look_alike_are_told():
    assert "has more spaces" in near("Day  room", ["Day room"]) and "has more" in near(
        "Day room ", ["Day room"]
    )
    assert "different signs" in near("Cafe\u0301", ["Caf\u00e9"])
    assert near("Day rom", ["Day room"]) == " Did you mean 'Day room'?"


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("about: {title: Rowan, same people}", 'title: "Rowan, same people"'),
        ("about: {title: Rowan, same, people, summary: x}", 'title: "Rowan, same, people"'),
        ("routine: {change: {Lunch: {place: Room 1, 2, start: '12:00'}}}", 'place: "Room 1, 2"'),
    ],
)
def test_a_text_cut_at_its_comma_is_told_once_and_whole(text, fix):
    with pytest.raises(ConfigError) as told:
        load_design(parse_yaml(f"based_on: acute-ward\n{text}\n", "x"))
    (problem,) = told.value.problems
    assert problem.startswith("x: line 2: '") and problem.endswith(f"put the text in quotes: {fix}.")


def test_a_key_left_empty_is_no_text_that_was_cut():
    assert parse_yaml("{a: x, b: , c: 1}", "x") == {"a": "x", "b": None, "c": 1}
    with pytest.raises(ConfigError, match="'b' has no value; leave it out"):
        parse_yaml("{a: [1], b}", "x")


def test_a_blank_that_yaml_does_not_know_is_named():
    with pytest.raises(ConfigError, match="line 2: not YAML: it holds a non-breaking space"):
        parse_yaml("a:\n\u00a0 b: 1\n  c: [\n", "x")


@pytest.mark.parametrize(
    ("tree", "says"),
    [
        ({"rota": {"early": {"OT": 1}}}, "Did you mean 'occupational_therapist'?"),
        ({"rota": {"early": {"HCA": 1}}}, "Did you mean 'healthcare_assistant'?"),
        ({"residents": {"mix": {"schizophrenia": 1}}}, "Did you mean 'psychosis'?"),
        (
            {"ward": {"add": [{"name": "Lounge", "kind": "lounge", "capacity": 9}]}},
            "Did you mean 'day_room'?",
        ),
        ({"policy": {"regime": "UK"}}, "Did you mean 'england'?"),
    ],
)
def test_keys_and_kinds_as_people_say_them_have_their_fix(tree, says):
    with pytest.raises(ConfigError) as told:
        load_design({"based_on": "acute-ward", **tree})
    assert says in told.value.problems[0]
