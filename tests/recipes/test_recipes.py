"""The recipes of CONTRIBUTING.md, followed: each takes the files that it names, and what was added is there."""

from pathlib import Path

import pytest
from a_copy import Copy, entry, rule_text

LEDGER = "data/parameters.yaml"
RECIPES = Path(__file__).resolve().parents[2] / "CONTRIBUTING.md"


def named(title, names):
    """Return files, each of which the recipe of a title names itself, or by its folder."""
    recipe = RECIPES.read_text(encoding="utf-8").split(f"## Add {title}\n")[1].split("\n## ")[0]
    for name in names:
        places = [name, *(f"milieusim/{folder}/" for folder in Path(name).parents if folder.name)]
        assert any(place in recipe for place in places), f"{name} is in no file or folder of: {recipe}"
    return names


@pytest.fixture
def package(tmp_path):
    return Copy(tmp_path)


def test_a_rule_takes_its_family_and_the_ledger_and_then_an_act_may_call_it(package):
    package.add("rules/arousal.py", rule_text("view_calms", ["boredom"], "clip01(p.view_share * boredom)"))
    package.add(LEDGER, entry("view_share", 0.3, 0, 1, "0-1"))
    package.run('assert ms.RULES["view_calms"].reads == ("view_share",)')
    assert package.touched == named("a rule", [LEDGER, "rules/arousal.py"]) and len(package.touched) == 2
    package.edit("ward/residents/feeling.py", "calming_of_quiet, next_arousal", ", view_calms")
    package.edit(
        "ward/residents/feeling.py",
        "    place = ward.places[resident.place_index]\n",
        "    view = view_calms(p, boredom=resident.boredom)\n"
        "    resident.arousal = calmed(arousal=resident.arousal, share=view)\n",
    )
    package.run(
        """
def arousal(**more):
    return a_day(**more).shifts["mean_arousal"].mean()
without = arousal(rules={"view_calms": lambda p, boredom: 0.0})
assert arousal() < without
assert arousal(parameters=ms.load_parameters().replace(view_share=0.0)) == without
"""
    )
    assert package.touched == named("a rule", [LEDGER, "rules/arousal.py", "ward/residents/feeling.py"])


def test_a_weight_takes_the_rule_and_the_ledger(package):
    package.edit(
        "rules/hazards.py", "        * risk\n        * distress\n", "        * (1.0 + p.self_harm_w_noon)\n"
    )
    package.add(LEDGER, entry("self_harm_w_noon", 0.5, 0, 1))
    package.run('assert "self_harm_w_noon" in ms.RULES["self_harm_per_hour"].reads\na_day()')
    assert package.touched == named("a rule", [LEDGER, "rules/hazards.py"]) and len(package.touched) == 2


def test_a_state_takes_its_line_and_the_act_that_moves_it(package):
    package.edit(
        "ward/state.py",
        'STATES = [\n    _share("arousal", tables=EVERYWHERE),\n',
        '    _share("hope", tables="resident_shifts shifts"),\n',
    )
    package.edit(
        "ward/residents/feeling.py",
        '    """Let boredom and arousal follow what the tick was like."""\n',
        "    resident.hope = resident.felt_safety\n",
    )
    package.run(
        """
run = a_day()
assert (run.resident_shifts["hope"] > 0.0).any() and (run.shifts["mean_hope"] > 0.0).any()
assert ms.WardModel(WARD, warm_up_days=0).residents[0].hope == 0.0
"""
    )
    assert package.touched == named("a state", ["ward/residents/feeling.py", "ward/state.py"])
    assert len(package.touched) == 2


def test_a_practice_takes_its_word_the_rule_that_reads_it_and_its_weight(package):
    package.edit("vocabulary.py", "individual_schedules open_door", " music_evenings")
    package.edit(
        "rules/attendance.py",
        "(1.0 - p.boredom_w_programme * p.activity_programme * staff_present)",
        " * (1.0 - p.boredom_w_music * p.music_evenings)",
    )
    package.add(LEDGER, entry("boredom_w_music", 0.5, 0, 1))
    package.run(
        """
assert "music_evenings" in ms.RULES["kept_busy"].reads
musical = WARD.replace({"practices.music_evenings": 1.0})
assert not a_day(musical).shifts.equals(a_day().shifts)
none = ms.load_parameters().replace(boredom_w_music=0.0)
assert a_day(musical, parameters=none).shifts.equals(a_day().shifts)
"""
    )
    assert package.touched == named("a practice", [LEDGER, "rules/attendance.py", "vocabulary.py"])
    assert len(package.touched) == 3


def with_fire_setting(package, facts=""):
    package.edit(
        "incident_kinds.py",
        '    "rule_breaking": IncidentFacts("gravity_rule", hazard="hazard_of_rule_breaking"),\n',
        f'    "fire_setting": IncidentFacts("gravity_fire", is_witnessed=True{facts}),\n',
    )
    package.add(LEDGER, entry("gravity_fire", 0.8, 0, 1))
    for instrument in ("pcc_sr", "soas_r", "incident_log"):
        package.add(LEDGER, entry(f"{instrument}_records_fire_setting", 0.9, 0, 1))


def test_a_kind_of_incident_takes_its_row_and_its_numbers(package):
    with_fire_setting(package)
    package.run(
        """
run = a_day()
assert (run.shifts["fire_setting"] == 0).all() and (run.shifts["fire_setting_recorded"] == 0).all()
assert "fire_setting" in run.incidents["kind"].cat.categories
"""
    )
    assert package.touched == named("a kind of incident", [LEDGER, "incident_kinds.py"])


@pytest.mark.slow
def test_a_kind_of_incident_that_happens_by_itself_takes_no_further_file(package):
    with_fire_setting(package, ', per_hour="fires_per_hour", driver="boredom"')
    package.add(LEDGER, entry("fires_per_hour", 0.5, 0, 1, "1/h"))
    package.run(
        """
def fires(engine, **more):
    incidents = a_day(engine=engine, **more).incidents
    return incidents[incidents["kind"] == "fire_setting"]
assert len(fires("agents")) and fires("agents").equals(fires("compiled"))
assert not len(fires("agents", rules={"driven_per_hour": lambda per_hour, driver: 0.0}))
"""
    )
    assert package.touched == named("a kind of incident", [LEDGER, "incident_kinds.py"])
    assert len(package.touched) == 2


def test_a_hazard_of_its_own_is_a_rule_and_an_act_that_calls_it(package):
    with_fire_setting(package, ', hazard="hazard_of_fires"')
    text = rule_text("fires_per_hour", ["boredom"], "p.fires_base * boredom * boredom").replace(
        "float, 0-1\n\n    Notes", "float, 0 to inf, 1/h\n\n    Notes"
    )
    package.add("rules/hazards.py", text)
    package.add(LEDGER, entry("fires_base", 0.5, 0, 1, "1/h"))
    incidents = "ward/conflict/incidents.py"
    package.edit(incidents, "    cause_of,\n", "    fires_per_hour,\n")
    package.edit(
        incidents,
        "def _asked(row):\n",
        """@act
def hazard_of_fires(ward, resident):
    return fires_per_hour(ward.p, boredom=resident.boredom)


def _asked(row):
""",
        instead=True,
    )
    package.run(
        """
assert (a_day().incidents["kind"] == "fire_setting").any()
class Careful(ms.Resident):
    def hazard_of_fires(self):
        return 0.0
assert not (a_day(resident_class=Careful).incidents["kind"] == "fire_setting").any()
"""
    )
    files = [LEDGER, "incident_kinds.py", "rules/hazards.py", incidents]
    assert package.touched == named("a kind of incident", files)


def test_a_kind_of_place_takes_its_word_and_its_facts(package):
    package.edit("vocabulary.py", "corridor seclusion_room off_ward", " chapel")
    package.edit(
        "kinds.py",
        "    PlaceKind.OFF_WARD: PlaceFacts(),\n",
        "    PlaceKind.CHAPEL: PlaceFacts(is_exclusive=True),\n",
    )
    package.run(
        """
design = WARD.replace({"ward.places[Activity room].kind": "chapel"})
run = a_day(design)
assert (run.slots["place"] == "Activity room").any()
assert "chapel" in run.incidents["place"].cat.categories
from milieusim.dashboard.drawing.floor_plan import plan
from milieusim.dashboard.seen import Room, Seen
seen = Seen(9.5, [Room("Bedrooms", "bedroom", 20), Room("Chapel", "chapel", 9)], [], [], 22, [], {})
assert "Chapel" in str(plan(seen, 800)["rooms"])
"""
    )
    assert package.touched == named("a kind of place", ["kinds.py", "vocabulary.py"])
    assert len(package.touched) == 2


def test_a_role_takes_its_word_and_its_facts(package):
    package.edit("vocabulary.py", "doctor activity_worker peer_worker", " chaplain")
    package.edit(
        "kinds.py",
        "    Role.PEER_WORKER: RoleFacts(is_on_floor=True),\n",
        "    Role.CHAPLAIN: RoleFacts(is_on_floor=True),\n",
    )
    package.run(
        """
run = a_day(WARD.replace({"rota.early.chaplain": 1}))
assert (run.staff_shifts["role"] == "chaplain").sum() == 1
assert (run.hours["chaplain_minutes_available"] > 0.0).any()
assert not (a_day().staff_shifts["role"] == "chaplain").any()
from milieusim.config.feasibility.week_in_minutes import people
from milieusim.dashboard.seen import StaffMark
assert people(2, "chaplain") == "2 chaplains" and StaffMark(1, "chaplain", None, "on duty").sign == "CH"
"""
    )
    assert package.touched == named("a role", ["kinds.py", "vocabulary.py"])
    assert len(package.touched) == 2


def test_an_activity_takes_its_word_and_its_facts(package):
    package.edit("vocabulary.py", "leave free_time seclusion other waiting", " gardening")
    package.edit(
        "kinds.py",
        "    Activity.WAITING: ActivityFacts(occupation=0.0),\n",
        "    Activity.GARDENING: ActivityFacts(Family.MOVING, is_organised=True, is_skills=True),\n",
    )
    package.run(
        """
green = WARD.replace({"routine.slots[Garden hour].activity": "gardening"})
run = a_day(green)
assert (run.slots["activity"] == "gardening").any()
done = run.time_use.groupby("activity", observed=True)["hours"].sum()
assert done["gardening"] > 0.0
assert run.metrics()["organised_hours_per_resident_day"] > a_day().metrics()["organised_hours_per_resident_day"]
"""
    )
    assert package.touched == named("an activity", ["kinds.py", "vocabulary.py"])
    assert len(package.touched) == 2
