from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, SupportsFloat, TypeAlias

from milieusim.analysis.metrics.run_view import RunView

Direction: TypeAlias = Literal["higher", "lower", "neither"]
HEADLINES: tuple[str, ...]
SHORT_LIST: list[str]

@dataclass(frozen=True)
class Metric:
    name: str
    definition: str
    unit: str
    source: str
    better: Direction
    label: str
    function: Callable[[RunView], SupportsFloat]

METRICS: dict[str, Metric]

def register_metric(
    name: str,
    function: Callable[[RunView], SupportsFloat],
    definition: str,
    unit: str,
    source: str,
    better: Direction = "neither",
    label: str | None = None,
    replace: bool = False,
) -> Metric: ...
