from collections.abc import Mapping
from typing import Any

import numpy as np

from milieusim._types import Tables

Array = np.ndarray[Any, np.dtype[Any]]

class RunView(Tables):
    raw: Mapping[str, Array]
    facts: Mapping[str, Any]
    days: int
    beds: int
    hours_simulated: float
    def __init__(self, raw: Mapping[str, Array], facts: Mapping[str, Any]) -> None: ...
    def rows(self, table: str) -> Array: ...
    @property
    def totals(self) -> dict[str, float]: ...
    @property
    def occupied_bed_days(self) -> float: ...
    @property
    def shift_starts(self) -> Array: ...
