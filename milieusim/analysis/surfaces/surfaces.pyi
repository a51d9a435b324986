from dataclasses import dataclass
from typing import Literal

import pandas as pd

@dataclass(frozen=True)
class Surface:
    metric: str
    x: str
    y: str
    kind: str
    better: str
    grid: pd.DataFrame
    points: pd.DataFrame
    optimum: pd.DataFrame
    r2_left_out: float
    r2_reachable: float
    over: str
    def sentence(self) -> str: ...

def response_surface(
    points: pd.DataFrame,
    metrics: pd.DataFrame,
    name: str,
    x: str,
    y: str,
    kind: Literal["auto", "quadratic", "gaussian_process"] = "auto",
    better: Literal["higher", "lower"] | None = None,
    steps: int = 41,
    draws: int = 400,
    level: float = 0.95,
    seed: int = 1,
) -> Surface: ...
