"""What came out of a comparison: tables, sentences, pictures, a page."""

from functools import cached_property

from milieusim.analysis.numbers import days_long
from milieusim.comparison.comparison_words import LIMITS, finding, opening, wide_margin
from milieusim.comparison.pair_runs import draws_of, hours_of
from milieusim.comparison.pairs import difference_table
from milieusim.comparison.replacements import AS_SHIPPED
from milieusim.comparison.sequential import FIRST_OVER_SETS
from milieusim.comparison.sets_words import parts, rounded, survival
from milieusim.ledger.parameters import Parameters, load_parameters
from milieusim.pages import made

RUNS_FOR_THE_DAY = 20
"""Runs of each design behind the picture of the day by hour."""


class Comparison:
    """What came out of a comparison.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a design and metric (`milieusim.comparison.pairs.COLUMNS`); judged metrics first.
    metrics : pandas.DataFrame
        One row a design, seed and parameter set.
    designs : dict of str to WardDesign
        By the names used in the tables; the base comes first.
    judged : list of str
        Metrics with a verdict; everything else is exploratory.
    margins : dict of str to Margin
    parameters : Parameters or ParameterSets
    days, replications, seed
        As run.
    replacements : Replacements
        Rules and agents of somebody's own that were used in every run.
    """

    def __init__(
        self,
        metrics,
        designs,
        days,
        seed,
        judged,
        margins=None,
        parameters="best",
        workers=None,
        asked=None,
        replacements=AS_SHIPPED,
    ):
        self.replacements = replacements
        self.metrics, self.designs, self.days, self.seed = metrics, designs, days, seed
        self.judged, self.margins = judged, margins or {}
        self.parameters, self.workers, self.asked = load_parameters(parameters), workers, asked
        self.base, *self.others = designs
        self.replications = int((metrics["design"] == self.base).sum())
        self.table = difference_table(metrics, self.base, self.others, judged, self.margins)

    def __repr__(self):
        others = ", ".join(self.others)
        return (
            f"<Comparison of {others} with {self.base}: {self.replications} pairs of runs of "
            f"{days_long(self.days)}; .sentence says what came out>"
        )

    runs_for_the_day = RUNS_FOR_THE_DAY

    @property
    def judged_rows(self):
        """The rows of the table that carry a verdict, as tuples with names."""
        return list(self.table[~self.table["is_exploratory"]].itertuples(index=False))

    @property
    def parameter_sets(self):
        """Number of parameter sets among the runs."""
        return self.metrics["parameter_set"].nunique()

    @property
    def findings(self):
        """One sentence a judged metric and design, as (design, verdict, sentence)."""
        texts = {name: str(margin) for name, margin in self.margins.items()}
        return [(row.design, row.verdict, finding(row, texts.get(row.metric))) for row in self.judged_rows]

    @property
    def opening(self):
        """What was compared, in a sentence, and in another whose rules and agents it was run with."""
        n = self.parameter_sets
        sets = f"{n} parameter sets {self.origin}" if n > 1 else None
        compared = opening(self.base, self.others, self.replications, self.days, self.seeds, sets)
        return " ".join(text for text in (compared, self.replacements.sentence) if text)

    @property
    def origin(self):
        """Where the sets of parameters come from, as a clause."""
        is_own = self.parameters.name != "posterior"
        return f"of {self.parameters.name}" if is_own else "fitted to published figures"

    @property
    def seeds(self):
        """Seeds that were run, in order."""
        return sorted(set(self.metrics["seed"].tolist()))

    @property
    def survival(self):
        """How far the answer survives what is not known about parameters, in a sentence."""
        if isinstance(self.parameters, Parameters):
            return survival(self.judged_rows, self.parameter_sets, self.origin)
        enough = len(set(self.parameters.places(draws_of(FIRST_OVER_SETS))))
        held = len(self.parameters)
        return survival(self.judged_rows, self.parameter_sets, self.origin, held, enough)

    @cached_property
    def carriers(self):
        """The three parameters a design and judged metric that carry most of what nobody knows.

        A pandas table (`milieusim.comparison.carriers.COLUMNS`), empty with one set of parameters.
        """
        from milieusim.comparison.carriers import COLUMNS, carriers

        if isinstance(self.parameters, Parameters):
            import pandas as pd

            return pd.DataFrame(columns=COLUMNS)
        return carriers(self.metrics, self.designs, self.judged, self.parameters)

    @property
    def uncertainty(self):
        """What each judged interval is made of, a sentence each; none with one set of parameters."""
        carried = list(self.carriers.itertuples(index=False))
        rows = self.judged_rows
        said = [
            parts(row, rows, [c for c in carried if (c.design, c.metric) == (row.design, row.metric)])
            for row in rows
        ]
        return [text for text in said if text]

    @property
    def notes(self):
        """What may not have been meant in the choices made beforehand, a sentence each."""
        bases = {row.metric: row.base for row in self.judged_rows}
        told = [wide_margin(name, margin, bases[name]) for name, margin in self.margins.items()]
        if self.asked and self.asked != self.replications:
            told.append(rounded(self.asked, self.replications, self.parameter_sets))
        return [text for text in told if text]

    @property
    def sentence(self):
        """The whole answer in plain words."""
        many = len(self.others) > 1
        said = [f"{design}: {text}" if many else text for design, _, text in self.findings]
        return " ".join([self.opening, *said, self.survival, *self.uncertainty, LIMITS])

    @cached_property
    def hours(self):
        """Mean arousal, conflict and containment by hour of the day and design.

        From some runs of the comparison, under as many sets of parameters as there are, which are run again
        for it: runs are quick, and hours of all of them would fill the memory.
        """
        return hours_of(self, RUNS_FOR_THE_DAY)

    def plot(self, ax=None, names=None):
        """Draw the differences with their intervals, as a share of the base design.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            A figure of its own if left out.
        names : list of str, optional
            Metrics to draw; judged metrics and a selection of others if left out.

        Returns
        -------
        matplotlib.axes.Axes
        """
        return made("comparison picture", self.table, ax, names)

    def report(self, path):
        """Write the comparison as one HTML file that needs nothing else.

        Parameters
        ----------
        path : str or pathlib.Path

        Returns
        -------
        pathlib.Path
        """
        return made("comparison page", self, path)
