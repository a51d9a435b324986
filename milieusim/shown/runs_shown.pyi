from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from milieusim._types import Design, Engine, OneSet, Rules, Tables, Whole
from milieusim.config.parts.design import WardDesign
from milieusim.engines.agents.people import Resident, Staff

class Run(Tables):
    design: WardDesign
    seed: int
    days: int
    parameter_set: str
    raw: dict[str, np.ndarray[Any, Any]]
    kept: list[str]
    def plot(self) -> np.ndarray[Any, Any]: ...
    @property
    def run_id(self) -> str: ...
    def metrics(self) -> pd.Series[float]: ...
    def tables(self) -> dict[str, pd.DataFrame]: ...

class Runs(Tables):
    design: WardDesign
    seeds: list[int]
    days: int
    parameter_set: str
    kept: list[str]
    def __len__(self) -> int: ...
    @property
    def runs(self) -> pd.DataFrame: ...
    def metrics(self) -> pd.DataFrame: ...
    def to_xarray(self, metrics: str | Sequence[str] | None = None) -> Any: ...
    def tables(self) -> dict[str, pd.DataFrame]: ...

def simulate(
    design: Design,
    days: Whole = 28,
    seed: Whole = 1,
    engine: Engine = "compiled",
    parameters: OneSet = "best",
    contagion: bool = True,
    tick_minutes: Whole = 15,
    warm_up_days: Whole | None = None,
    rules: Rules | None = None,
    keep: Sequence[str] | None = None,
    resident_class: type[Resident] | None = None,
    staff_class: type[Staff] | None = None,
) -> Run: ...
def simulate_many(
    design: Design,
    days: Whole = 28,
    seeds: Iterable[Whole] = ...,
    engine: Engine = "compiled",
    parameters: OneSet = "best",
    contagion: bool = True,
    tick_minutes: Whole = 15,
    warm_up_days: Whole | None = None,
    rules: Rules | None = None,
    keep: Sequence[str] | None = (),
    workers: Whole | None = None,
    progress: Callable[[int], object] | None = None,
    resident_class: type[Resident] | None = None,
    staff_class: type[Staff] | None = None,
) -> Runs: ...
