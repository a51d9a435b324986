from milieusim._types import Design, OneSet, Path, Rules, Whole
from milieusim.engines.agents.people import Resident, Staff

class Animation:
    title: str
    frames: int
    height: int
    html: str
    def save(self, path: Path) -> Path: ...

def animate(
    design: Design,
    seed: Whole = 1,
    day: Whole = 0,
    parameters: OneSet = "best",
    tick_minutes: Whole = 15,
    warm_up_days: Whole | None = None,
    rules: Rules | None = None,
    resident_class: type[Resident] | None = None,
    staff_class: type[Staff] | None = None,
) -> Animation: ...
