"""Patterns whose truth is known: settling, bunching, means, contagion, ties, hazards."""

import math

import networkx as nx
import numpy as np
import pandas as pd

from benchmarks.truths.contagion import followers_in_ward, ward
from benchmarks.truths.told import FALSE, INTERVAL, Setting, Told
from milieusim.analysis.patterns.clustering import clustering_table, dispersion
from milieusim.analysis.patterns.day import mean_by_hour
from milieusim.analysis.patterns.hawkes import hawkes_table
from milieusim.analysis.patterns.hazard_variance import hazard_variance_table
from milieusim.analysis.patterns.tie_network import tie_network, trust_network
from milieusim.analysis.patterns.warm_up import drift_table, mser, warm_up_check


def settling(draw, seed, values, batch, noise):
    """MSER: a bias that falls, and ends where a batch begins."""
    rest = values % batch
    biased = rest + batch * int(draw.integers(0, values // batch // 3))
    series = np.concatenate([5.0 + np.arange(biased)[::-1], np.zeros(values - biased)])
    cut = mser(series + noise * draw.random(values), batch)
    return Told(math.nan if cut is None else float(cut), float(biased))


def bunching(draw, seed, shape, units=120):
    """Counts of gamma paces: their variance is mean + mean squared / shape."""
    pace = np.ones(units) if shape is None else draw.gamma(shape, 1 / shape, units)
    found = dispersion(draw.poisson(2.0 * pace))
    return Told(found["ratio"], 1.0 if shape is None else 1 + 2.0 / shape, found["low"], found["high"])


def no_bunching(draw, seed, weeks=12):
    """Shifts of independent incidents, told of by what chance allows."""
    days = np.repeat(np.arange(7 * weeks), 3)
    shifts = pd.DataFrame({"day": days, "shift": np.tile(["early", "late", "night"], 7 * weeks)})
    mean = shifts["shift"].map({"early": 1.0, "late": 2.0, "night": 0.5})
    shifts = shifts.assign(resident_hours=160.0, conflict=draw.poisson(mean))
    row = clustering_table(shifts).iloc[0]
    return Told(is_found=not row["chance_low"] <= row["ratio"] <= row["chance_high"])


def an_hours_mean(draw, seed, runs=12, days=20):
    """One hour of the clock, in runs that differ."""
    level = 0.4 + 0.05 * draw.normal(size=runs)
    rows = [(run, 9, 15, level[run] + 0.1 * draw.normal()) for run in range(runs) for _ in range(days)]
    hours = pd.DataFrame(rows, columns=["run", "hour", "census", "mean_arousal"])
    row = mean_by_hour(hours, ["mean_arousal"]).iloc[0]
    return Told(row["mean_arousal"], 0.4, row["mean_arousal_low"], row["mean_arousal_high"])


def drifting(draw, seed, runs=10, days=42, drift=0.0, check=False):
    """What still drifts: a level that falls by so much from the first window to the last."""
    level = draw.normal(0.5, 0.05, runs)
    day = np.tile(np.arange(days), runs)
    falls = drift * (day < days / 2)
    value = np.repeat(level, days) + falls + 0.02 * draw.normal(size=runs * days)
    shifts = pd.DataFrame({"run": np.repeat(np.arange(runs), days), "day": day, "resident_hours": 100.0})
    shifts = shifts.assign(mean_wellbeing=value)
    found = (
        warm_up_check(shifts, 7, 14, ["mean_wellbeing"]).measures
        if check
        else drift_table(shifts, 14, ["mean_wellbeing"])
    )
    row = found.iloc[0]
    return Told(row["drift"], drift, row["low"], row["high"])


def contagion(draw, seed, days=84, with_stays=False, found=False, **made):
    """The branching ratio of made-up wards, at the defaults."""
    incidents, stays = ward(days=days, seed=seed, **made)
    row = hawkes_table(incidents, stays if with_stays else None, days).iloc[-1]
    if found:
        return Told(is_found=bool(row["branching_low"] > 0))
    own, others, half_life = (
        made.get(name, usual) for name, usual in (("own", 0), ("others", 0), ("half_life", 4))
    )
    truth = own + others if with_stays else followers_in_ward(own, others, half_life)
    return Told(row["branching"], truth, row["branching_low"], row["branching_high"])


def chance_ties(draw, seed, people=20):
    """A network of chance: how often its transitivity lies beyond what chance allows."""
    table = _ties(nx.gnp_random_graph(people, 0.3, seed=seed))
    row = tie_network(table, shuffles=40, seed=seed).iloc[0]
    return Told(
        is_found=not row["transitivity_chance_low"] <= row["transitivity"] <= row["transitivity_chance_high"]
    )


def lonely(draw, seed, people=20, newcomers=2):
    """The share of residents without a friendly tie, where some came today."""
    graph = nx.gnp_random_graph(people, 0.12, seed=seed)
    alone = sum(degree == 0 for _, degree in graph.degree)
    row = tie_network(_ties(graph, newcomers), shuffles=0).iloc[0]
    return Told(row["isolated_share"], (alone + newcomers) / (people + newcomers))


def trusted(draw, seed, people=20, staff=10):
    """How many staff a resident trusts, where each is trusted by three in ten."""
    value = np.where(draw.random((people, staff)) < 0.3, 0.5, 0.0)
    rows = [(6, a, 100 + b, "staff", value[a, b]) for a in range(people) for b in range(staff)]
    row = trust_network(pd.DataFrame(rows, columns=["day", "from", "to", "kind", "value"])).iloc[0]
    return Told(row["staff_trusted"], float((value > 0).sum(axis=1).mean()))


def hazards(draw, seed, people=400, days=20):
    """Shares of the variance of hazards: between persons 4, between days 2, within a day 1."""
    sizes = np.sqrt([4.0, 2.0, 1.0])
    level = sizes[0] * draw.normal(size=(people, 1, 1)) + sizes[1] * draw.normal(size=(people, days, 1))
    level = 10 + level + sizes[2] * draw.choice([-1.0, 1.0], (people, days, 1)) * np.array([1.0, -1.0])
    shape = level.shape
    resident, day = (np.broadcast_to(np.arange(n)[some], shape).ravel() for n, some in
                     ((people, (slice(None), None, None)), (days, (None, slice(None), None))))  # fmt: skip
    table = pd.DataFrame({"resident": resident, "day": day, "hours_present": 8.0, "hours_asleep": 0.0})
    table = table.assign(hazard=level.ravel(), hazard_square=level.ravel() ** 2)
    return Told(hazard_variance_table(table)["share"]["between_persons"], 4 / 7)


def _ties(graph, newcomers=0):
    rows = [(6, a, b, "resident", 0.3) for one in graph.edges for a, b in (one, one[::-1])]
    rows += [(6, one, 100, "staff", 0.1) for one in range(len(graph) + newcomers)]
    return pd.DataFrame(rows, columns=["day", "from", "to", "kind", "value"])


HALF_LIVES = (0.5, 1.0, 4.0, 12.0, 24.0, 48.0)
WHOLE = {"own": 0.3, "per_day": 0.5}
STAYS = {"with_stays": True, "days": 42, "runs": 2, "per_day": 0.25, "shape": 0.7}
SETTINGS = [
    Setting(
        "mser",
        "bias ends where a batch begins, 168 values by 5",
        "",
        settling,
        {"values": 168, "batch": 5, "noise": 0.0},
    ),
    Setting("mser", "the same, 146 values by 7", "", settling, {"values": 146, "batch": 7, "noise": 0.0}),
    Setting(
        "mser",
        "the same, chance as large as the last step",
        "",
        settling,
        {"values": 168, "batch": 5, "noise": 1.0},
    ),
    Setting("warm_up_check", "no drift, 10 runs", INTERVAL, drifting, {"check": True}),
    Setting("drift_table", "a fall of 0.05, 10 runs", INTERVAL, drifting, {"drift": 0.05}),
    Setting("dispersion", "independent incidents", INTERVAL, bunching, {"shape": None}),
    Setting("dispersion", "gamma paces, ratio 2", INTERVAL, bunching, {"shape": 2.0}),
    Setting("clustering_table", "independent incidents, beyond chance", FALSE, no_bunching),
    Setting("mean_by_hour", "12 runs", INTERVAL, an_hours_mean),
    *[
        Setting(
            "hawkes_table",
            f"ward as a whole, half-life {hours:g} h",
            INTERVAL,
            contagion,
            {**WHOLE, "half_life": hours},
        )
        for hours in HALF_LIVES
    ],
    Setting(
        "hawkes_table",
        "four wards as wholes, half-life 48 h",
        INTERVAL,
        contagion,
        {**WHOLE, "half_life": 48.0, "runs": 4},
    ),
    Setting(
        "hawkes_table",
        "half-life 1 h, times of whole quarters",
        INTERVAL,
        contagion,
        {**WHOLE, "half_life": 1.0, "rounded_to": 0.25},
    ),
    *[
        Setting(
            "hawkes_table",
            f"residents who differ, half-life {hours:g} h",
            INTERVAL,
            contagion,
            {**STAYS, "own": 0.15, "others": 0.15, "half_life": hours},
        )
        for hours in HALF_LIVES
    ],
    Setting(
        "hawkes_table",
        "chance alone, times of whole quarters",
        FALSE,
        contagion,
        {"found": True, "per_day": 0.5, "rounded_to": 0.25},
    ),
    Setting(
        "hawkes_table",
        "residents who differ, no contagion, quarters",
        FALSE,
        contagion,
        {**STAYS, "found": True, "rounded_to": 0.25},
    ),
    Setting("tie_network", "ties by chance, transitivity beyond chance", FALSE, chance_ties),
    Setting("tie_network", "isolated, two residents came today", "", lonely),
    Setting("trust_network", "three in ten are trusted", "", trusted),
    Setting("hazard_variance_table", "share between persons", "", hazards),
]
