from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from milieusim._types import Design, Path, Rules, Sets, Whole
from milieusim.comparison.behind.rates import Rates
from milieusim.comparison.goals import Goals
from milieusim.comparison.result import Comparison
from milieusim.engines.agents.people import Resident, Staff

def compare(
    designs: Sequence[Design],
    days: Whole = 84,
    replications: Whole | Literal["auto"] = 200,
    parameters: Sets = ...,
    seed: Whole = 1,
    margins: Mapping[str, str | float] | Sequence[str] | None = None,
    verdicts: Sequence[str] | None = None,
    workers: Whole | None = None,
    progress: Callable[[int, int], object] | None = None,
    rules: Rules | None = None,
    resident_class: type[Resident] | None = None,
    staff_class: type[Staff] | None = None,
    goals: Path | dict[str, Any] | Goals | None = None,
    rates: Path | dict[str, Any] | Rates | None = None,
) -> Comparison: ...
