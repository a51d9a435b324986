"""milieusim simulates therapeutic wards: compare daily routines before anyone has to live them.

Public names are imported when first used, so that importing the package stays quick.
"""

from importlib import import_module

from milieusim.config.reading.beside_designs import register as register_beside
from milieusim.pages import register

__version__ = "0.1.0"

_WHERE = {
    "ConfigError": "milieusim.errors",
    "DataError": "milieusim.errors",
    "METRICS": "milieusim.analysis.metrics.metrics",
    "MilieusimError": "milieusim.errors",
    "RULES": "milieusim.rules",
    "Resident": "milieusim.engines.agents.people",
    "Run": "milieusim.shown.runs_shown",
    "RunError": "milieusim.errors",
    "Runs": "milieusim.shown.runs_shown",
    "SWITCHES": "milieusim.config.switches",
    "Staff": "milieusim.engines.agents.people",
    "Store": "milieusim.campaign.store.store",
    "WardDesign": "milieusim.config.reading.loading",
    "WardModel": "milieusim.shown.ward_shown",
    "animate": "milieusim.moments.animating",
    "compare": "milieusim.comparison.compare",
    "describe": "milieusim.describing.describe",
    "explain": "milieusim.moments.explaining",
    "first_difference": "milieusim.engines.agents.tracing",
    "improve": "milieusim.improving.improve",
    "load_design": "milieusim.config.reading.loading",
    "load_experiment": "milieusim.campaign.experiment.experiment_files",
    "load_parameters": "milieusim.shown.parameters_shown",
    "open_store": "milieusim.campaign.store.store",
    "register_metric": "milieusim.analysis.metrics.metrics",
    "run_experiment": "milieusim.campaign.sweep.sweep",
    "scorecard": "milieusim.evidence.scorecard",
    "shipped_designs": "milieusim.config.reading.loading",
    "simulate": "milieusim.shown.runs_shown",
    "simulate_many": "milieusim.shown.runs_shown",
    "trace": "milieusim.engines.agents.tracing",
}
_MADE_OF_RESULTS = {
    "comparison dataset": ("milieusim.bridges.as_xarray", "dataset_of_comparison"),
    "comparison page": ("milieusim.report.comparison_page", "write_comparison"),
    "comparison picture": ("milieusim.plots.paired_differences", "draw_differences"),
    "comparison workbook": ("milieusim.report.numbers_book.whole_book", "write_numbers"),
    "run picture": ("milieusim.plots.first_look", "draw_first_look"),
    "runs dataset": ("milieusim.bridges.as_xarray", "dataset_of_runs"),
    "score page": ("milieusim.report.score_page", "write_scorecard"),
    "store dataset": ("milieusim.bridges.as_xarray", "dataset_of_store"),
    "ward box": ("milieusim.moments.still", "ward_box"),
    "ward picture": ("milieusim.moments.still", "draw_ward"),
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


register_beside(_later("milieusim.workbook.tables_beside", "told_of_tables"))
for _kind, _place in _MADE_OF_RESULTS.items():
    register(_kind, _later(*_place))
