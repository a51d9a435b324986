from collections.abc import Sequence

import pandas as pd

def hawkes_table(
    incidents: pd.DataFrame,
    stays: pd.DataFrame | None = None,
    days: float | None = None,
    day_blocks: int = 8,
    stay_parts: Sequence[float] = (3.0, 14.0),
    half_lives: Sequence[float] | None = None,
    level: float = 0.95,
    history_days: float | None = None,
    seed: int = 1,
) -> pd.DataFrame: ...
def branching_sentence(table: pd.DataFrame) -> str: ...
