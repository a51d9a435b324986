import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, overload

from milieusim.ledger.parameters import Parameters

DEFAULT_OF_COMPARE: str

class ParameterSets(Sequence[Parameters]):
    base: Parameters
    name: str
    facts: dict[str, Any]
    weights: tuple[float, ...]
    def __init__(
        self,
        base: Parameters,
        table: Mapping[str, Sequence[float]],
        ids: Iterable[int],
        weights: Sequence[float],
        facts: Mapping[str, Any] | None = None,
        name: str = "posterior",
    ) -> None: ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, place: int) -> Parameters: ...
    @overload
    def __getitem__(self, place: slice) -> list[Parameters]: ...
    @property
    def names(self) -> list[str]: ...
    @property
    def roles(self) -> dict[str, str]: ...
    def labels(self) -> list[str]: ...
    def values(self, name: str) -> list[float]: ...
    def choose(self, n: int) -> list[Parameters]: ...
    def places(self, n: int) -> list[int]: ...

def shipped_sets() -> ParameterSets: ...
def read_sets(
    path: str | os.PathLike[str], base: Parameters | None = None, name: str | None = None
) -> ParameterSets: ...
