"""What users write and checkers must let pass: a measure of one's own, analyses of a sweep, bridges."""

import pandas as pd

import milieusim as ms
from milieusim.analysis.metrics.run_view import RunView
from milieusim.analysis.patterns.clustering import clustering_table
from milieusim.analysis.patterns.hawkes import branching_sentence, hawkes_table
from milieusim.analysis.patterns.replications import runs_needed_table
from milieusim.analysis.patterns.tie_network import tie_network, trust_network
from milieusim.analysis.patterns.warm_up import warm_up_check
from milieusim.analysis.surfaces.discovery import find_scenario
from milieusim.analysis.surfaces.surfaces import response_surface
from milieusim.bridges.ema import ema_model, from_ema, to_ema
from milieusim.bridges.optuna_search import optimise
from milieusim.plots.found_box import draw_peeling, draw_scenario
from milieusim.plots.surface_map import draw_surface
from milieusim.plots.what_matters import draw_indices


def beds_in_use(run: RunView) -> float:
    return float(run.shifts["census"].mean())


ms.register_metric("beds_in_use", beds_in_use, "Mean census.", "beds", "own measure", "neither")

store = ms.open_store("out")
points: pd.DataFrame = store.points()
metrics: pd.DataFrame = store.metrics()
surface = response_surface(points, metrics, "occupancy", "milieu.structure", "milieu.support", better="lower")
where: str = surface.sentence()
draw_surface(surface).figure.savefig("surface.png")  # pyright: ignore[reportUnknownMemberType] - matplotlib's
factors = store.sensitivity(["occupancy"]).factors
if factors is not None:
    draw_indices(factors, "occupancy")
found = find_scenario(points, metrics, "conflict_per_100_obd", above=90)
draw_scenario(found)
draw_peeling(found)
needed: pd.DataFrame = runs_needed_table(metrics, ["occupancy"], wanted=0.05)

runs = ms.simulate_many("acute-ward", days=28, seeds=range(4), keep=["incidents", "stays", "shifts", "ties"])
told: str = warm_up_check(runs.shifts, days=20, window=10).sentence()
bunched: pd.DataFrame = clustering_table(runs.shifts, runs.stays, runs.incidents)
said: str = branching_sentence(hawkes_table(runs.incidents, runs.stays, days=28))
ties: pd.DataFrame = tie_network(runs.ties, shuffles=20)
trust: pd.DataFrame = trust_network(runs.ties)

moved = {"milieu.structure": {"low": 0, "high": 1}}
study = optimise("acute-ward", moved, {"occupancy": "lower"}, trials=3, replications=2, days=7)
model = ema_model("acute-ward", levers=moved, outcomes=["occupancy"], days=7)
experiments, outcomes = to_ema(store, ["occupancy"], levers=["milieu.structure"])
points, metrics = from_ema(experiments, outcomes)
