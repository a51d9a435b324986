"""What users write and checkers must let pass: comparisons, searches, sweeps, stores, the score."""

from pathlib import Path
from typing import Any

import pandas as pd

import milieusim as ms

result = ms.compare(["acute-ward", "open-unit"], days=3, replications="auto", margins={"occupancy": "5%"})
table: pd.DataFrame = result.table
sentence: str = result.sentence
base: str = result.base
designs: dict[str, ms.WardDesign] = result.designs
page: Path = result.report("page.html")
picture = result.plot().figure
picture.savefig("support.png", dpi=130, bbox_inches="tight")  # pyright: ignore[reportUnknownMemberType] - matplotlib's

found = ms.improve("acute-ward", goals={"weights": {"conflict_per_100_obd": 1.0}}, days=3, folder="found")
worths: list[float] = [proposal.worth for proposal in found.proposals if proposal.is_better]

written: dict[str, Any] = {"name": "small", "designs": "acute-ward", "days": 3}
experiment = ms.load_experiment(written).replace(replications=2)
store: ms.Store = ms.run_experiment(experiment, "out", executor="threads", workers=2, shard="1/2")
metrics: pd.DataFrame = ms.open_store("out").metrics()
failures: int = len(store.failures())
factors: pd.DataFrame | None = store.sensitivity(["occupancy"]).factors

score: str = ms.scorecard("posterior", quick=True).sentence
moves: str = ms.SWITCHES["milieu.support"]
try:
    ms.load_design("nowhere")
except ms.ConfigError as error:
    problems: list[str] = error.problems
