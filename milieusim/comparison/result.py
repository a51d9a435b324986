"""What came out of a comparison: tables, sentences, pictures, a page."""

from functools import cached_property

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import days_long, signed
from milieusim.comparison.answered.answer_words import short_answer
from milieusim.comparison.answered.containment_changes import established_changes
from milieusim.comparison.answered.design_notes import design_notes, settle_twins, twins_of
from milieusim.comparison.answered.shift_rates import not_comparable
from milieusim.comparison.behind.explained import Explained
from milieusim.comparison.comparison_words import LIMITS, finding, opening, wide_margin
from milieusim.comparison.pair_runs import draws_of, hours_of
from milieusim.comparison.pairs import Looks, difference_table
from milieusim.comparison.ranking.goal_notes import not_weighed
from milieusim.comparison.replacements import AS_SHIPPED
from milieusim.comparison.sequential import FIRST_OVER_SETS
from milieusim.comparison.sets_words import parts, rounded, survival
from milieusim.errors import ConfigError
from milieusim.ledger.parameters import Parameters, load_parameters
from milieusim.pages import box, made
from milieusim.shown.column_units import with_units

RUNS_FOR_THE_DAY = 20
"""Runs of each design behind the picture of the day by hour."""


class Comparison(Explained):
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
    goals : Goals or None
        What measures are worth to somebody, and what must not get worse.
    rates : Rates or None
        What staff cost.
    looks : Looks
        Whether runs were looked at again and again, as ``replications="auto"`` does.
    twins : list of str
        Designs that differ from the base in nothing that the model looks at.
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
        goals=None,
        first_look=None,
        rates=None,
    ):
        self.replacements, self.goals, self.rates = replacements, goals, rates
        self.metrics, self.designs, self.days, self.seed = metrics, designs, days, seed
        self.judged, self.margins = judged, margins or {}
        self.parameters, self.workers, self.asked = load_parameters(parameters), workers, asked
        self.base, *self.others = designs
        self.replications = int((metrics["design"] == self.base).sum())
        sets_held = 1 if isinstance(self.parameters, Parameters) else len(self.parameters)
        self.looks = Looks(first_look, sets_held)
        self.table = difference_table(metrics, self.base, self.others, judged, self.margins, self.looks)
        self.twins = twins_of(self.base, designs)
        settle_twins(self.table, self.twins)
        with_units(self.metrics, "metrics")

    def __repr__(self):
        others = ", ".join(self.others)
        return (
            f"<Comparison of {others} with {self.base}: {self.replications} pairs of runs of "
            f"{days_long(self.days)}; .sentence says what came out>"
        )

    def _repr_html_(self):
        rows = {
            f"{row.design}, {METRICS[row.metric].label}": f"{signed(row.difference)} {row.unit} "
            f"({signed(row.low)} to {signed(row.high)}): {row.verdict.replace('_', ' ')}"
            for row in self.judged_rows
        }
        return box(f"{', '.join(self.others)} compared with {self.base}", {**rows, "in words": ".sentence"})

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
        if self.twins == self.others:
            return "Designs that are the same differ in no plausible world."
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
        told += not_weighed(self)
        if self.asked and self.asked != self.replications:
            told.append(rounded(self.asked, self.replications, self.parameter_sets))
        return [text for text in [*told, *not_comparable(self), *design_notes(self)] if text]

    @property
    def answer(self):
        """The answer in at most 120 plain words, with no interval in it; `sentence` has all of it."""
        return short_answer(self)

    @property
    def established(self):
        """Rows of `table` on restraint, seclusion and rapid tranquillisation that surely change, though not judged."""
        keys = [(row.design, row.metric) for row in established_changes(self)]
        return self.table[[key in keys for key in zip(self.table["design"], self.table["metric"])]]

    @property
    def sentence(self):
        """The whole answer in plain words."""
        many = len(self.others) > 1
        said = [f"{design}: {text}" if many else text for design, _, text in self.findings]
        return " ".join([self.opening, *said, *self.order, self.survival, *self.uncertainty, LIMITS])

    @cached_property
    def ranking(self):
        """Designs in order, with those that cannot be told from the best.

        A pandas table (`milieusim.comparison.ranking.best_designs.COLUMNS`), by goals if there are some, else by each
        judged metric; empty for two designs without goals, of which the verdict says all.
        """
        import pandas as pd

        from milieusim.comparison.ranking.best_designs import COLUMNS, ranked

        if len(self.others) < 2 and self.goals is None:
            return pd.DataFrame(columns=COLUMNS)
        try:
            return ranked(self.metrics, list(self.designs), self.table, self.judged, self.goals, self.looks)
        except ConfigError:
            # What is wrong with goals shows only once there are runs, and these are not to be lost for it.
            return pd.DataFrame(columns=COLUMNS)

    @property
    def order(self):
        """The order of designs, a sentence or two a criterion; none where they are not ranked."""
        return self.order_by()

    def order_by(self, titles=None):
        """Return the order of designs in sentences that call them by these titles, or by their names."""
        from milieusim.comparison.ranking.order_words import order_told

        rows = self.ranking.groupby("criterion", sort=False)
        return [order_told(list(some.itertuples(index=False)), titles) for _, some in rows]

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

    def to_xarray(self, metrics=None):
        """Return metrics (all, or those named) as an `xarray.Dataset` by design and pair (extra ``bridges``)."""
        return made("comparison dataset", self, metrics)

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

    def workbook(self, path, command=None):
        """Write every number of the comparison as a workbook for spreadsheet programs.

        Parameters
        ----------
        path : str or pathlib.Path
            Ends in .xlsx.
        command : str, optional
            What gives the same numbers again; made up from the comparison if left out.

        Returns
        -------
        pathlib.Path

        Raises
        ------
        ConfigError
            If it cannot be written there, its folder is not there, or its name is that of another format.
        """
        return made("comparison workbook", self, path, command)
