import pathlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pandas as pd

from milieusim._types import Path, Sets, Whole
from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import Parameters

class Row(NamedTuple):
    target: Any
    found: Any
    status: str
    reason: str
    nulls: dict[str, Any]
    dial: Any
    is_capped: bool

class Scorecard:
    rows: list[Row]
    parameters: Parameters | ParameterSets
    seeds: tuple[int, int]
    runs: dict[str, int]
    total_runs: int
    notes: list[str]
    def of(self, use: str) -> list[Row]: ...
    @property
    def is_as_committed(self) -> bool: ...
    @property
    def table(self) -> pd.DataFrame: ...
    @property
    def sentences(self) -> list[str]: ...
    @property
    def sentence(self) -> str: ...
    def document(self) -> dict[str, Any]: ...
    def report(self, path: Path) -> pathlib.Path: ...

def scorecard(
    parameters: Sets | None = None,
    targets: Path | dict[str, Any] | None = None,
    quick: bool = False,
    seed: Whole = 1,
    workers: Whole | None = None,
    keys: Iterable[str] | None = None,
    progress: Callable[[int, int], object] | None = None,
    days: Whole | None = None,
    effort: Any = None,
) -> Scorecard: ...
