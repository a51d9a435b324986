from collections.abc import Callable, Mapping
from typing import Any, Self, TypeVar

from pydantic import BaseModel

Share = float
Positive = float
NotNegative = float
Count = int
Flag = bool
Text = str
P = TypeVar("P", bound=Part)

class Part(BaseModel):
    def replace(self, changes: Mapping[str, Any] | None = ..., /, **fields: Any) -> Self: ...
    @classmethod
    def problems_between(cls, tree: Any) -> list[Any]: ...

def dumped(value: Any) -> Any: ...
def validated(part_type: type[P], tree: Any, label: str | Callable[[Any], str]) -> P: ...
