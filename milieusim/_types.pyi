# What several stubs share; there is nothing of it at run time.
import os
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from milieusim.config.parts.design import WardDesign
from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import Parameters

Path: TypeAlias = str | os.PathLike[str]
Design: TypeAlias = WardDesign | Path | dict[str, Any]
Whole: TypeAlias = int | np.integer[Any]
Engine: TypeAlias = Literal["compiled", "agents"]
OneSet: TypeAlias = Literal["best"] | Parameters
Sets: TypeAlias = str | os.PathLike[str] | Parameters | ParameterSets
Rules: TypeAlias = Mapping[str, Callable[..., Any]]

class Drawn(Axes):
    # Axes of matplotlib as pictures give them back: of a whole figure, which can be saved.
    figure: Figure  # type: ignore

class Tables:
    @property
    def incidents(self) -> pd.DataFrame: ...
    @property
    def responses(self) -> pd.DataFrame: ...
    @property
    def shifts(self) -> pd.DataFrame: ...
    @property
    def resident_shifts(self) -> pd.DataFrame: ...
    @property
    def stays(self) -> pd.DataFrame: ...
    @property
    def time_use(self) -> pd.DataFrame: ...
    @property
    def staff_shifts(self) -> pd.DataFrame: ...
    @property
    def slots(self) -> pd.DataFrame: ...
    @property
    def hours(self) -> pd.DataFrame: ...
    @property
    def ties(self) -> pd.DataFrame: ...
    @property
    def undone(self) -> pd.DataFrame: ...
