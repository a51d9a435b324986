"""A search and its figures have different sets of parameters, and each half stands for all of them."""

import importlib

import numpy as np
import pandas as pd
import pytest

from milieusim.improving.search import Searched
from milieusim.improving.set_halves import halves
from milieusim.ledger.balanced import _known
from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import load_parameters


def own_sets(weights):
    return ParameterSets(load_parameters("best"), {}, range(len(weights)), weights, name="own")


def test_no_set_that_a_search_ran_on_is_behind_its_figures():
    sets = load_parameters("posterior")
    searched, told = (set(half.labels()) for half in halves(sets))
    assert not searched & told and searched | told == set(sets.labels())


def test_each_half_holds_the_values_that_its_sets_had():
    sets = load_parameters("posterior")
    for half in halves(sets):
        for place in (0, len(half) - 1):
            same = sets[sets.labels().index(half.labels()[place])]
            assert half[place].name == same.name and all(half[place][key] == same[key] for key in same)


@pytest.mark.parametrize("pairs", [40, 100])
def test_beginnings_of_each_half_stand_for_all_sets(pairs):
    known, sets = _known(), load_parameters("posterior")
    levels = np.array([known[label] for label in sets.labels()])
    middle, spread = np.average(levels, axis=0, weights=sets.weights), levels.std(axis=0)
    for half in halves(sets):
        of_half = np.array([known[half.labels()[place]] for place in half.places(pairs)])
        off = np.abs(of_half.mean(axis=0) - middle) / spread
        assert off.max() < 1 / np.sqrt(pairs)  # the error that a random draw has on average is the most here


@pytest.mark.parametrize("weights", [[1] * 30, [1000] + [1] * 300, [1] * 20 + [0] * 200])
def test_too_few_sets_are_not_halved(weights):
    sets = own_sets(weights)
    assert halves(sets) == (sets, sets)


def test_halves_weigh_about_the_same():
    weights = np.random.default_rng(1).exponential(size=200)
    sets = own_sets(weights)
    for half in halves(sets):
        weight = sum(sets.weights[sets.labels().index(label)] for label in half.labels())
        assert weight == pytest.approx(0.5, abs=0.03)


def test_one_set_alone_stays():
    best = load_parameters("best")
    assert halves(best) == (best, best)


@pytest.mark.parametrize(("sets", "are_apart"), [(60, True), (30, False)])
def test_a_search_is_given_one_half_and_its_figures_the_other(monkeypatch, sets, are_apart):
    module, asked = importlib.import_module("milieusim.improving.improve"), []

    class Runs:
        def __init__(self, _, days, sets, *more):
            asked.append(sets)

        def up_to(self, total):
            return pd.DataFrame({"seed": [total]})

    monkeypatch.setattr(module, "RaceRuns", lambda days, sets, *more: asked.append(sets))
    monkeypatch.setattr(module, "Runner", Runs)
    monkeypatch.setattr(module, "search", lambda *more: Searched([], 0, 0, 0, 0, 0))
    goals = {"weights": {"conflict": 1}}
    found = module.improve("acute-ward", goals, replications=20, parameters=own_sets([1] * sets))
    to_search, to_tell = (set(of.labels()) for of in asked)
    assert (not to_search & to_tell) == are_apart != found.shares_sets
