from typing import Literal

from milieusim._types import Design
from milieusim.campaign.store.store import Store

def describe(what: Design | Store, format: Literal["odd", "stress"] = "odd") -> str: ...
