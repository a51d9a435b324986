"""What came out of a search: proposals, how they differ from the routine that is there, and what they cost."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number, signed
from milieusim.comparison.result import Comparison
from milieusim.comparison.verdicts import says_enough
from milieusim.config.telling.yaml_writing import design_text
from milieusim.files import write_whole
from milieusim.improving.improve_words import change_words, cost_of, cost_words, patch_text, slot_changes
from milieusim.pages import box
from milieusim.phrasing import listed


def proposal_name(name, place):
    """Return what a proposal is called."""
    return f"{name}-proposal-{place}"


@dataclass(frozen=True)
class Proposal:
    """A routine to try.

    Attributes
    ----------
    name : str
    design : WardDesign
    changes : list of str
        What is done differently, a phrase a slot.
    edits : dict
        The same as design files write it, under `routine`.
    cost : dict of str to int
        Minutes a week by role that slots take of those who lead them, beyond those of the base.
    worth : float
        Share of the base, above 0 if better.
    low, high : float
        Ends of its interval; these hold together over all finalists.
    may_break : str
        Limits that it is not shown to keep, in words.
    says_enough : bool
        Whether its interval comes from enough pairs, of which enough differ, as verdicts ask for.
    """

    name: str
    design: object
    changes: list
    edits: dict
    cost: dict
    worth: float
    low: float
    high: float
    may_break: str = ""
    says_enough: bool = True

    @property
    def is_better(self):
        """Whether it is surely better than the routine that is there."""
        return self.low > 0 and self.says_enough


class Improvement:
    """What came out of a search.

    Attributes
    ----------
    comparison : Comparison
        Of all finalists with the base, on seeds and sets of parameters that the search has not seen.
    choices : dict
        As asked for.
    searched : Searched
        How many routines ran, and how they ended.
    shares_sets : bool
        Whether sets of parameters were too few for the search and the figures to have different ones.
    """

    def __init__(self, metrics, designs, choices, sets, goals, searched, workers=None, shares_sets=False):
        self.choices, self.searched, self.goals = choices, searched, goals
        self.shares_sets = shares_sets
        self.base, self.comparison = next(iter(designs)), None
        self._metrics, self._designs = metrics, designs
        if len(designs) > 1:
            seed = int(metrics["seed"].min())
            settings = (choices["days"], seed, goals.judged, None, sets, workers)
            by_search = Comparison(metrics, designs, *settings, goals=goals)
            self._metrics, self._designs = _numbered(by_search, self.base)
            self.comparison = Comparison(self._metrics, self._designs, *settings, goals=goals)

    def __repr__(self):
        return f"<Improvement of {self.base}: {len(self.proposals)} proposals; .sentence says what came out>"

    def _repr_html_(self):
        rows = {one.name: f"worth {_percent(one.worth)}: {'; '.join(one.changes)}" for one in self.proposals}
        return box(f"Improvement of {self.base}", {**rows, "in words": ".sentence"})

    @cached_property
    def proposals(self):
        """Those that cannot be told from the best, do better than the base and break no limit; the best first."""
        if self.comparison is None:
            return []
        rows = self.comparison.ranking.itertuples(index=False)
        chosen = [row for row in rows if row.is_among_best and row.is_allowed and row.value > 0]
        return [self._proposal(row) for row in chosen]

    @property
    def _not_weighed(self):
        """Say that finalists cannot be weighed at all, which is not the same as that none is better; else nothing."""
        if self.comparison is None or self.comparison.ranking["value"].notna().sum() > 1:
            return ""
        return (
            "Nothing can be said of those that came last: a measure with a weight has no value in their runs, or in "
            "those of what is there. Take more days, or leave it out."
        )

    def _proposal(self, row):
        base, design = self._designs[self.base], self._designs[row.design]
        found = self._worth_of(row.design)
        return Proposal(
            row.design,
            design,
            change_words(base, design),
            slot_changes(base, design),
            cost_of(base, design),
            row.value,
            found.low,
            found.high,
            row.may_break,
            says_enough(found),
        )

    def _worth_of(self, name):
        from milieusim.comparison.intervals import estimate
        from milieusim.comparison.pairs import paired
        from milieusim.comparison.ranking.best_designs import mean_of_known
        from milieusim.comparison.verdicts import ALPHA

        left, right, sets = paired(self._metrics, self.base, name)
        levels = {key: mean_of_known(left[key]) for key in self.goals.weights}
        worths = self.goals.worth(levels, {key: right[key] - left[key] for key in self.goals.weights})
        return estimate(worths, sets, 1 - ALPHA / (len(self._designs) - 1))

    @property
    def table(self):
        """Differences of each proposal in every measure of the goals, a pandas table as `Comparison.table`."""
        if self.comparison is None:
            import pandas as pd

            from milieusim.comparison.pairs import COLUMNS

            return pd.DataFrame(columns=COLUMNS)
        names, table = [proposal.name for proposal in self.proposals], self.comparison.table
        return table[table["design"].isin(names) & table["metric"].isin(self.goals.metrics)]

    @property
    def sentence(self):
        """The answer in plain words, in at most 120 of them."""
        found, better = self.searched, [proposal for proposal in self.proposals if proposal.is_better]
        said = f"{found.tried:,} routines that {self.base} could live were tried in {found.runs:,} runs."
        if found.set_aside:
            said += f" {found.set_aside:,} were set aside on few runs: a better one may be among them."
        if unknown := self._not_weighed:
            return f"{said} {unknown} {_LIMITS}"
        if not self.proposals:
            return f"{said} None of them is better than what is there and keeps the limits. {_LIMITS}"
        first = self.proposals[0]
        if better:
            said += f" {first.name} is worth {_percent(first.worth)} ({_percent(first.low)} to {_percent(first.high)})"
        else:
            said += f" None is surely better; {first.name} comes closest with {_percent(first.worth)}"
        said += " of the base's levels, weighed by your goals."
        others = len(self.proposals) - 1
        if others:
            said += f" {others} other{'s' * (others > 1)} cannot be told from it."
        moved = [name.split(":")[0] if not name.startswith("new") else name for name in first.changes]
        said += f" It changes {listed(moved[:4])}{' and more' * (len(moved) > 4)}."
        if first.may_break:
            said += " It is not shown to keep every limit."
        return f"{said} {self._fresh} {_LIMITS}"

    @property
    def _fresh(self):
        if self.shares_sets:
            return _SHARED
        return _FRESH if self._metrics["parameter_set"].nunique() > 1 else _ONE_SET

    def write(self, folder, source=None):
        """Write each proposal as a design file, and as the changes to the design that it came from.

        Parameters
        ----------
        folder : path-like
        source : str, optional
            How the design was asked for: what the changes are based on.

        Returns
        -------
        list of pathlib.Path
            Of the whole designs, as `milieusim compare` takes them.
        """
        paths = []
        for proposal in self.proposals:
            path = Path(folder) / "proposals" / f"{proposal.name}.yaml"
            paths.append(write_whole(path, design_text(proposal.design).encode(), "--out"))
            text = f"# {'; '.join(proposal.changes)}\n{self.patch(proposal, source)}"
            write_whole(Path(folder) / "changes" / f"{proposal.name}.yaml", text.encode(), "--out")
        return paths

    def patch(self, proposal, source=None):
        """Return a proposal as a design file that names what it is based on, and what it changes."""
        return patch_text(proposal.name, source or self.base, proposal.edits)

    def told(self, proposal):
        """Return what a proposal changes, costs and is worth, as cells of a table."""
        worth = (
            f"{signed(100 * proposal.worth)} ({signed(100 * proposal.low)} to {signed(100 * proposal.high)})"
        )
        return ["; ".join(proposal.changes), worth, cost_words(proposal.cost)]

    def differences_told(self, name):
        """Return rows of (measure, unit, base, proposal, difference, interval) of one proposal."""
        rows = self.table[self.table["design"] == name].itertuples(index=False)
        return [
            [
                METRICS[row.metric].label,
                number(row.base),
                number(row.other),
                signed(row.difference),
                f"{signed(row.low)} to {signed(row.high)}",
            ]
            for row in rows
        ]


def _numbered(comparison, base):
    """Return metrics and designs with the finalists numbered as they are ranked, and not as the search had them."""
    order = [name for name in comparison.ranking["design"] if name != base]
    names = {base: base} | {name: proposal_name(base, place) for place, name in enumerate(order, start=1)}
    designs = {names[name]: comparison.designs[name].replace({"name": names[name]}) for name in names}
    metrics = comparison.metrics
    return metrics.assign(design=metrics["design"].map(names)), designs


def _percent(share):
    return f"{signed(100 * share)} %"


_FRESH = (
    "These figures come from seeds and parameters that the search has not seen, so that luck in the search does not "
    "flatter them."
)
_ONE_SET = (
    "These figures come from seeds that the search has not seen, so that luck in the search does not flatter them; "
    "search and figures speak of one and the same set of parameters."
)
_SHARED = (
    "These figures come from seeds that the search has not seen; but sets of parameters were too few to keep some from "
    "it, so that they may flatter."
)
_LIMITS = "This is a model ward: talk it over with those who would live it."
