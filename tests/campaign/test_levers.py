"""Levers: one factor that moves several values of a design together, under one name in every table."""

import pytest
from sweeps import experiment, small

import milieusim as ms
from milieusim.campaign.experiment.factors import changes_of, factor_of
from milieusim.campaign.experiment.notices import notices
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep.stages import begun

NURSES = {"values": [-1, 0, 1], "adds_to": ["rota.early.registered_nurse", "rota.night.healthcare_assistant"]}
LATER = {"values": [-60, 0, 90], "adds_to": ["routine.slots[Group].start", "routine.slots[Group].end"]}
MILIEU = {
    "low": 0.2,
    "high": 0.8,
    "levels": 2,
    "sets": {"milieu.structure": {}, "milieu.support": {"times": -1, "plus": 1}},
}
DOOR = {"options": {"as it is": {}, "locked": {"policy.is_locked": True, "policy.regime": "germany"}}}


def changed(entry, value, design=None, parameters=None):
    """Return what a lever changes at a value."""
    factor = factor_of("lever", entry)
    design, parameters = design or small(), parameters or ms.load_parameters("best")
    return changes_of({"lever": factor.lever}, [value], design, parameters)


@pytest.mark.parametrize(
    ("entry", "value", "put"),
    [
        (NURSES, 1.0, {"rota.early.registered_nurse": 3, "rota.night.healthcare_assistant": 2}),
        (LATER, 90.0, {"routine.slots[Group].start": "15:30", "routine.slots[Group].end": "16:30"}),
        (MILIEU, 0.25, {"milieu.structure": 0.25, "milieu.support": 0.75}),
        (DOOR, "as it is", {}),
        (DOOR, "locked", {"policy.is_locked": True, "policy.regime": "germany"}),
        (
            {"values": ["07:30"], "sets": ["a.start", "b.start"]},
            "07:30",
            {"a.start": "07:30", "b.start": "07:30"},
        ),
        (
            {
                "values": [1.2],
                "multiplies": {"ward.beds": {"rounded": True}, "milieu.structure": {"plus": 0.8}},
            },
            1.2,
            {"ward.beds": 7, "milieu.structure": 1},
        ),
    ],
)
def test_a_lever_moves_all_of_its_paths(entry, value, put):
    assert changed(entry, value) == (put, {})


def test_a_lever_starts_from_what_each_set_of_parameters_has():
    entry = {"values": [1.5], "multiplies": ["contagion_gain"]}
    mine = ms.load_parameters("best").replace(contagion_gain=0.2)
    assert changed(entry, 1.5, parameters=mine) == ({}, {"contagion_gain": pytest.approx(0.3)})


def test_numbers_that_differ_by_day_are_moved_day_by_day():
    design = small().replace({"rota.early.registered_nurse": {"weekday": 3, "weekend": 2}})
    (put, _) = changed({"values": [1], "adds_to": ["rota.early.registered_nurse"]}, 1.0, design)
    moved = design.replace(put).rota.early.registered_nurse
    assert [moved.on(day) for day in (0, 6)] == [4, 3]


def test_a_lever_is_one_column_of_points_runs_and_indices(tmp_path):
    factors = {"nurses": {**NURSES, "values": [0, 1]}, "door": DOOR}
    asked = experiment(factors=factors, days=1, warm_up_days=0, replications=2, keep=[], runs_per_file=8)
    store = ms.run_experiment(asked, tmp_path / "store", workers=1)
    assert store.points().columns.tolist() == ["point", "design", "nurses", "door"]
    metrics = store.metrics()
    assert metrics.groupby(["nurses", "door"], observed=True).size().tolist() == [2] * 4
    assert len(store.failures()) == 0
    found = store.sensitivity(["conflict_per_100_obd"]).factors
    assert set(found["factor"]) == {"nurses", "door"}
    # The runs are those of the design that the lever makes.
    row = metrics[(metrics["nurses"] == 1) & (metrics["door"] == "locked")].iloc[0]
    puts = {
        "rota.early.registered_nurse": 3,
        "rota.night.healthcare_assistant": 2,
        **DOOR["options"]["locked"],
    }
    alone = ms.simulate(
        small().replace(puts), days=1, warm_up_days=0, seed=int(row["seed"]), parameters="best"
    )
    assert alone.metrics()["conflict_per_100_obd"] == row["conflict_per_100_obd"]


BAD = {
    "a.b": {"values": [1], "sets": ["milieu.structure"]},
    "no values": {"sets": ["milieu.support"]},
    "both": {"values": [1], "low": 0, "high": 1, "sets": ["milieu.validation"]},
    "words": {"values": ["x"], "adds_to": ["milieu.containment"]},
    "slip": {"values": [1], "ads_to": ["ward.beds"], "sets": {"ward.beds": {"time": 2}}},
    "whole": {"values": [1], "sets": {"ward.beds": {"rounded": "yes", "times": "x"}}},
    "twice": {"values": [1], "sets": ["policy.a"], "adds_to": ["policy.a"]},
    "mixed": {"values": [1], "options": {"x": {"policy.is_locked": True}}},
    "none": {"options": {"x": {}, "y": {}}},
    "deep": {"options": {"x": {"rota": {"early": 1}}, True: {}, "z": 3}},
    "listed": {"values": [1], "sets": [["Lunch"]]},
    "idle": {"values": [1, 2]},
    "paths": {"values": [1], "sets": {4: {}}},
    True: {"values": [1], "sets": ["ward.beds"]},
    "one": {"values": [1], "sets": ["milieu.involvement"]},
    "other": {"values": [1], "sets": ["milieu.involvement"]},
    "milieu.involvement": [0.1],
}
TOLD = (
    "factors.a.b is a lever: its name must be words of its own",
    "factors.no values has no values; list them under values, or give low and high",
    "factors.both has values and low and high",
    "factors.words has values that are no numbers, and adds_to; only sets takes words",
    "factors.slip has an unknown key 'ads_to'; a lever may hold low, high, levels, scale, whole, values, sets, adds_to, "
    "multiplies, options. Did you mean 'adds_to'?",
    "factors.slip has sets: ward.beds: time: 2; a path may hold times, plus, rounded. Did you mean 'times'?",
    "factors.whole has sets: ward.beds: rounded: 'yes'; it must be true or false",
    "factors.whole has sets: ward.beds: times: 'x'; it must be a number",
    "factors.twice moves policy.a twice",
    "factors.mixed has options and values",
    "factors.none has options that set nothing",
    "factors.deep has options: x: rota: a mapping; it must be one number, text, true, false or empty",
    "factors.deep has an option true; its name must be text: put it in quotes",
    "factors.deep has options: z: 3; it must be a mapping",
    "factors.listed has [Lunch] in sets; each must be a path",
    "factors has the name true, which is no text: put it in quotes",
    "factors.paths has 4 in sets; each must be a path",
    "factors.idle has values and nothing that they move",
    "factors.other moves milieu.involvement, which factors.one moves too; keep one of them",
    "factors.milieu.involvement is moved by factors.one too; keep one of them",
)


def test_every_problem_of_levers_is_told_at_once():
    with pytest.raises(ms.ConfigError) as refused:
        ms.load_experiment(experiment(factors=BAD))
    told = "\n".join(refused.value.problems)
    for part in TOLD:
        assert part in told, (part, told)


NOT_TO_BE_MOVED = {
    "more": ({"values": [-3, 0], "adds_to": ["rota.early.registered_nurse"]}, "factors.more at -3: rota"),
    "part": (
        {"low": 0.5, "high": 1.5, "levels": 3, "multiplies": ["rota.night.registered_nurse"]},
        "Write rounded: true for the path",
    ),
    "slot": ({"values": [30], "adds_to": ["routine.slots[Luch].start"]}, "Did you mean 'Lunch'?"),
    "night": (
        {"values": [700], "adds_to": ["routine.slots[Group].start", "routine.slots[Group].end"]},
        "would be 700 minutes from 14:00, on another day",
    ),
    "minutes": ({"values": [7.5], "adds_to": ["rota.early.start"]}, "a time of day needs whole minutes"),
    "words": ({"values": [2], "multiplies": ["policy.regime"]}, "policy.regime is 'england' and no number"),
    "role": ({"values": [1], "adds_to": ["rota.early.registred_nurse"]}, "Did you mean 'registered_nurse'?"),
    "gain": ({"values": [2], "sets": ["contagion_gan"]}, "Did you mean 'contagion_gain'?"),
    "seed": ({"values": [1], "sets": ["ward.beds"]}, "seed is a column of every table of metrics"),
    "contagion_gain": ({"values": [0.7], "sets": ["milieu.support"]}, "contagion_gain is a parameter"),
}


@pytest.mark.parametrize("name", NOT_TO_BE_MOVED)
def test_levers_are_tried_on_designs_and_parameters_before_the_first_run(name):
    entry, part = NOT_TO_BE_MOVED[name]
    with pytest.raises(ms.ConfigError) as refused:
        ms.load_experiment(experiment(factors={name: entry}))
    assert any(part in problem for problem in refused.value.problems), refused.value.problems


def test_ends_of_a_lever_are_looked_at_as_those_of_other_factors():
    factors = {
        "beds": {"values": [6, 30], "sets": ["ward.beds"]},
        "gain": {"values": [0.9], "sets": ["contagion_gain"]},
    }
    told = "\n".join(notices(ms.load_experiment(experiment(factors=factors))))
    assert "small with beds 30: " in told
    assert "contagion_gain, which gain moves, goes from 0.9 to 0.9; the ledger holds" in told


def test_a_lever_that_does_something_else_is_another_experiment_and_options_may_be_added(tmp_path):
    def asked(**factors):
        return ms.load_experiment(experiment(factors={"nurses": NURSES, "door": DOOR, **factors}))

    place = place_at(tmp_path / "store")
    before = begun(place, asked())
    spelt_otherwise = {**NURSES, "adds_to": dict.fromkeys(reversed(NURSES["adds_to"]))}
    same = begun(place, asked(nurses=spelt_otherwise))
    assert same.plan().name(0) == before.plan().name(0) and same.plan().runs == before.plan().runs
    more = begun(place, asked(door={"options": {**DOOR["options"], "open": {"policy.is_locked": False}}}))
    assert more.plan().runs == before.plan().runs * 3 // 2
    assert more.plan().name(0) == before.plan().name(0)
    with pytest.raises(ms.ConfigError) as refused:
        begun(place, asked(nurses={**NURSES, "adds_to": ["rota.early.registered_nurse"]}))
    assert "lever nurses: " in "\n".join(refused.value.problems)
    with pytest.raises(ms.ConfigError, match="lever door: option locked sets something else now"):
        begun(place, asked(door={"options": {"as it is": {}, "locked": {"policy.is_locked": True}}}))
