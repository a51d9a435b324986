import pandas as pd
from matplotlib.axes import Axes

from milieusim._types import Drawn

def draw_indices(table: pd.DataFrame, name: str, ax: Axes | None = None, most: int = 20) -> Drawn: ...
def draw_effects(table: pd.DataFrame, name: str, ax: Axes | None = None, most: int = 8) -> Drawn: ...
