from matplotlib.axes import Axes

from milieusim._types import Drawn
from milieusim.analysis.surfaces.discovery import Scenario

def draw_scenario(scenario: Scenario, ax: Axes | None = None) -> Drawn: ...
def draw_peeling(scenario: Scenario, ax: Axes | None = None) -> Drawn: ...
