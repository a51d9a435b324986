"""Each stage of a calibration, on models whose answers are known."""

import numpy as np
import pytest
import toy

from milieusim.calibration import matching
from milieusim.calibration.adjusting import Adjusted, Bank, adjusted
from milieusim.calibration.countries import solve
from milieusim.calibration.coverage import coverage_table, left_out
from milieusim.calibration.emulators import emulators_for
from milieusim.calibration.problem import Dial, Solved, aim_of
from milieusim.calibration.ridge import ridge
from milieusim.calibration.screen import effects, screen_points, top_shares
from milieusim.calibration.steps import Stages, contraction
from milieusim.calibration.trail import Trail


@pytest.fixture
def problem():
    return toy.settings().problem(toy.published())


def simulated(problem, n, seed=1, seeds_per_set=4):
    units = matching.latin_hypercube(np.random.default_rng(seed), n, len(problem.dials))
    found = toy.simulate(problem.names, problem.points(units), problem.keys, seeds_per_set, seed)
    return units, *problem.readings(*found)


def unit_of(dial, values):
    """Return positions in 0-1 of values of a dial."""
    scale = np.log if dial.is_log else np.asarray
    return (scale(values) - scale(dial.low)) / (scale(dial.high) - scale(dial.low))


def test_positions_in_the_prior_and_values_are_each_others_inverse():
    units = np.linspace(0, 1, 5)
    for dial in (Dial("x", -2.0, 3.0), Dial("y", 0.01, 10.0, True)):
        problem = toy.settings().problem(toy.published())._replace(dials=(dial,))
        points = problem.points(units[:, None])[:, 0]
        assert points[[0, -1]] == pytest.approx([dial.low, dial.high])
        assert unit_of(dial, points) == pytest.approx(units)


def test_a_wide_interval_is_compared_on_a_log_scale_and_a_missing_value_is_its_middle():
    rate, share = aim_of("R", 2.0, 1.0, 4.0), aim_of("S", float("nan"), 0.4, 0.5)
    assert rate.is_log and rate.centre == pytest.approx(np.log(2)) and not share.is_log
    assert share.centre == pytest.approx(0.45)
    assert rate.observation_sd == pytest.approx(np.log(4) / 2 / 1.645)
    assert rate.sd == pytest.approx(np.hypot(rate.observation_sd, rate.observation_sd / 2))


def test_a_statistic_of_nothing_stands_at_a_floor_on_a_log_scale(problem):
    values, variances = problem.readings(np.zeros((1, 8)), np.zeros((1, 8)))
    assert np.isfinite(values).all() and np.isfinite(variances).all()
    assert (values < [np.log(aim.low) for aim in problem.aims]).all()


def test_left_out_residuals_of_the_regression_are_those_of_refitting(monkeypatch):
    monkeypatch.setattr("milieusim.calibration.ridge.PENALTIES", (1e-9,))
    rng = np.random.default_rng(2)
    x, y, w = rng.standard_normal((25, 3)), rng.standard_normal((25, 2)), rng.random(25) + 0.1
    y[:, 0] += 9 * x[:, 0]
    found = ridge(x, y, w)
    for row in range(0, 25, 6):
        keep = np.arange(25) != row
        design = np.column_stack([np.ones(24), x[keep]])
        root = np.sqrt(w[keep])[:, None]
        slopes = np.linalg.lstsq(root * design, root * y[keep], rcond=None)[0]
        assert found.residuals[row, 0] == pytest.approx(
            y[row, 0] - np.array([1, *x[row]]) @ slopes[:, 0], rel=1e-4
        )
    assert found.explained[0] > 0.9 and found.explained[1] < 0.2


def test_screening_finds_the_parameter_that_moves_a_statistic(problem):
    units = screen_points(problem, 6, 1)
    found = toy.simulate(problem.names, problem.points(units), problem.keys, 4, 1, is_common=True)
    readings, _ = problem.readings(*found)
    table = effects(problem, problem.keys, units, readings, 1)
    assert len(table) == len(problem.dials) * len(problem.keys)
    top = top_shares(table)
    assert [top[key][0] for key in ("S1", "S3", "S4", "S7")] == ["a", "b", "d", "c"]
    assert table.groupby("target")["share"].sum().to_numpy() == pytest.approx(np.ones(8))


def test_emulators_say_what_the_simulation_gives_and_how_unsure_they_are(problem):
    units, readings, variances = simulated(problem, 120)
    emulators = emulators_for(units, readings, variances, problem.is_fitted, workers=1)
    new, exact, _ = simulated(problem, 80, seed=3, seeds_per_set=4000)
    for column, emulator in enumerate(emulators):
        mean, variance = emulator.predict(new[:, problem.is_fitted])
        off = (exact[:, column] - mean) / np.sqrt(variance)
        assert np.sqrt(np.mean(off**2)) < 1.5 and np.mean(np.abs(off) < 3) > 0.97
        assert np.corrcoef(mean, exact[:, column])[0, 1] > 0.9


def test_second_largest_implausibility_forgives_one_target():
    table = np.array([[9.0, 1.0, 2.0], [4.0, 5.0, 0.0]])
    assert matching.second_largest(table).tolist() == [2.0, 4.0]
    assert matching.second_largest(table[:, :1]).tolist() == [9.0, 4.0]


def test_waves_keep_the_truth_and_leave_less_and_less(problem):
    rng = np.random.default_rng(1)
    left = matching.all_space(rng, 5)
    units, readings, variances = simulated(problem, 80)
    truth = np.array([[*toy.TRUTH[:2], unit_of(problem.dials[2], toy.TRUTH[2]), *toy.TRUTH[3:5]]])
    first = matching.narrowed(rng, left, problem, units, readings, variances, workers=1)
    new = matching.wave_points(rng, first, problem, 80)
    found = problem.readings(*toy.simulate(problem.names, problem.points(new), problem.keys, 4, 9))
    both = [np.vstack(pair) for pair in zip((units, readings, variances), (new, *found))]
    second = matching.narrowed(rng, first, problem, *both, workers=1)
    assert 0 < second.share <= first.share < 0.6
    for wave in second.waves:
        assert wave.implausible(truth)[0] <= wave.cutoff == matching.CUTOFF
        assert (wave.implausible(second.pool) <= wave.cutoff).all()


def test_where_no_set_comes_near_the_cutoff_is_relaxed_until_some_space_is_left():
    assert matching._cutoff(np.linspace(0, 9, 500)) == matching.CUTOFF
    assert 5 < matching._cutoff(np.linspace(5, 9, 500)) < 6
    assert np.sum(matching._cutoff(np.linspace(50, 90, 500)) >= np.linspace(50, 90, 500)) >= matching.FEWEST


def straight_bank(n=700, seed=3):
    """Two parameters, of which three summaries tell the first: posterior sd known."""
    rng = np.random.default_rng(seed)
    units = rng.random((n, 2))
    sds = np.full(3, 0.3)
    return Bank(units, units[:, :1] * [1, -1, 2] + sds * rng.standard_normal((n, 3)), sds)


def test_adjusted_sets_move_to_where_the_summaries_put_them_and_stay_in_the_prior():
    sets = adjusted(straight_bank(), np.array([0.4, -0.4, 0.8]), 200, 0.6)
    assert sets.weights.sum() == pytest.approx(1) and (sets.weights > 0).all()
    assert (sets.units > 0).all() and (sets.units < 1).all()
    kept = contraction(sets)
    assert sets.weights @ sets.units[:, 0] == pytest.approx(0.4, abs=0.04)
    assert kept[0] * np.sqrt(1 / 12) == pytest.approx(0.3 / np.sqrt(6), rel=0.15)
    assert kept[1] == pytest.approx(1, abs=0.12)


def test_parameters_that_are_not_moved_keep_the_draws_of_the_bank():
    bank = straight_bank()
    sets = adjusted(bank, np.array([0.4, -0.4, 0.8]), 200, 0.6, np.array([True, False]))
    assert (sets.units[:, 1] == bank.units[sets.chosen, 1]).all()
    assert (sets.units[:, 0] != bank.units[sets.chosen, 0]).all()


def test_intervals_hold_the_truth_as_often_as_they_say():
    bank = straight_bank(900)
    ranks, truths = left_out(bank, np.array([0.5, -0.5, 1.0]), 300, 250, 0.6, np.array([True, True]))
    table = coverage_table(["tells", "idle"], ranks, np.array([0.4, 1.0]), np.array([True, False]))
    assert len(set(truths)) == 300 and table["covered"].between(0.85, 0.95).all()
    # Ranks are even over 0-1.
    assert np.histogram(ranks[:, 0], 5, (0, 1))[0] == pytest.approx(np.full(5, 60), abs=28)


def test_a_threshold_is_found_for_each_set_where_its_target_is_met(tmp_path):
    aim = aim_of("X", 2.4, 2.0, 2.9)
    sets = np.tile(toy.TRUTH, (30, 1))
    sets[:, 0] = np.linspace(0, 1, 30)

    def simulate(points, keys, seeds_per_set, first_seed, is_common=False):
        return toy.simulate([*toy.NAMES, "door"], points, keys, seeds_per_set, first_seed)

    found = solve(Trail(tmp_path, {}), simulate, Solved("door", "X", 0.0, 1.0), aim, sets, 4, 1)
    met = toy.statistics(np.column_stack([sets, found]))[:, -1]
    assert met == pytest.approx(np.full(30, 2.4), rel=0.1)
    assert (np.diff(found) > -0.05).all() and found[-1] > found[0] + 0.15


def test_a_threshold_that_cannot_meet_its_target_stays_in_its_range(tmp_path):
    never = lambda points, keys, *rest: (np.zeros((len(points), 1)), np.zeros((len(points), 1)))
    solved = Solved("door", "X", 0.2, 1.0)
    found = solve(Trail(tmp_path, {}), never, solved, aim_of("X", 2.4, 2.0, 2.9), np.ones((5, 2)), 1, 1)
    assert ((found >= 0.2) & (found <= 1.0)).all()


def test_a_threshold_is_found_with_those_before_it_as_they_were_found(tmp_path):
    span = {"low": 0.0, "high": 1.0}
    settings = toy.settings()._replace(
        fitted={"a": span},
        free={},
        solved={"first": {"target": "X", **span}, "second": {"target": "Y", **span}},
        discrepancy={},
        scale={},
    )
    targets = {key: toy.Published(key, 2.0, 1.8, 2.2) for key in "XYZ"}
    problem = settings.problem(targets)

    def simulate(names, points, keys, *rest):
        at = {"second": np.zeros(len(points)), **dict(zip(names, points.T))}
        values = {"X": 8 * np.exp(-3 * at["first"]) * (1 + at["a"])}
        if "second" in names:  # such as shows of force, which the threshold of the rung above bounds
            values["Y"] = 20 * at["first"] * np.exp(-3 * at["second"])
        table = np.column_stack([values[key] for key in keys])
        return table, np.zeros_like(table)

    stages = Stages(problem, settings, simulate, Trail(tmp_path, {}), 1)
    units = np.linspace(0, 1, 20)[:, None]
    sets = Adjusted(units, np.full(20, 0.05), np.arange(20), np.ones(1))
    first, second = stages.solved(sets).T
    assert 8 * np.exp(-3 * first) * (1 + units[:, 0]) == pytest.approx(np.full(20, 2.0), rel=0.05)
    assert 20 * first * np.exp(-3 * second) == pytest.approx(np.full(20, 2.0), rel=0.05)
