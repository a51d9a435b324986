"""How values are read, and how designs rest on each other."""

from pathlib import Path

import pytest

from milieusim.config.reading.loading import load_design, shipped_designs
from milieusim.config.reading.yaml_reading import parse_yaml
from milieusim.config.telling.schema import json_schema
from milieusim.errors import ConfigError

SMALL = Path(__file__).parent / "designs" / "small.yaml"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10:30", "10:30"),
        ("190:20:30", "190:20:30"),
        ("yes", "yes"),
        ("off", "off"),
        ("true", True),
        ("2024-03-31", "2024-03-31"),
        ("010", 10),
        ("0o10", 8),
        ("0x1f", 31),
        ("1e3", 1000.0),
        ("1_000", "1_000"),
        ("-.5", -0.5),
        ("~", None),
        ("", None),
        ("=", "="),
        ("nan", "nan"),
    ],
)
def test_scalars_follow_yaml_1_2(text, value):
    read = parse_yaml(f"key: {text}", "test")["key"]
    assert read == value and type(read) is type(value)


def test_a_few_aliases_and_merged_keys_are_allowed():
    text = "a: &group {place: studio, leader: doctor}\nb: {<<: *group, leader: psychologist}\nc: *group\n"
    tree = parse_yaml(text, "test")
    assert tree["b"] == {"place": "studio", "leader": "psychologist"}
    assert tree["c"] == {"place": "studio", "leader": "doctor"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_byte_order_marks_and_line_ends_do_not_matter(encoding, newline, tmp_path):
    file = tmp_path / "small.yaml"
    file.write_bytes(SMALL.read_text(encoding="utf-8").replace("\n", newline).encode(encoding))
    assert load_design(file) == load_design(SMALL)


def test_a_design_is_given_by_name_path_folder_dict_or_itself(small, tmp_path, monkeypatch):
    (tmp_path / "design.yaml").write_text(SMALL.read_text(encoding="utf-8"), encoding="utf-8")
    assert (
        load_design(tmp_path)
        == load_design(str(SMALL))
        == load_design(parse_yaml(SMALL.read_text(), "x"))
        == small
    )
    assert load_design(small) is small
    monkeypatch.chdir(SMALL.parent)
    assert load_design("small") == small
    with pytest.raises(ConfigError, match="not from int"):
        load_design(3)


def test_a_shipped_name_means_the_shipped_design_everywhere(tmp_path, monkeypatch):
    (tmp_path / "acute-ward.yaml").write_text(SMALL.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_design("acute-ward").name == "acute-ward"
    assert load_design("./acute-ward").name == "small"


def test_all_shipped_designs_load():
    assert shipped_designs()[0] == "acute-ward"
    assert [load_design(name).name for name in shipped_designs()] == shipped_designs()


def test_parts_of_a_folder_lie_over_its_base(tmp_path):
    (tmp_path / "design.yaml").write_text(f"based_on: {SMALL}\n", encoding="utf-8")
    (tmp_path / "milieu.yaml").write_text("support: 0.9\n", encoding="utf-8")
    (tmp_path / "routine.yaml").write_text(
        "remove: [Meeting]\nchange: {Art: {start: '10:30'}}\n"
        "add: [{name: Walk, start: '15:00', end: '16:00', activity: exercise, place: day_room}]\n",
        encoding="utf-8",
    )
    design, base = load_design(tmp_path), load_design(SMALL)
    assert design.name == tmp_path.name
    assert design.about.title == "" and design.about.sources == base.about.sources
    assert design.milieu == base.milieu.replace(support=0.9)
    slots = {slot.name: slot.start for slot in design.routine.slots}
    assert "Meeting" not in slots and slots["Art"] == "10:30" and slots["Walk"] == "15:00"
    assert slots["Lunch"] == "12:00"


def test_mappings_merge_and_lists_replace():
    slots = [{"name": "Tea", "start": "15:00", "end": "15:30", "activity": "meal", "place": "day_room"}]
    design = load_design(
        {
            "based_on": str(SMALL),
            "residents": {"mix": {"mania": 1}},
            "rota": {"late": None, "early": {"end": "21:30"}},
            "routine": {"slots": slots},
        }
    )
    assert set(design.residents.mix) == {"psychosis", "depression", "mania"}
    assert design.rota.late is None and design.rota.early.registered_nurse == 2
    assert [slot.name for slot in design.routine.slots] == ["Tea"]


def test_places_can_be_added_to_a_base():
    place = {"name": "snug", "kind": "quiet_room", "capacity": 2}
    design = load_design(
        {
            "based_on": str(SMALL),
            "ward": {"add": [place], "remove": ["clinic"]},
            "routine": {"remove": ["Medication"]},
        }
    )
    assert [place.name for place in design.ward.places][-1] == "snug"


def test_safewards_of_a_file_wins_over_single_practices_of_its_base(tmp_path):
    base = tmp_path / "base.yaml"
    base.write_text(f"based_on: {SMALL}\npractices: {{soft_words: 0.9, open_door: 0.4}}\n", encoding="utf-8")
    practices = load_design({"based_on": str(base), "practices": {"safewards": 0.5}}).practices
    assert practices.soft_words == practices.reassurance == 0.5
    assert practices.open_door == 0.4


def test_a_dict_that_is_loaded_is_left_as_it_was():
    tree = {"based_on": str(SMALL), "ward": {"beds": 3}}
    load_design(tree)
    assert tree == {"based_on": str(SMALL), "ward": {"beds": 3}}


def test_many_slots_are_refused_quickly():
    slots = [
        {"name": f"s{n}", "start": "10:00", "end": "11:00", "activity": "meal", "place": "day_room"}
        for n in range(3000)
    ]
    with pytest.raises(ConfigError, match="a list of at most 1000 entries"):
        load_design({"based_on": str(SMALL), "routine": {"slots": slots}})


def test_the_schema_knows_what_files_may_hold():
    schema = json_schema()
    assert "based_on" in schema["properties"]
    assert "safewards" in schema["$defs"]["Practices"]["properties"]
    assert set(schema["$defs"]["Routine"]["properties"]) >= {"slots", "add", "remove", "change", "wake"}
    assert schema["$defs"]["Slot"]["required"] == ["name", "start", "end", "activity", "place"]
    assert "required" not in schema["$defs"]["SlotChange"] and "required" not in schema
    assert schema["$defs"]["Milieu"]["properties"]["support"]["maximum"] == 1
    assert schema["$defs"]["Milieu"]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["Wednesday"], ("wed",)),
        ("SATURDAY, sun", ("sat", "sun")),
        (["Mon", "friday"], ("mon", "fri")),
        ("Weekdays", "weekdays"),
    ],
)
def test_days_may_be_written_out_in_any_case(written, read):
    from milieusim.config.parts.routine import Slot

    slot = Slot(name="Art", days=written, start="10:00", end="11:00", activity="creative", place="studio")
    assert slot.days == read


def test_a_day_written_out_and_short_is_named_twice():
    from milieusim.config.reading.loading import load_design
    from milieusim.errors import ConfigError

    change = {"based_on": "acute-ward", "routine": {"change": {"Lunch": {"days": ["mon", "Monday"]}}}}
    with pytest.raises(ConfigError, match="name each day once"):
        load_design(change)
