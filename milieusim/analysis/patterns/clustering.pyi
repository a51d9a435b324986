from typing import Any

import pandas as pd

def dispersion(counts: Any, expected: Any = None, blocks: Any = None, level: float = 0.95) -> Any: ...
def clustering_table(
    shifts: pd.DataFrame,
    stays: pd.DataFrame | None = None,
    incidents: pd.DataFrame | None = None,
    count: str = "conflict",
    level: float = 0.95,
) -> pd.DataFrame: ...
