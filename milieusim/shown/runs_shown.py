"""Runs as users get them: those of the engines, with units, names to complete and a box for notebooks."""

from functools import wraps

from milieusim.analysis.metrics.registry import HEADLINES, METRICS
from milieusim.analysis.numbers import number
from milieusim.engines import simulate as engines
from milieusim.pages import box, made
from milieusim.shown.column_units import with_units


class _Shown:
    """What is added to runs: nothing that a number hangs on."""

    @classmethod
    def _of(cls, run):
        """Return the same run as one that is shown so; tables that it made already are kept."""
        self = cls.__new__(cls)
        self.__dict__.update(vars(run))
        return self

    def __dir__(self):
        return sorted({*super().__dir__(), *self.kept})

    def _table(self, name):
        return with_units(super()._table(name), name)

    def metrics(self):
        """Return every metric, as the engines do; units are in ``.attrs["units"]``."""
        return with_units(super().metrics(), "metrics")


class Run(_Shown, engines.Run):
    """One run: its tables as attributes, its metrics as a Series.

    Examples
    --------
    >>> run = ms.simulate("acute-ward", days=1)
    >>> run.shifts["shift"].tolist()
    ['night', 'early', 'late', 'night']
    """

    def plot(self):
        """Draw a first look: arousal and incidents by the clock, incidents and wellbeing by day; four axes."""
        return made("run picture", self)

    def _repr_html_(self):
        metrics = self.metrics()
        return box(
            f"Run of {self.design.name}",
            {
                "days": self.days,
                "seed": self.seed,
                "parameters": self.parameter_set,
                "tables": ", ".join(self.kept),
                **{METRICS[name].label: _with_unit(name, metrics[name]) for name in HEADLINES},
            },
        )


class Runs(_Shown, engines.Runs):
    """Many runs of one design: the same tables with a `run` column, and one row of metrics a run.

    Examples
    --------
    >>> ms.simulate_many("acute-ward", days=1, seeds=[4, 5]).metrics().index.tolist()
    [0, 1]
    """

    def to_xarray(self, metrics=None):
        """Return metrics (all, or those named) as an `xarray.Dataset` by replication (extra ``bridges``)."""
        return made("runs dataset", self, metrics)

    def _repr_html_(self):
        return box(
            f"Runs of {self.design.name}",
            {
                "runs": len(self),
                "days": self.days,
                "parameters": self.parameter_set,
                "tables": ", ".join(self.kept) or "none kept; .metrics() has a row a run",
            },
        )


def _with_unit(name, value):
    return f"{number(float(value))} {METRICS[name].unit}"


@wraps(engines.simulate, assigned=["__doc__"])
def simulate(*given, **named):
    """Run one ward once."""
    return Run._of(engines.simulate(*given, **named))


@wraps(engines.simulate_many, assigned=["__doc__"])
def simulate_many(*given, **named):
    """Run one ward many times."""
    return Runs._of(engines.simulate_many(*given, **named))


__all__ = ["Run", "Runs", "simulate", "simulate_many"]
