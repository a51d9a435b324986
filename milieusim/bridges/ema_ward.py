"""A model of the EMA workbench that runs a ward. Imported once the workbench is known to be there."""

import numpy as np
from ema_workbench.em_framework.model import SingleReplication
from ema_workbench.util import get_module_logger

from milieusim.bridges.trial_runs import EACH

_logger = get_module_logger(__name__)


class EmaWard(SingleReplication):
    """Runs the trials of a base design: means over replications, which have the same seeds in every experiment.

    Parameters
    ----------
    name : str
        Letters and digits.
    trials : Trials
        How an experiment is run.

    Attributes
    ----------
    failures : list of tuple
        (values of factors, why) of experiments that failed in this process.
    """

    def __init__(self, name, trials):
        super().__init__(name)
        self.trials, self.failures = trials, []

    def run_experiment(self, experiment):
        """Run an experiment and return the value of each output variable; all are missing if it failed."""
        values = {factor.path: experiment[factor.path] for factor in self.trials.factors}
        try:
            table = self.trials.run(values, self.trials.experiment.written.seed)
        except (MemoryError, OSError, ImportError):
            raise
        except Exception as error:
            # Not a CaseError: the workbench (2.5) then stores the outcomes of the experiment before once more.
            _logger.warning(f"{self.name}: {values} failed ({type(error).__name__}: {error})")
            self.failures.append((values, f"{type(error).__name__}: {error}"))
            return {name: self._missing(name) for name in self.output_variables}
        return {name: self._value(table, name) for name in self.output_variables}

    def _value(self, table, name):
        if name in self.trials.metrics:
            return float(table[name].mean())
        return table[name.removesuffix(EACH)].to_numpy(float)

    def _missing(self, name):
        if name in self.trials.metrics:
            return np.nan
        return np.full(self.trials.runs, np.nan)
