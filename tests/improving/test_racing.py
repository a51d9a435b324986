"""Races: the best is left, what is surely behind or breaks a limit is not, and the errors are as few as promised."""

import pytest
from fake_ward import CONFLICT, LEVELS, RESTRAINT, FakeRuns

from milieusim.comparison.goals import load_goals
from milieusim.improving.racing import (
    BEHIND,
    BREAKS,
    FAVOUR_PAIRS,
    FEWEST_PAIRS,
    LEFT,
    MOST_PAIRS,
    SET_ASIDE,
    race,
    rounds_of,
)

GOALS = load_goals({"weights": {CONFLICT: 1}})


def raced(worths, goals=GOALS, rounds=((24, 50), (40, 50)), seed=0, **fake):
    """Race candidates whose names say what they are worth; the designs are these numbers themselves."""
    names, runs = {"base": 0.0, **worths}, FakeRuns(lambda worth: worth, **fake)

    def run(some, first, last):
        return runs({n: names[n] for n in some}, 1000 * seed + first, 1000 * seed + last, goals.metrics)

    finish = race("base", list(worths), run, goals, {CONFLICT: LEVELS[CONFLICT]}, list(rounds))
    return finish, runs.calls


def test_the_best_is_left_and_what_is_surely_behind_drops_out():
    finish, _ = raced({"good": -8.0, "as good": -8.1, "bad": 5.0})
    assert finish.fate == {"base": LEFT, "good": LEFT, "as good": LEFT, "bad": BEHIND}
    assert set(finish.left[:2]) == {"good", "as good"}
    assert finish.worth["good"] == pytest.approx(0.1, abs=0.02) and finish.worth["base"] == 0


def test_who_dropped_out_is_run_no_more():
    _, calls = raced({"good": -8.0, "bad": 5.0, "worse": 9.0})
    assert [count for count, *_ in calls] == [4, 2]


def test_runs_that_can_be_paid_for_say_how_many_go_on():
    finish, calls = raced({str(i): -0.001 * i for i in range(8)}, rounds=((8, 4), (12, 2)))
    assert list(finish.fate.values()).count(SET_ASIDE) == 6 and len(finish.left) == 3
    assert [count for count, *_ in calls] == [9, 5]


def test_noise_that_pairs_share_does_not_count():
    finish, _ = raced({"good": -0.5, "bad": 0.5}, noise=0.1)
    assert finish.fate["bad"] == BEHIND and finish.left[0] == "good"


def test_who_surely_breaks_a_limit_drops_out_however_good():
    goals = load_goals({"weights": {CONFLICT: 1}, "limits": {RESTRAINT: {"must_not_rise": True, "by": 0.5}}})
    finish, _ = raced({"hard": -20.0, "kind": -5.0}, goals, restraint=lambda worth: 2.0 * (worth < -10))
    assert finish.fate["hard"] == BREAKS and finish.left[0] == "kind"


def test_a_level_that_is_allowed_stays():
    goals = load_goals({"weights": {CONFLICT: 1}, "limits": {RESTRAINT: {"at_most": 11}}})
    finish, _ = raced({"a": -2.0, "b": -3.0}, goals, restraint=lambda worth: 3.0 * (worth == -3))
    assert finish.fate["a"] == LEFT and finish.fate["b"] == BREAKS


def test_equals_seldom_drop_out_over_all_looks():
    # Six that are all the same: none may be called behind, and in a race one is with at most 5 %.
    rounds, wrong = [(pairs, 50) for pairs in (8, 20, 32, 50, 80)], 0
    for seed in range(40):
        finish, _ = raced({str(i): 0.0 for i in range(6)}, rounds=rounds, seed=seed)
        wrong += BEHIND in finish.fate.values()
    assert wrong <= 5  # 2 are allowed on average; more than 5 would come about once in 60 times


def test_a_search_of_several_races_spends_less_in_each():
    goals = load_goals({"weights": {CONFLICT: 1}, "limits": {RESTRAINT: {"must_not_rise": True}}})
    fates = []
    for alpha in (0.05, 1e-15):
        names, runs = (
            {"base": 0.0, "good": -0.5, "bad": 1.5},
            FakeRuns(lambda x: x, restraint=lambda x: 0.1 * x),
        )

        def run(some, first, last, names=names, runs=runs):
            return runs({n: names[n] for n in some}, first, last, goals.metrics)

        levels = {CONFLICT: LEVELS[CONFLICT]}
        finish = race("base", list(names)[1:], run, goals, levels, [(FEWEST_PAIRS, 50)], alpha=alpha)
        fates.append(finish.fate["bad"])
    assert fates == [BREAKS, LEFT]


@pytest.mark.parametrize("candidates", [1, 5, 8, 9, 50, 318])
@pytest.mark.parametrize("runs", [400, 1000, 6000])
def test_rounds_end_with_the_few_that_are_kept_and_never_cost_more_than_they_may(candidates, runs):
    rounds = rounds_of(candidates, 8, runs)
    pairs, alive = [p for p, _ in rounds], [candidates, *(n for _, n in rounds)]
    assert alive[-1] == min(8, candidates) and alive == sorted(alive, reverse=True)
    assert pairs == sorted(pairs) and pairs[-1] <= MOST_PAIRS
    spent = sum((new - old) * (n + 1) for new, old, n in zip(pairs, [0, *pairs], alive))
    assert spent <= runs


def test_without_runs_for_a_pair_of_each_there_is_no_race():
    assert rounds_of(318, 8, 318) == [] and len(rounds_of(318, 8, 319)) == 1


def test_nobody_is_called_behind_on_a_few_pairs():
    finish, _ = raced({"good": -8.0, "bad": 50.0}, rounds=((FEWEST_PAIRS - 1, 50),))
    assert finish.fate["bad"] == LEFT


def test_who_is_favoured_is_set_aside_last_while_pairs_are_few():
    worths, names = {"good": -8.0, "poor": 1.0}, ["good", "poor"]
    for pairs, left in ((FAVOUR_PAIRS - 1, "poor"), (FAVOUR_PAIRS, "good")):
        runs = FakeRuns(lambda worth: worth)

        def run(some, first, last, runs=runs):
            return runs({n: {"base": 0.0, **worths}[n] for n in some}, first, last, GOALS.metrics)

        finish = race("base", names, run, GOALS, {CONFLICT: LEVELS[CONFLICT]}, [(pairs, 1)], {"poor"})
        assert set(finish.left) == {"base", left}
