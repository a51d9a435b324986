from typing import Literal, overload

from milieusim._types import Sets
from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import Parameters

@overload
def load_parameters(name: Literal["best"] = "best") -> Parameters: ...
@overload
def load_parameters(name: Literal["posterior"]) -> ParameterSets: ...
@overload
def load_parameters(name: Parameters) -> Parameters: ...
@overload
def load_parameters(name: Sets) -> Parameters | ParameterSets: ...
