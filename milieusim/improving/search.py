"""The search: single moves race first, then what the best of them make together, each stage on luck of its own."""

import math
from dataclasses import dataclass
from itertools import islice

from milieusim.comparison.verdicts import ALPHA
from milieusim.errors import ConfigError
from milieusim.improving.candidates import base_candidate, candidates_from
from milieusim.improving.combining import Effects, combined
from milieusim.improving.racing import race, rounds_of

LEVEL_PAIRS, FEWEST_LEVEL_PAIRS, LEVEL_SHARE = 40, 8, 0.04
"""Pairs of the base alone, from which the level comes that a weight is a share of; fewer where runs are few."""
STAGE_PAIRS = 1000
"""Seeds that lie between stages: luck that chose a routine does not speak for it again."""
KEPT_OF_A_STAGE = 8
PARENTS = 3
FINALISTS = 5
SHARE_OF_FIRST = 0.5
RUNS_A_CHILD = 12
"""Runs of a later stage for each routine in it: fewer could not tell them apart."""
FEWEST_CHILDREN = 6
RUNS_A_FILE = 400
"""About so many runs are lost at most where a search is stopped."""


@dataclass(frozen=True)
class Searched:
    """What a search came to.

    Attributes
    ----------
    finalists : list of Candidate
        The best first.
    tried, behind, set_aside, breaking : int
        Candidates that ran, and how those ended that did not go on.
    runs : int
        That the search took; never more than were asked for.
    """

    finalists: list
    tried: int
    behind: int
    set_aside: int
    breaking: int
    runs: int


def search(design, goals, run, store, moves, runs, fixed=(), progress=None, without=()):
    """Search routines that a ward could try, up to a number of moves away.

    Parameters
    ----------
    design : WardDesign
    goals : Goals
    run : callable
        As `RaceRuns`.
    store : InMemory or InFolder
    moves : int
    runs : int
        That the search may take at most.
    fixed : collection of str
        Names of slots that stay as they are.
    progress : callable, optional
        Takes stage, runs done and their total.
    without : collection of str
        Kinds of moves that are not tried.

    Returns
    -------
    Searched

    Raises
    ------
    ConfigError
        If there is no move, or runs that do not pay for a pair of every single one.
    """
    return _Search(design, goals, run, store, fixed, progress, without).through(moves, runs)


class _Search:
    def __init__(self, design, goals, run, store, fixed, progress, without):
        self.goals, self.run, self.store, self.progress = goals, run, store, progress
        self.fixed, self.without = fixed, without
        self.base = base_candidate(design)
        self.fates, self.spent, self.best = {}, 0, {}

    def through(self, moves, runs):
        singles = candidates_from(self.base, self.fixed, lambda move: move.kind not in self.without)
        self._check(singles, runs)
        self.levels = self._levels(_level_pairs(runs))
        self.alpha = ALPHA / moves  # the best of any stage is lost with no more than ALPHA over all stages
        left = runs - self.spent
        share = left if moves == 1 else max(int(left * SHARE_OF_FIRST), len(singles) + 1)
        finish = self._raced(1, singles, share)
        known = {candidate.name: candidate for candidate in singles}
        effects = Effects()
        effects.learn(finish, known)
        for stage in range(2, moves + 1):
            left = runs - self.spent
            share = max(left // (moves - stage + 1), min(left, RUNS_A_CHILD * (FEWEST_CHILDREN + PARENTS)))
            parents = self._parents(finish, known)
            most = share // RUNS_A_CHILD - len(parents)
            children = combined(
                self.base, parents, effects.best(), moves, most, self.fixed, "shift" not in self.without
            )
            if most < FEWEST_CHILDREN or not children:
                break
            known = {candidate.name: candidate for candidate in [*parents, *children]}
            finish = self._raced(stage, list(known.values()), share)
            effects.learn(finish, known)
        best = [known[name] for name in finish.left if name != self.base.name]
        fates = list(self.fates.values())
        counts = [fates.count(fate) for fate in ("behind", "set aside", "breaks a limit")]
        return Searched(best[:FINALISTS], len(fates), *counts, self.spent)

    def _check(self, singles, runs):
        name, needed = self.base.design.name, len(singles) + 1 + _level_pairs(runs)
        if not singles:
            raise ConfigError(
                f"{name}: there is no move that its rota, rooms and hours allow; "
                "`milieusim check` tells what stands in the way, and fewer slots could be fixed."
            )
        if runs < needed:
            raise ConfigError(
                f"runs is {runs:,}; one run of each of the {len(singles):,} routines that lie a move from {name}, and "
                f"those of {name} itself, take {needed:,}. Ask for more (some thousands are usual), or fix more slots."
            )

    def _levels(self, pairs):
        metrics = self._rows(0, [self.base], 0, pairs)
        levels = {name: float(metrics[name].mean()) for name in self.goals.weights}
        missing = [name for name, level in levels.items() if math.isnan(level)]
        if missing:
            raise ConfigError(
                f"goals: {missing[0]} has no value in runs of the base; take more days or leave it out."
            )
        # Says what is wrong where a level is 0, before anything else is run.
        self.goals.worth(levels, dict.fromkeys(levels, 0.0))
        return levels

    def _raced(self, stage, candidates, runs):
        known = {candidate.name: candidate for candidate in [self.base, *candidates]}

        def rows(names, first, last):
            return self._rows(stage, [known[name] for name in names], first, last)

        names = [candidate.name for candidate in candidates]
        rounds = rounds_of(
            len(names), KEPT_OF_A_STAGE, runs
        )  # never empty: what is raced was made to be paid for
        # What `check` warned of and a move puts right is worth more than the mean of a pair or two.
        favoured = {candidate.name for candidate in candidates if candidate.mends and stage == 1}
        # Moves of one slot exclude each other: what they leave room for is worth more than a third variant.
        moved = {one.name: one.keys[-1][1] or one.keys[-1] for one in candidates if stage == 1}
        finish = race(
            self.base.name, names, rows, self.goals, self.levels, rounds, favoured, moved, self.alpha
        )
        self.fates |= {name: finish.fate[name] for name in names}
        return finish

    def _rows(self, stage, candidates, first, last):
        """Return the rows of candidates over a range of pairs; each file of them is kept as soon as it is done."""
        import pandas as pd

        designs = {candidate.name: candidate.design for candidate in candidates}
        words = "the ward as it is" if stage == 0 else f"routines {stage} move{'s' * (stage > 1)} away"
        total, start = len(designs) * (last - first), stage * STAGE_PAIRS
        self.spent += total
        pairs, parts = max(1, RUNS_A_FILE // len(designs)), []
        for at in range(first, last, pairs):
            upto, before = min(at + pairs, last), len(designs) * (at - first)

            def tell(done, _, before=before):
                self.progress(f"{words}: {len(designs)}", before + done, total)

            parts.append(
                self.store.of(
                    f"{stage}-{upto:04d}",
                    lambda at=at, upto=upto, tell=tell: self.run(
                        designs, start + at, start + upto, self.goals.metrics, self.progress and tell
                    ),
                )
            )
        return pd.concat(parts, ignore_index=True)

    def _parents(self, finish, known):
        return list(islice((known[name] for name in finish.left if name != self.base.name), PARENTS))


def _level_pairs(runs):
    return max(FEWEST_LEVEL_PAIRS, min(LEVEL_PAIRS, int(runs * LEVEL_SHARE)))
