"""What the studies are made of: changes of a day, elements switched off, contrasts, and where the best lies."""

import importlib.util
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
STUDIES = ROOT / "experiments"
sys.path.insert(0, str(STUDIES))

import contrasts  # noqa: E402
import elements  # noqa: E402
import plans  # noqa: E402
import routines  # noqa: E402

import milieusim as ms  # noqa: E402

ROUTINE, MILIEU = STUDIES / "04-what-a-routine-does", STUDIES / "05-what-the-milieu-is-made-of"
LEVELS = STUDIES / "01-structure-and-support"
PAGE = ROOT / "docs" / "explanation" / "milieu-therapy.md"


def _module(folder, name):
    spec = importlib.util.spec_from_file_location(f"{name}_of_study", folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def ward():
    return ms.load_design("acute-ward")


@pytest.fixture
def places(monkeypatch):
    return _module(LEVELS, "places")


def test_every_change_of_the_day_changes_the_routine_and_nothing_else(ward):
    plan = _module(ROUTINE, "plan")
    for part, changes in plan.CHANGES.items():
        for words, change in changes.items():
            made = change(ward)
            assert made.routine != ward.routine, (part, words)
            assert made.replace(routine=ward.routine) == ward, (part, words)


def test_leaders_are_there_before_what_they_lead(ward):
    plan = _module(ROUTINE, "plan")
    for rota, routine in plan.ADDED.values():
        leaders = rota(ward)
        both = routine(leaders)
        assert leaders.routine == ward.routine and leaders.rota != ward.rota
        assert both.rota == leaders.rota and both.routine != ward.routine


def test_every_line_of_the_routine_study_has_its_two_wards():
    plan = _module(ROUTINE, "plan")
    names = {ward.name for ward in plan.wards()}
    assert {name for line in plan.contrasts_wanted() for name in line[2:]} == names


def test_halves_have_the_time_and_the_places_of_the_whole(ward):
    slot = next(slot for slot in ward.routine.slots if slot.places_offered == 8)
    first, second = routines.halves(slot)
    assert (first.start, second.end) == (slot.start, slot.end) and first.end == second.start
    assert first.places_offered + second.places_offered == slot.places_offered


def test_what_is_moved_beyond_midnight_ends_there(ward):
    late = next(slot for slot in ward.routine.slots if slot.name == "Night medication")
    assert routines.later(120)(late).end == "24:00"


def test_the_nine_elements_have_the_switches_that_the_page_names():
    rows = re.findall(r"^\| \[(.*?)\]\(#.*?\) \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.M)
    told = {name: set(re.findall(r"`(\w+)`", switch)) & set(ms.load_parameters()) for name, switch in rows}
    assert list(told) == list(elements.NINE)
    for name, element in elements.NINE.items():
        assert told[name] <= set(element.parameters), name


@pytest.mark.parametrize("name", [*elements.NINE, *elements.PARTS])
def test_every_element_changes_numbers_that_the_ledger_has_or_slots(name, ward):
    element = {**elements.PARTS, **elements.NINE}[name]
    numbers = ms.load_parameters("best")
    changed, missing = elements.values_without(numbers, element)
    assert missing == []
    is_changed = any(numbers[key] != value for key, value in changed.items())
    assert is_changed or len(elements.slots_without(ward, element)) < len(ward.routine.slots)


def test_what_a_weight_gave_on_average_is_kept():
    numbers = ms.load_parameters("best")
    both = elements.together(elements.PARTS["fit lived"], elements.PARTS["worry and notice"])
    changed, _ = elements.values_without(numbers, both)
    gained = 0.5 * (numbers["comply_w_fit"] + numbers["comply_w_notice"])
    assert changed["comply_base"] == pytest.approx(numbers["comply_base"] + gained)


def test_sets_without_an_element_are_the_same_worlds_otherwise():
    sets = ms.load_parameters("posterior")
    element = elements.NINE["fit to the person"]
    without = elements.sets_without(sets, element)
    assert without.labels() == sets.labels()
    for one, other in list(zip(sets, without))[:3]:
        expected = elements.values_without(one, element)[0]
        assert other.values() == {**one.values(), **expected}


@pytest.mark.slow
def test_experiments_without_elements_have_the_same_sets_and_seeds():
    made = plans.experiments_of(MILIEU, {"sets": 3, "replications": 2})
    chosen = {name: [one.name for one, _ in experiment.sets] for name, experiment in made.items()}
    assert len(set(map(tuple, chosen.values()))) == 1
    assert len(made) == 2 + len(elements.NINE) + len(elements.PARTS)


def _metrics(effect, sets=20, seeds=3):
    draw = np.random.default_rng(1)
    rows = []
    for number in range(sets):
        for seed in range(seeds):
            base = 100.0 + draw.normal()
            rows.append(("base", f"posterior-{number}", seed, base))
            rows.append(("other", f"posterior-{number}", seed, base + effect + 0.5 * draw.normal()))
    return pd.DataFrame(rows, columns=["design", "parameter_set", "seed", "conflict_per_100_obd"])


@pytest.mark.parametrize(("effect", "is_told"), [(-5.0, True), (0.0, False)])
def test_a_contrast_is_told_apart_where_there_is_one(effect, is_told):
    wanted = [("Part", "words", "other", "base")]
    table = contrasts.contrasts(_metrics(effect), wanted, ["conflict_per_100_obd"])
    (row,) = table.itertuples()
    assert row.is_told == is_told
    assert row.percent == pytest.approx(effect, abs=0.5)
    words = contrasts.changes_words(table)
    assert ("no measure is told apart" in words) != is_told
    if is_told:
        assert contrasts.is_better(row)


@pytest.mark.parametrize(("value", "words"), [(12.34, "+12 %"), (-3.21, "\u22123.2 %"), (0.01, "0.0 %")])
def test_per_cent_are_said_as_people_say_them(value, words):
    assert contrasts.percent(value) == words


def test_a_difference_that_the_axis_does_not_hold_is_written(monkeypatch):
    import changes_picture

    lines = [("Meals", f"change {k}", "other", "base") for k in range(8)]
    table = contrasts.contrasts(_metrics(1.0), lines, ["conflict_per_100_obd"])
    for name in ("percent", "percent_low", "percent_high", "percent_low_chance", "percent_high_chance"):
        table.loc[0, name] = 250.0
    figure = changes_picture.draw(table, "the ward as it is")
    texts = {text.get_text() for text in figure.axes[0].texts}
    assert any(text.startswith("+250 %") for text in texts) and "Meals" in texts


def test_the_best_level_is_counted_over_sets(places):
    rows = [
        (f"posterior-{number}", x, y, (x - best) ** 2 + 0.01 * y)
        for number, best in enumerate([0.0, 0.25, 0.25, 1.0])
        for x in (0.0, 0.25, 0.5, 0.75, 1.0)
        for y in (0.0, 0.5, 1.0)
    ]
    runs = pd.DataFrame(rows, columns=["parameter_set", places.X, places.Y, "conflict_per_100_obd"])
    shares = places.shares_best(runs, "conflict_per_100_obd", places.X, "lower")
    assert shares.to_dict() == {0.0: 0.25, 0.25: 0.5, 0.5: 0.0, 0.75: 0.0, 1.0: 0.25}
    over = places.lines_over(runs, "conflict_per_100_obd", places.X)
    assert over.loc[0.5, "mean"] == 0.0


def test_costs_are_read_from_kept_tables(tmp_path):
    costs = _module(LEVELS, "level_costs")
    experiment = plans.experiments_of(LEVELS, {"days": 3, "warm_up_days": 1, "sets": 1, "replications": 1})[
        "costs"
    ]
    experiment = experiment.replace(designs=["acute-ward"])
    store = ms.run_experiment(experiment, tmp_path / "store")
    found = costs.level_costs(store, ["conflict_per_100_obd"])
    assert len(found) == 5 * (len(costs.WORDS) + 1) and (found["sets"] == 1).all()
    felt = found[found["what"].isin(costs.FELT)]
    felt = felt.set_index("what")[["at_none", "middle", "at_full"]].stack()
    assert felt.between(-1, 1).all() and felt.drop("trust", errors="ignore").between(0, 1).all()
    minutes = found[found["what"].isin(costs.MINUTES)]
    assert (minutes["middle"] >= 0).all() and minutes["middle"].max() > 1


def test_the_mixes_need_what_their_names_say():
    numbers = ms.load_parameters("best")

    def need(design, what):
        mix = design.residents.mix
        shares = mix if isinstance(mix, dict) else mix.model_dump()
        return sum(share * numbers[f"profile_{name}_need_{what}"] for name, share in shares.items() if share)

    acute, structure, autonomy = ms.load_experiment(LEVELS / "experiment.yaml").designs.values()
    assert need(autonomy, "structure") < need(acute, "structure") < need(structure, "structure")
    assert need(structure, "autonomy") < need(acute, "autonomy") < need(autonomy, "autonomy")
