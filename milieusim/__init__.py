"""milieusim simulates therapeutic wards: compare daily routines before anyone has to live them.

Public names are imported when first used, so that importing the package stays quick.
"""

from importlib import import_module

__version__ = "0.1.0"

_WHERE = {
    "ConfigError": "milieusim.errors",
    "DataError": "milieusim.errors",
    "METRICS": "milieusim.analysis.metrics",
    "MilieusimError": "milieusim.errors",
    "RULES": "milieusim.rules",
    "Resident": "milieusim.model.agents",
    "Run": "milieusim.model.simulate",
    "RunError": "milieusim.errors",
    "Runs": "milieusim.model.simulate",
    "SWITCHES": "milieusim.rules",
    "Staff": "milieusim.model.agents",
    "Store": "milieusim.runs.store",
    "WardDesign": "milieusim.config.design",
    "WardModel": "milieusim.model.ward_model",
    "compare": "milieusim.comparison.compare",
    "first_difference": "milieusim.model.tracing",
    "load_design": "milieusim.config.loading",
    "load_experiment": "milieusim.runs.loading",
    "load_parameters": "milieusim.config.parameters",
    "open_store": "milieusim.runs.store",
    "register_metric": "milieusim.analysis.metrics",
    "run_experiment": "milieusim.runs.sweep",
    "scorecard": "milieusim.evidence.scorecard",
    "shipped_designs": "milieusim.config.loading",
    "simulate": "milieusim.model.simulate",
    "simulate_many": "milieusim.model.simulate",
    "trace": "milieusim.model.tracing",
}
__all__ = ["__version__", *sorted(_WHERE)]


def __getattr__(name):
    if name not in _WHERE:
        raise AttributeError(f"module 'milieusim' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__():
    return __all__
