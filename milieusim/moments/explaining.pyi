from typing import Any

import pandas as pd

from milieusim._types import Whole
from milieusim.engines.agents.people import Resident
from milieusim.engines.agents.ward_model import WardModel

class Explanation:
    table: pd.DataFrame
    @property
    def sentence(self) -> str: ...
    def plot(self) -> Any: ...

def explain(model: WardModel, resident: Resident | Whole) -> Explanation: ...
