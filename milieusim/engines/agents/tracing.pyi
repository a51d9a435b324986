from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from milieusim._types import Design, OneSet, Rules, Whole
from milieusim.engines.agents.people import Resident

class Difference(NamedTuple):
    day: int
    clock: str
    at_hour: float
    resident: int
    what: str
    base: object
    other: object
    differences: dict[str, tuple[Any, Any]]

def trace(
    design: Design,
    seed: Whole = 1,
    resident: Whole | None = None,
    day: Whole = 0,
    parameters: OneSet = "best",
    tick_minutes: Whole = 15,
    warm_up_days: Whole | None = None,
    rules: Rules | None = None,
    resident_class: type[Resident] | None = None,
) -> pd.DataFrame: ...
def first_difference(
    base: Design,
    other: Design,
    seed: Whole = 1,
    days: Whole = 28,
    parameters: OneSet = "best",
    tick_minutes: Whole = 15,
    warm_up_days: Whole | None = 0,
    rules: Rules | None = None,
    resident_class: type[Resident] | None = None,
    looked_at: Sequence[str] | None = None,
) -> Difference | None: ...
