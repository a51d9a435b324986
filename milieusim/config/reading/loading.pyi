from typing import Any

from milieusim._types import Design
from milieusim.config.parts.design import WardDesign
from milieusim.config.reading.finding import shipped_designs as shipped_designs

__all__ = ["load_design", "shipped_designs"]

def load_design(source: Design) -> WardDesign: ...
def places_of(source: Any, sentences: list[str]) -> list[str | None]: ...
