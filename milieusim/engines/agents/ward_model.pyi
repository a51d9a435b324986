from collections.abc import Callable, Mapping, Sequence
from typing import Any

import mesa  # type: ignore[import-untyped]
import numpy as np
import pandas as pd

from milieusim._types import Design, OneSet, Rules, Whole
from milieusim.config.parts.design import WardDesign
from milieusim.engines.agents.people import Resident, Staff
from milieusim.engines.agents.plain import Numbers, Place, Slot

class WardModel(mesa.Model):  # type: ignore[misc]
    design: WardDesign
    inputs: Any
    p: Numbers
    staff: list[Staff]
    places: list[Place]
    slots: list[Slot]
    ticks_a_day: int
    end_tick: int
    def __init__(
        self,
        design: Design = "acute-ward",
        seed: Whole | str | None = None,
        parameters: OneSet = "best",
        tick_minutes: Whole = 15,
        warm_up_days: Whole | None = None,
        contagion: bool = True,
        rules: Rules | None = None,
        resident_class: Callable[..., Resident] | None = None,
        staff_class: Callable[..., Staff] | None = None,
        days: Whole = 28,
        keep: Sequence[str] | None = None,
        inputs: Any = None,
        rng: Whole | str | None = None,
        model_reporters: Mapping[str, Any] | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
        agenttype_reporters: Mapping[Any, Any] | None = None,
    ) -> None: ...
    def step(self) -> None: ...
    def run_days(self, days: Whole) -> None: ...
    def close(self) -> None: ...
    def draw(self) -> Any: ...
    @property
    def residents(self) -> list[Resident]: ...
    @property
    def on_duty(self) -> list[Staff]: ...
    @property
    def bedroom(self) -> Place: ...
    @property
    def tick(self) -> int: ...
    @property
    def day(self) -> int: ...
    @property
    def hour(self) -> float: ...
    @property
    def clock(self) -> str: ...
    @property
    def rules(self) -> list[str]: ...
    def mean_of(self, state: str) -> float: ...
    def raw_tables(self) -> dict[str, np.ndarray[Any, Any]]: ...
    def tables(self) -> dict[str, pd.DataFrame]: ...
    def discharge(self, resident: Resident) -> None: ...
