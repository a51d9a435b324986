from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from milieusim._types import Design

Metrics: TypeAlias = str | Sequence[str] | Mapping[str, Literal["lower", "higher"]]

def optimise(
    base: Design,
    factors: Mapping[str, Any],
    metrics: Metrics,
    trials: int = 50,
    storage: Any = None,
    study: str = "milieusim",
    sampler: Callable[[int], Any] | None = None,
    replications: int = 8,
    seed: int = 1,
    take_up: bool = True,
    progress: Callable[[Any], object] | None = None,
    **how: Any,
) -> Any: ...

class Search:
    better: dict[str, str]
    width: int
    def __init__(
        self,
        base: Design,
        factors: Mapping[str, Any],
        metrics: Metrics,
        replications: int = 8,
        seed: int = 1,
        sampler: Callable[[int], Any] | None = None,
        **how: Any,
    ) -> None: ...
    def study(self, storage: Any = None, name: str = "milieusim") -> Any: ...
    def first_seed(self, number: int) -> int: ...
    def ask(self, study: Any) -> Any: ...
    def left_open(self, study: Any) -> list[Any]: ...
    def tell(self, study: Any, trial: Any, progress: Callable[[Any], object] | None = None) -> None: ...
