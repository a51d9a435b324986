from typing import NamedTuple

import pandas as pd

class Indices(NamedTuple):
    factors: pd.DataFrame | None
    parameters: pd.DataFrame | None
