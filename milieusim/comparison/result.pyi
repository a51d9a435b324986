import pathlib
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from milieusim._types import Drawn, Path
from milieusim.comparison.behind.explained import Explained
from milieusim.comparison.goals import Goals
from milieusim.config.parts.design import WardDesign
from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import Parameters

class Comparison(Explained):
    table: pd.DataFrame
    metrics: pd.DataFrame
    designs: dict[str, WardDesign]
    base: str
    others: list[str]
    twins: list[str]
    judged: list[str]
    margins: dict[str, Any]
    parameters: Parameters | ParameterSets
    days: int
    replications: int
    seed: int
    goals: Goals | None
    @property
    def judged_rows(self) -> list[Any]: ...
    @property
    def parameter_sets(self) -> int: ...
    @property
    def findings(self) -> list[tuple[str, str, str]]: ...
    @property
    def opening(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def seeds(self) -> list[int]: ...
    @property
    def survival(self) -> str: ...
    @property
    def carriers(self) -> pd.DataFrame: ...
    @property
    def uncertainty(self) -> list[str]: ...
    @property
    def notes(self) -> list[str]: ...
    @property
    def sentence(self) -> str: ...
    @property
    def ranking(self) -> pd.DataFrame: ...
    @property
    def order(self) -> list[str]: ...
    @property
    def hours(self) -> pd.DataFrame: ...
    def plot(self, ax: Axes | None = None, names: Sequence[str] | None = None) -> Drawn: ...
    def to_xarray(self, metrics: str | Sequence[str] | None = None) -> Any: ...
    def report(self, path: Path) -> pathlib.Path: ...
