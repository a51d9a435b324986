from typing import Any

from matplotlib.axes import Axes

from milieusim._types import Drawn
from milieusim.analysis.surfaces.surfaces import Surface

def draw_surface(
    surface: Surface, ax: Axes | None = None, limits: Any = None, is_bar: bool = True
) -> Drawn: ...
