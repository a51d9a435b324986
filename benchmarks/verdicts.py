"""What verdicts and intervals keep of what they promise, by resampling a bank of simulated pairs.

python -m benchmarks.verdicts            # every table, a minute or two; --decisions N, --quick
"""

import argparse

import numpy as np

from benchmarks.verdict_rules import Stopping
from benchmarks.verdict_streams import STREAMS, SWAPPED, effects
from milieusim.comparison.intervals import mean_interval

SETS, PAIRS, SHARES = (1, 5, 10, 50), (4, 10, 20, 40, 200), (0.0, 0.3, 0.8)
SHAPES = {
    "normal": lambda draw, size: draw.standard_normal(size),
    "skewed": lambda draw, size: draw.exponential(size=size) - 1,
}
SEEDS = 100


def coverage(tries, sets, pairs, share, shape, level=0.95, seed=1):
    """Return how often the interval holds the mean over worlds.

    Parameters
    ----------
    tries, sets, pairs : int
        Pairs are those of each set.
    share : float
        Of the variance of a pair, between sets.
    shape : str
    """
    draw, hits = np.random.default_rng([seed, sets, pairs, int(10 * share)]), 0
    for _ in range(tries):
        if sets == 1:
            units = SHAPES[shape](draw, pairs)
        else:
            chance = SHAPES[shape](draw, (sets, pairs)).mean(axis=1)
            units = np.sqrt(share) * SHAPES[shape](draw, sets) + np.sqrt(1 - share) * chance
        weights = np.full(len(units), 1 / len(units))
        (low, high, _), _ = mean_interval(units, weights, float(units.mean()), level)
        hits += low <= 0 <= high
    return hits / tries


def coverage_table(tries):
    """Return (sets, pairs, share, coverage by shape) for every cell; with one set there is no share between."""
    return [
        (sets, pairs, share, [coverage(tries, sets, pairs, share, shape) for shape in SHAPES])
        for sets in SETS
        for share in (SHARES if sets > 1 else (0.0,))
        for pairs in PAIRS
    ]


def wrong_calls(decisions, seed=1):
    """Return (scenario, what counts, calls that count, decisions, mean pairs) for every stream."""
    rows = []
    for name, stream in STREAMS.items():
        for effect, what, counts in effects()[: 1 if name in SWAPPED else None]:
            draw = np.random.default_rng([seed, len(rows)])
            found = [Stopping(*stream(draw), effect).run() for _ in range(decisions)]
            calls = sum(counts(one.verdicts) for one in found)
            rows.append((name, what, calls, decisions, float(np.mean([one.pairs for one in found]))))
    return rows


def disagreement(seeds=SEEDS, seed=2):
    """Return (scenario, effect, verdicts by how often, share of pairs of seeds at odds) for every stream."""
    rows = []
    for name, stream in STREAMS.items():
        for what, effect in (("no effect", 0.0), ("twice the margin", 2.0)):
            if effect and name in SWAPPED:
                continue
            draw = np.random.default_rng([seed, len(rows)])
            # At the default nobody gave a margin: 5 % of the base is what auto works for.
            said = [Stopping(*stream(draw), effect, has_margin=False).run().verdicts[0] for _ in range(seeds)]
            words, counts = np.unique(said, return_counts=True)
            at_odds = 1 - float((counts * (counts - 1)).sum()) / (seeds * (seeds - 1))
            rows.append((name, what, dict(zip(words.tolist(), counts.tolist())), at_odds))
    return rows


def order_table(n=50):
    """Return (design, measure, mean over the first `n` sets as a share of that over all)."""
    from benchmarks.verdict_bank import DESIGNS, MEASURES, set_means
    from milieusim.ledger.parameters import load_parameters

    sets = load_parameters("posterior")
    first, weights = sets.places(n), np.array(sets.weights)
    levels = ((design, name, set_means(design, name)) for design in DESIGNS for name in MEASURES)
    return [(design, name, level[first].mean() / (weights @ level)) for design, name, level in levels]


def _say_coverage(tries):
    print(f"Coverage of 95 % intervals of the mean over worlds, {tries:,} tries a cell (binomial error "
          f"{1.96 * np.sqrt(0.05 * 0.95 / tries):.3f}); pairs are those of each set")  # fmt: skip
    print("sets  pairs  between sets  " + "  ".join(f"{name:>7}" for name in SHAPES))
    for sets, pairs, share, found in coverage_table(tries):
        print(f"{sets:4}  {pairs:5}  {share:12.1f}  " + "  ".join(f"{one:7.3f}" for one in found))


def _say_calls(decisions):
    from scipy.stats import binomtest

    print(
        f"\nThe stopping rule of --replications auto, {decisions:,} decisions each, two judged measures, margins 5 %"
    )
    print(f"{'stream':34}  {'what is counted':46}  {'share':>6}  {'95 % interval':>16}  {'pairs':>6}")
    for name, what, calls, of, pairs in wrong_calls(decisions):
        ends = binomtest(calls, of).proportion_ci(method="wilson")
        print(f"{name:34}  {what:46}  {calls / of:6.3f}  {ends.low:7.3f} - {ends.high:6.3f}  {pairs:6.0f}")


def _say_disagreement(seeds):
    print(f"\nVerdicts on the first measure over {seeds} seeds at the default, and how many of all pairs of seeds are "
          "at odds (an error of 5 % allows .095)")  # fmt: skip
    for name, what, words, at_odds in disagreement(seeds):
        print(f"{name:34}  {what:18}  {at_odds:5.3f}  {words}")


def _say_order():
    print("\nMean over the first 50 sets as a share of the mean over all")
    for design, name, share in order_table():
        print(f"{design:22}  {name:32}  {share:.3f}")


def main():
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=2000)
    parser.add_argument("--tries", type=int, default=10_000)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--quick", action="store_true", help="less of everything: to see that it works")
    asked = parser.parse_args()
    _say_coverage(500 if asked.quick else asked.tries)
    _say_calls(50 if asked.quick else asked.decisions)
    _say_disagreement(asked.seeds)
    _say_order()


if __name__ == "__main__":
    main()
