from collections.abc import Callable, Sequence
from typing import Any

from milieusim._types import Design, Path, Sets, Whole
from milieusim.comparison.goals import Goals
from milieusim.improving.improvement import Improvement

def improve(
    design: Design,
    goals: Path | dict[str, Any] | Goals,
    days: Whole = 84,
    moves: Whole = ...,
    runs: Whole = ...,
    replications: Whole = 200,
    parameters: Sets = ...,
    seed: Whole = 1,
    fixed: Sequence[str] = (),
    folder: Path | None = None,
    workers: Whole | None = None,
    progress: Callable[[str, int, int], object] | None = None,
    without: Sequence[str] = (),
) -> Improvement: ...
