"""Scenario discovery: boxes that are there are found, and boxes that are not are seen through."""

import importlib.util

import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.surfaces.discovery import find_scenario
from milieusim.errors import DataError


def sweep(n=400, chance=False, seed=1):
    draw = np.random.default_rng(seed)
    points = pd.DataFrame({"point": range(n), "structure": draw.random(n), "support": draw.random(n)})
    points["regime"] = draw.choice(["england", "germany", "switzerland"], n)
    bad = (points["structure"] < 0.4) & (points["regime"] != "england")
    value = draw.normal(size=n) if chance else np.where(bad, 5.0, 1.0) + 0.2 * draw.normal(size=n)
    return points, pd.DataFrame({"point": points["point"], "seed": 1, "conflict_per_shift": value})


@pytest.mark.slow
def test_a_box_that_is_there_is_found_and_holds_on_other_points():
    found = find_scenario(*sweep(), "conflict_per_shift", above=3)
    measures = found.measures.iloc[0]
    assert measures["density"] > 0.95 and measures["coverage"] > 0.9
    assert measures["density_left_out"] > 0.85 and measures["coverage_left_out"] > 0.8
    box = found.box.set_index("factor")
    assert sorted(box.index) == ["regime", "structure"]
    assert (
        box.loc["structure", "high"] == pytest.approx(0.4, abs=0.04)
        and box.loc["structure", "chance"] < 0.001
    )
    assert box.loc["regime", "values"] == ("germany", "switzerland")
    assert "conflict a shift above 3.00" in found.sentence() and "structure up to" in found.sentence()
    assert found.trajectory["is_chosen"].sum() == 1
    assert found.trajectory["coverage"].iloc[0] == 1


@pytest.mark.slow
def test_a_box_of_pure_chance_is_seen_through_on_points_that_did_not_find_it():
    measures = find_scenario(
        *sweep(200, chance=True), "conflict_per_shift", below=-0.8, density=0.9
    ).measures.iloc[0]
    assert measures["density"] > measures["base_rate"]
    assert measures["density_left_out"] < 1.1 * measures["base_rate"]


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DataError, match=r"pip install 'milieusim\[discovery\]'"):
        find_scenario(*sweep(), "conflict_per_shift", above=3)


@pytest.mark.slow
def test_what_cannot_be_looked_for_is_refused():
    with pytest.raises(DataError, match="one of above= and below="):
        find_scenario(*sweep(), "conflict_per_shift")
    with pytest.raises(DataError, match="12 points.*holds for 0 of 12"):
        find_scenario(*sweep(12), "conflict_per_shift", above=300)
    with pytest.raises(DataError, match="holds for 2 of 40 points; 5 of either kind"):
        find_scenario(*few_cases(2), "conflict_per_shift", above=3)


@pytest.mark.slow
@pytest.mark.parametrize("cases", [5, 35])
def test_few_cases_or_few_others_give_an_answer_without_complaint(cases):
    measures = find_scenario(*few_cases(cases), "conflict_per_shift", above=3).measures.iloc[0]
    assert measures["of_interest"] == cases and measures["points"] == 40


def few_cases(cases, n=40):
    draw = np.random.default_rng(3)
    points = pd.DataFrame({"point": range(n), "structure": draw.random(n)})
    value = np.where(np.arange(n) < cases, 5.0, 1.0)
    return points, pd.DataFrame({"point": points["point"], "seed": 1, "conflict_per_shift": value})


@pytest.mark.slow
def test_a_box_is_of_one_design():
    points, runs = sweep(60)
    both = pd.concat([points.assign(design="a"), points.assign(design="b", point=points["point"] + 100)])
    twice = pd.concat([runs, runs.assign(point=runs["point"] + 100)])
    with pytest.raises(DataError, match=r"find_scenario: points holds 2 designs \(a, b\)"):
        find_scenario(both, twice, "conflict_per_shift", above=3)
    found = find_scenario(both[both["design"] == "a"], twice, "conflict_per_shift", above=3, splits=1)
    assert found.measures["points"].item() == 60
