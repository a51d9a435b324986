from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

@dataclass(frozen=True)
class Scenario:
    box: pd.DataFrame
    trajectory: pd.DataFrame
    measures: pd.DataFrame
    of_interest: str
    def sentence(self) -> str: ...

def find_scenario(
    points: pd.DataFrame,
    metrics: pd.DataFrame,
    name: str,
    above: float | None = None,
    below: float | None = None,
    factors: Sequence[str] | None = None,
    density: float = 0.8,
    smallest: float = 0.05,
    splits: int = 5,
    seed: int = 1,
) -> Scenario: ...
