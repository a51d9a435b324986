import pathlib
from dataclasses import dataclass
from typing import Any

import pandas as pd

from milieusim._types import Path
from milieusim.comparison.result import Comparison
from milieusim.config.parts.design import WardDesign

@dataclass(frozen=True)
class Proposal:
    name: str
    design: WardDesign
    changes: list[str]
    edits: dict[str, Any]
    cost: dict[str, int]
    worth: float
    low: float
    high: float
    may_break: str = ""
    @property
    def is_better(self) -> bool: ...

class Improvement:
    base: str
    comparison: Comparison | None
    choices: dict[str, Any]
    @property
    def proposals(self) -> list[Proposal]: ...
    @property
    def table(self) -> pd.DataFrame: ...
    @property
    def sentence(self) -> str: ...
    def write(self, folder: Path, source: str | None = None) -> list[pathlib.Path]: ...
    def patch(self, proposal: Proposal, source: str | None = None) -> str: ...
    def told(self, proposal: Proposal) -> list[str]: ...
    def differences_told(self, name: str) -> list[list[str]]: ...
