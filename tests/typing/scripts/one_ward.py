"""What users write and checkers must let pass: one ward, its tables, the ledger, agents and rules of one's own."""

from pathlib import Path

import numpy as np
import pandas as pd

import milieusim as ms
from milieusim.analysis.metrics.run_view import RunView

ward: ms.WardDesign = ms.load_design("acute-ward")
beds: int = ward.ward.beds
quiet = ward.replace({"name": "quiet", "milieu.support": 0.8})
calm: ms.WardDesign = quiet.replace(milieu=ward.milieu.replace(structure=0.8))
names: list[str] = [slot.name for slot in calm.routine.slots]
shipped: list[str] = ms.shipped_designs()

run: ms.Run = ms.simulate(ward, days=3, seed=np.int64(1), engine="agents", keep=["incidents"])
same = ms.simulate(Path("ward.yaml"), days=3, warm_up_days=0, parameters=ms.load_parameters())
incidents: pd.DataFrame = run.incidents
metrics: "pd.Series[float]" = run.metrics()
occupancy: float = metrics["occupancy"]
run_id: str = run.run_id

runs: ms.Runs = ms.simulate_many(ward, days=3, seeds=range(10), progress=print)
rows: pd.DataFrame = runs.metrics()
count: int = len(runs)

parameters = ms.load_parameters()
value: float = parameters["contagion_gain"]
unit: str = parameters.entry("contagion_gain").unit
changed = parameters.replace(contagion_gain=0.0)
first_set = ms.load_parameters("posterior")[0]

rule = ms.RULES["next_boredom"]
told: tuple[str, str, str] = (rule.source, rule.unit, rule.form)
definition: str = ms.METRICS["occupancy"].definition


def nights(run: RunView) -> float:
    """Return a measure of one's own."""
    return float((run.incidents["shift"] == "night").sum()) / run.days


metric = ms.register_metric("nights", nights, "Incidents at night.", "incidents", "own measure", "lower")


class EarlyRiser(ms.Resident):
    """Somebody who comes to everything."""

    def answer_invitation(self, slot: object) -> float:
        """Return how soon one comes in turn."""
        return 1.0 - self.arousal


def never_bored(p: object, boredom: float, engaged_share: float) -> float:
    """Return no boredom."""
    return 0.0


model = ms.WardModel(ward, seed=1, resident_class=EarlyRiser, rules={"next_boredom": never_bored})
model.run_days(1)
arousal: float = sum(resident.arousal for resident in model.residents)
day: pd.DataFrame = ms.trace(ward, seed=1, resident=None, day=0)
difference = ms.first_difference(ward, quiet, seed=1)
clock: str = "" if difference is None else difference.clock
