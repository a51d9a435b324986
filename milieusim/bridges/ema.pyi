from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from milieusim._types import Design
from milieusim.campaign.store.store import Store

def ema_model(
    base: Design,
    uncertainties: Mapping[str, Any] | None = None,
    levers: Mapping[str, Any] | None = None,
    outcomes: Sequence[str] = ("conflict_per_100_obd",),
    each_run: bool = False,
    name: str | None = None,
    **how: Any,
) -> Any: ...
def to_ema(
    store: Store,
    outcomes: str | Sequence[str] | None = None,
    levers: Sequence[str] = (),
    each_run: bool = False,
) -> tuple[pd.DataFrame, dict[str, np.ndarray[Any, Any]]]: ...
def from_ema(
    experiments: pd.DataFrame, outcomes: Mapping[str, Any], seed: int = 1
) -> tuple[pd.DataFrame, pd.DataFrame]: ...
