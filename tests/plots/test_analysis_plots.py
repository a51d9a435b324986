"""Plots of analyses: they show what the tables say, on axes with units."""

import matplotlib
import networkx as nx
import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.patterns.clustering import clustering_table
from milieusim.analysis.patterns.replications import precision_by_runs
from milieusim.analysis.patterns.tie_network import tie_network
from milieusim.analysis.patterns.warm_up import warm_up_check
from milieusim.analysis.sensitivity.elementary_effects import morris_table
from milieusim.analysis.sensitivity.given_data import given_data_table
from milieusim.analysis.surfaces.discovery import Scenario
from milieusim.analysis.surfaces.surfaces import response_surface
from milieusim.plots.axis_words import factor_words, metric_words
from milieusim.plots.bunching import draw_branching, draw_clustering
from milieusim.plots.found_box import draw_peeling, draw_scenario
from milieusim.plots.runs_needed import draw_precision
from milieusim.plots.settling import draw_warm_up
from milieusim.plots.style import new_figure, png
from milieusim.plots.surface_map import draw_surface
from milieusim.plots.tie_pictures import draw_tie_network, draw_ties
from milieusim.plots.what_matters import draw_effects, draw_indices

matplotlib.use("Agg")
FACTORS = ["milieu.structure", "ward.beds", "practices.soft_words"]


def axes(width=7, height=4):
    return new_figure(width, height)[1]


def words(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def sweep(factors=FACTORS, seeds=3):
    draw = np.random.default_rng(1)
    points = pd.DataFrame(draw.random((60, len(factors))), columns=factors).assign(point=range(60))
    runs = []
    for seed in range(seeds):
        value = 5 * points[factors[0]] + points[factors[1]] + 0.3 * draw.normal(size=60)
        runs.append(pd.DataFrame({"point": range(60), "seed": seed, "conflict_per_shift": value}))
    return points, pd.concat(runs)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("milieu.structure", "Structure (0-1)"),
        ("ward.beds", "Beds (beds)"),
        ("practices.soft_words", "Soft words (fidelity, 0-1)"),
        ("rota.night.registered_nurse", "Night, registered nurse (staff)"),
        ("something.else", "Else"),
    ],
)
def test_factors_are_named_in_plain_words_with_units(path, shown):
    assert factor_words(path) == shown


def test_parameters_take_their_unit_from_the_ledger_and_metrics_theirs():
    from milieusim.ledger.parameters import load_parameters

    name = next(iter(load_parameters()))
    assert load_parameters().entry(name).unit in factor_words(name)
    assert metric_words("conflict_per_shift") == "Conflict a shift (events a shift)"


def test_a_surface_shows_shades_points_and_optimum():
    points, runs = sweep(["milieu.structure", "milieu.support"])
    surface = response_surface(points, runs, "conflict_per_shift", "milieu.structure", "milieu.support")
    ax = draw_surface(surface, axes())
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Structure (0-1)", "Support (0-1)")
    assert words(ax) == ["run", "may be as good", "lowest, 95 % interval"]
    assert ax.figure.axes[1].get_ylabel() == "Conflict a shift (events a shift)"
    assert len(ax.lines[0].get_xdata()) == 60
    same = draw_surface(surface, axes(), limits=(0, 10), is_bar=False)
    assert len(same.figure.axes) == 1


def test_indices_are_drawn_with_the_strongest_on_top():
    ax = draw_indices(
        given_data_table(*sweep(), ["conflict_per_shift"], resamples=20), "conflict_per_shift", axes()
    )
    assert [text.get_text() for text in ax.get_yticklabels()][:2] == ["Structure", "Beds"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1] and "%" in ax.get_xlabel()
    assert "without effect, below this" in words(ax)
    columns = {
        "total": 0.6,
        "total_low": 0.5,
        "total_high": 0.7,
        "first": 0.4,
        "first_low": 0.2,
        "first_high": 0.5,
    }
    table = pd.DataFrame({"metric": "conflict_per_shift", "factor": FACTORS, **columns})
    assert words(draw_indices(table, "conflict_per_shift", axes())) == ["total, with others", "by itself"]


def test_effects_are_drawn_by_size_and_spread_beside_chance():
    from SALib.sample import morris

    unit = {"num_vars": 3, "names": FACTORS, "bounds": [[0, 1]] * 3}
    sample = pd.DataFrame(morris.sample(unit, 10, num_levels=4, seed=1), columns=FACTORS)
    sample["point"] = range(len(sample))
    draw = np.random.default_rng(1)
    runs = pd.concat(
        [sample[["point"]].assign(seed=k, m=3 * sample[FACTORS[0]] + draw.normal(size=40)) for k in (1, 2)]
    )
    ax = draw_effects(morris_table(sample, runs, ["m"], resamples=20), "m", axes())
    shown = [text.get_text() for text in ax.texts]
    assert {"Structure", "Beds", "Soft words"} <= set(shown)
    assert "what chance alone gives" in words(ax) and "may be chance alone" in words(ax)


def scenario(rows):
    columns = ["factor", "low", "high", "lowest", "highest", "values", "chance"]
    way = {
        "coverage": [1, 0.9],
        "density": [0.3, 0.8],
        "mass": [1, 0.3],
        "restricted": [0, 2],
        "is_chosen": [False, True],
    }
    found = {"base_rate": 0.3, "coverage_left_out": 0.8, "density_left_out": 0.7}
    box = pd.DataFrame(rows, columns=columns)
    return Scenario(box, pd.DataFrame(way), pd.DataFrame([found]), "conflict_per_shift above 3.00")


def test_a_box_is_drawn_on_the_ranges_of_its_factors():
    rows = [
        ("milieu.structure", 0.0, 0.5, 0.0, 1.0, None, 0.01),
        ("policy.regime", np.nan, np.nan, np.nan, np.nan, ("germany", "switzerland"), 0.01),
    ]
    ax = draw_scenario(scenario(rows), axes())
    assert [patch.get_width() for patch in ax.patches] == [1, 0.5, 1, 1]
    assert {"0.500", "germany or switzerland"} <= {text.get_text() for text in ax.texts}
    assert "Conflict per shift above 3.00" in ax.get_xlabel()
    assert "no condition" in draw_scenario(scenario([]), axes()).texts[0].get_text()


def test_peeling_shows_what_was_taken_and_what_holds_elsewhere():
    ax = draw_peeling(scenario([]), axes())
    assert words(ax) == ["0 factors", "2 factors", "taken", "on points left out"]
    assert "%" in ax.get_xlabel() and "%" in ax.get_ylabel()


def test_bunching_is_drawn_beside_independent_incidents():
    draw = np.random.default_rng(1)
    shifts = pd.DataFrame(
        [(day, kind) for day in range(60) for kind in ("early", "late")], columns=["day", "shift"]
    )
    shifts = shifts.assign(conflict=draw.poisson(3, 120), resident_hours=100.0)
    ax = draw_clustering(clustering_table(shifts), axes())
    assert [text.get_text() for text in ax.get_yticklabels()][0] == "Ward: shift (120 shifts)"
    assert ax.get_xscale() == "log" and "independent incidents" in words(ax)
    assert not ax.texts
    few = draw_clustering(clustering_table(shifts[shifts["day"] < 21]), axes())
    assert [text.get_text() for text in few.texts] == ["too few blocks for an interval"] * 3


def test_branching_is_drawn_with_and_without_residents_who_differ():
    columns = {"contagion": True, "residents_differ": [False, True], "own": [0.5, 0.0], "others": 0.1}
    columns |= {"branching": [0.6, 0.1], "branching_low": [0.5, 0.0], "branching_high": [0.7, 0.2]}
    table = pd.DataFrame({**columns, "half_life_hours": 4.0, "aic": 10.0})
    ax = draw_branching(table, axes())
    assert [text.get_text() for text in ax.get_yticklabels()] == ["all residents alike", "residents differ"]
    assert "incidents that one incident sets off" in ax.get_xlabel()


def test_networks_are_drawn_over_weeks_and_as_a_picture():
    graph = nx.gnp_random_graph(12, 0.3, seed=1)
    rows = [
        (day, *pair, "resident", 0.3) for day in (6, 13) for a, b in graph.edges for pair in ((a, b), (b, a))
    ]
    ties = pd.DataFrame(rows, columns=["day", "from", "to", "kind", "value"])
    both = pd.concat([ties.assign(run=run) for run in (0, 1)])
    ax = draw_tie_network(tie_network(both, shuffles=5), "transitivity", axes())
    assert ax.get_xlabel() == "Week" and ax.get_ylabel().endswith("%")
    assert words(ax) == ["by chance, 95 %", "this ward, mean of runs"]
    picture = draw_ties(ties[ties["day"] == 6], axes())
    assert len(picture.texts) == len({*ties["from"], *ties["to"]})


def test_settling_is_drawn_with_the_warm_up_that_is_left_out():
    draw = np.random.default_rng(1)
    shifts = pd.DataFrame([(run, day) for run in range(4) for day in range(80)], columns=["run", "day"])
    shifts = shifts.assign(mean_wellbeing=0.5 + 0.01 * draw.normal(size=320), resident_hours=160.0)
    check = warm_up_check(shifts, 20, 14, ("mean_wellbeing",))
    ax = draw_warm_up(check, "mean_wellbeing", axes())
    assert ax.get_xlabel() == "Days since the ward was started" and ax.get_ylabel() == "Wellbeing (0-1)"
    assert "left out as warm-up" in words(ax)


def test_precision_is_drawn_until_it_suffices():
    table = precision_by_runs(np.random.default_rng(1).normal(5, 1, 60))
    ax = draw_precision(table, "conflict_per_shift", 0.5, axes())
    assert ax.get_ylabel() == "Conflict a shift (events a shift)"
    assert any(text.startswith("reached with") for text in words(ax))
    assert png(ax.figure)[:4] == b"\x89PNG"
