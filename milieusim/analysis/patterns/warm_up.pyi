from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

LEVELS: tuple[str, ...]
COUNTS: tuple[str, ...]

@dataclass(frozen=True)
class WarmUp:
    measures: pd.DataFrame
    daily: pd.DataFrame
    warm_up_days: int
    days: int
    runs: int
    @property
    def is_enough(self) -> bool: ...
    def sentence(self) -> str: ...

def mser(values: Any, batch: int = 5) -> Any: ...
def warm_up_check(
    shifts: pd.DataFrame,
    days: int = 60,
    window: int = 28,
    measures: Sequence[str] = ...,
    level: float = 0.95,
    matters: float = 0.05,
) -> WarmUp: ...
def drift_table(
    shifts: pd.DataFrame,
    window: int = 14,
    measures: Sequence[str] = ...,
    level: float = 0.95,
    matters: float = 0.05,
) -> pd.DataFrame: ...
