"""A race: who is surely behind drops out, the others run on, on the same luck as all the rest.

Two ways lead out of a race. A candidate is *behind* if the leader of the moment is surely ahead of it; intervals
hold at every look and over all candidates, so that the best drops out this way with at most 5 % (a search of several
races shares these out among them). Nobody is called behind on fewer than FEWEST_PAIRS: over hundreds of candidates the
intervals reach so far into the tails that on 8 pairs of skewed differences they would lose the best up to ten times as
often as they say. What runs can be paid for says how many go on to the next round (sequential
halving: Karnin, Koren and Somekh 2013; here a third goes on, so that a first round may be short); those who are
*set aside* by it had the lower means and may be better all the same: the 5 % say nothing of them. As long as means
are of few pairs, those go on first for whom something else speaks (`favoured`).
"""

import math
from collections import Counter
from dataclasses import dataclass

from milieusim.comparison.intervals import estimate
from milieusim.comparison.pairs import Looks
from milieusim.comparison.verdicts import ALPHA, says_enough

FEWEST_PAIRS = 20
"""Pairs before anybody can be called behind or breaking a limit."""
FAVOUR_PAIRS = 8
"""Pairs from which on means alone say who goes on."""
MOST_PAIRS = 400
GO_ON = 3
"""One of so many goes on to the next round."""
OF_A_GROUP = 2
BEHIND, BREAKS, SET_ASIDE, LEFT = "behind", "breaks a limit", "set aside", "left"


@dataclass(frozen=True)
class Finish:
    """How a race ended.

    Attributes
    ----------
    order : list of str
        All candidates and the base, those first who came furthest, the best mean first among these.
    worth : dict of str to float
        Share of the base, above 0 if better; of those that dropped out, when they did.
    fate : dict of str to str
        BEHIND, BREAKS, SET_ASIDE or LEFT.
    pairs : dict of str to int
        That each has run.
    """

    order: list
    worth: dict
    fate: dict
    pairs: dict

    @property
    def left(self):
        """Candidates that are left, the best mean first."""
        return [name for name in self.order if self.fate[name] == LEFT]


def rounds_of(candidates, keep, runs):
    """Return the rounds of a race as (pairs run by then, candidates that go on).

    Parameters
    ----------
    candidates : int
    keep : int
        How many may be left at the end.
    runs : int
        That may be spent at most, those of the base along with them.

    Returns
    -------
    list of tuple of int
        Empty where the runs do not pay for one pair of every candidate.
    """
    alive = [candidates]
    while alive[-1] > keep:
        alive.append(max(keep, -(-alive[-1] // GO_ON)))
    paid, pairs = [], 0
    for place, racing in enumerate(alive):
        # Rounds share what is left alike; the first takes a pair of each, whatever that costs.
        more = min(max(runs // ((len(alive) - place) * (racing + 1)), 1), MOST_PAIRS - pairs)
        if more > 0 and more * (racing + 1) <= runs:
            pairs, runs = pairs + more, runs - more * (racing + 1)
            paid.append((pairs, racing))
        elif not paid:
            return []
    go_on = [racing for _, racing in paid[1:]] + [min(keep, candidates)]
    return [(pairs, number) for (pairs, _), number in zip(paid, go_on)]


def race(base, names, run, goals, levels, rounds, favoured=frozenset(), groups=None, alpha=ALPHA):
    """Race candidates and say how each one ended.

    Parameters
    ----------
    base : str
        Runs along in every round; it never drops out.
    names : list of str
    run : callable
        Takes names and the first and last number of pairs; gives the metrics of all these runs, with the columns
        design, seed and parameter_set.
    goals : Goals
    levels : dict of str to float
        Base level of each measure with a weight.
    rounds : list of tuple of int
        As `rounds_of` gives them.
    favoured : collection of str
        Who is set aside after all others on fewer than FAVOUR_PAIRS.
    groups : dict of str to object, optional
        Name -> what it is a variant of. The best OF_A_GROUP of each are set aside after all further variants.
    alpha : float
        How often the best may be called behind, and somebody who keeps the limits be called breaking one.

    Returns
    -------
    Finish
    """
    import numpy as np
    import pandas as pd

    parts, done, alive = [], 0, list(names)
    worth, fate, total = {base: 0.0}, dict.fromkeys([base, *names], LEFT), len(names) + 1
    looks, ran = Looks(first=FEWEST_PAIRS), dict.fromkeys([base, *names], 0)
    for pairs, keep in rounds:
        if not alive:
            break
        parts.append(run([base, *alive], done, pairs))
        metrics, done = pd.concat(parts, ignore_index=True), pairs
        gains = _gains(metrics, base, alive, goals.metrics)
        worths = {name: goals.worth(levels, gains[name]) for name in alive}
        # The base lies at its own level in every pair, also where some candidate has no value.
        worths[base] = np.zeros(len(next(iter(worths.values()))))
        worth |= {name: _mean(values) for name, values in worths.items()}
        ran |= dict.fromkeys(worths, pairs)
        if pairs >= FEWEST_PAIRS:
            for name in alive:
                if _breaks(gains[name], goals, looks, alpha / total):
                    fate[name] = BREAKS
            # Shared among all that ever could be ahead.
            for name in _behind(worths, worth, fate, looks, alpha / max(1, total - 1)):
                fate[name] = BEHIND
        first = favoured if pairs < FAVOUR_PAIRS else ()
        alive = _by_turns([name for name in alive if fate[name] == LEFT], worth, first, groups or {})
        fate |= dict.fromkeys(alive[keep:], SET_ASIDE)
        alive = alive[:keep]
    fate[base] = LEFT
    order = sorted(fate, key=lambda name: (fate[name] != LEFT, -ran[name], -worth[name]))
    return Finish(order, worth, fate, ran)


def _by_turns(names, worth, first, groups):
    """Return names in the order in which they go on: a few of each group, the favoured, the best mean."""
    names, seen, turn = sorted(names, key=lambda name: -worth[name]), Counter(), {}
    for name in names:
        group = groups.get(name, name)
        turn[name] = seen[group] // OF_A_GROUP
        seen[group] += 1
    return sorted(names, key=lambda name: (turn[name], name not in first, -worth[name]))


def _gains(metrics, base, names, measures):
    """Return name -> measure -> that of a candidate less that of the base, by pair."""
    # All who are left have run the same pairs in the same order.
    runs = dict(list(metrics.groupby("design", sort=False)[measures]))
    columns = {name: {key: runs[name][key].to_numpy(float) for key in measures} for name in (base, *names)}
    return {
        name: {key: columns[name][key] - columns[base][key] for key in measures}
        | {("level", key): columns[name][key] for key in measures}
        for name in names
    }


def _mean(values):
    import numpy as np

    known = np.isfinite(values)
    return float(values[known].mean()) if known.any() else -math.inf


def _behind(worths, worth, fate, looks, alpha):
    """Return who is surely behind the leader of those that keep the limits."""
    racing = [name for name in worths if fate[name] == LEFT]
    best = max(racing, key=lambda name: worth[name], default=None)
    for name in racing:
        if name != best and worth[name] > -math.inf:
            gap = worths[best] - worths[name]
            if _interval(gap, looks, alpha).low > 0:
                yield name
        elif name != best:
            yield name


def _interval(values, looks, alpha):
    """Return an interval of which each end is wrong at one look or another with at most `alpha`."""
    return estimate(values, None, looks.level(len(values), 2 * alpha))


def _breaks(gains, goals, looks, alpha):
    """Whether a candidate surely breaks a limit."""
    alpha = alpha / max(1, len(goals.limits))
    for metric, limit in goals.limits.items():
        difference, level = (_interval(gains[key], looks, alpha) for key in (metric, ("level", metric)))
        is_broken = [
            limit.must_not_rise and difference.low > limit.by,
            limit.must_not_fall and difference.high < -limit.by,
        ] * says_enough(difference, FEWEST_PAIRS) + [
            limit.at_most is not None and level.low > limit.at_most,
            limit.at_least is not None and level.high < limit.at_least,
        ] * says_enough(level, FEWEST_PAIRS)
        if any(is_broken):
            return True
    return False
