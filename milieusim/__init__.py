"""milieusim simulates therapeutic wards: compare daily routines before anyone has to live them.

Public names are imported when first used, so that importing the package stays quick.
"""

from importlib import import_module

from milieusim.pages import register

__version__ = "0.1.0"

_WHERE = {
    "ConfigError": "milieusim.errors",
    "DataError": "milieusim.errors",
    "METRICS": "milieusim.analysis.metrics.metrics",
    "MilieusimError": "milieusim.errors",
    "RULES": "milieusim.rules",
    "Resident": "milieusim.engines.agents.people",
    "Run": "milieusim.engines.simulate",
    "RunError": "milieusim.errors",
    "Runs": "milieusim.engines.simulate",
    "SWITCHES": "milieusim.config.switches",
    "Staff": "milieusim.engines.agents.people",
    "Store": "milieusim.campaign.store.store",
    "WardDesign": "milieusim.config.parts.design",
    "WardModel": "milieusim.engines.agents.ward_model",
    "compare": "milieusim.comparison.compare",
    "first_difference": "milieusim.engines.agents.tracing",
    "load_design": "milieusim.config.reading.loading",
    "load_experiment": "milieusim.campaign.experiment.experiment_files",
    "load_parameters": "milieusim.ledger.parameters",
    "open_store": "milieusim.campaign.store.store",
    "register_metric": "milieusim.analysis.metrics.metrics",
    "run_experiment": "milieusim.campaign.sweep.sweep",
    "scorecard": "milieusim.evidence.scorecard",
    "shipped_designs": "milieusim.config.reading.loading",
    "simulate": "milieusim.engines.simulate",
    "simulate_many": "milieusim.engines.simulate",
    "trace": "milieusim.engines.agents.tracing",
}
_MADE_OF_RESULTS = {
    "comparison page": ("milieusim.report.comparison_page", "write_comparison"),
    "comparison picture": ("milieusim.plots.paired_differences", "draw_differences"),
    "score page": ("milieusim.report.score_page", "write_scorecard"),
}
__all__ = ["__version__", *sorted(_WHERE)]


def __getattr__(name):
    if name not in _WHERE:
        raise AttributeError(f"module 'milieusim' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__():
    return __all__


def _later(module, name):
    """Return a function that imports the one it stands for when it is called."""
    return lambda *given: getattr(import_module(module), name)(*given)


for _kind, _place in _MADE_OF_RESULTS.items():
    register(_kind, _later(*_place))
