"""Endless pairs whose truth is known, drawn from the bank: what a comparison that goes on would see.

Sets are drawn anew with their weights, four pairs under each, so that the mean over all draws is known exactly:
differences are centred on it. All are shares of the base's mean; a row a pair, a column a measure.
"""

from functools import cache

import numpy as np

from benchmarks.verdict_bank import DESIGNS, SEEDS_A_SET, bank
from milieusim.analysis.metrics.metrics import HEADLINES, METRICS
from milieusim.comparison.pair_runs import SEEDS_A_SET as PAIRS_A_DRAW
from milieusim.comparison.sequential import MOST
from milieusim.ledger.parameters import load_parameters

MARGIN = 0.05
BASE, ALIKE, UNLIKE = DESIGNS


@cache
def levels(design):
    """Return levels of the judged measures as shares of the base's: set, seed, measure."""
    sets = load_parameters("posterior")
    runs = bank()
    base = runs[runs["design"] == BASE][list(HEADLINES)].astype(float).mean()
    runs = runs[runs["design"] == design].set_index(["parameter_set", "seed"])[list(HEADLINES)] / base
    return np.stack([runs.loc[label].to_numpy(float) for label in sets.labels()])


def _weights():
    return np.array(load_parameters("posterior").weights)


def _drawn(draw, values):
    """Return pairs under sets drawn with their weights, and the draw that each belongs to."""
    draws = MOST // PAIRS_A_DRAW
    chosen = draw.choice(len(values), draws, p=_weights())
    seeds = draw.permuted(np.tile(np.arange(SEEDS_A_SET), (draws, 1)), axis=1)[:, :PAIRS_A_DRAW]
    pairs = values[chosen[:, None], seeds].reshape(MOST, -1)
    return pairs, np.repeat(np.arange(draws), PAIRS_A_DRAW)


def _centred(other):
    values = levels(other) - levels(BASE)
    return values - np.einsum("s,sjm->m", _weights(), values) / SEEDS_A_SET


def _swapped(draw, by_draw):
    pairs, sets = _drawn(draw, levels(UNLIKE) - levels(BASE))
    signs = draw.choice([-1.0, 1.0], MOST // PAIRS_A_DRAW if by_draw else MOST)
    return pairs * (signs[sets] if by_draw else signs)[:, None], sets


def _independent(draw):
    """Two runs of one design under one set, at seeds that have nothing to do with each other."""
    one, sets = _drawn(draw, levels(BASE))
    halves = SEEDS_A_SET // 2
    values = levels(BASE)[:, :halves] - levels(BASE)[:, halves:]
    # Each draw takes four of the differences between the first and the second half of the seeds.
    chosen = draw.choice(len(values), MOST // PAIRS_A_DRAW, p=_weights())
    order = draw.permuted(np.tile(np.arange(halves), (len(chosen), 1)), axis=1)
    signs = draw.choice([-1.0, 1.0], (len(chosen), halves, 1))
    return (values[chosen[:, None], order] * signs).reshape(MOST, -1), sets


def _one_world(draw):
    """Pairs of one set: what is left of differences within sets, which are chance alone."""
    values = levels(ALIKE) - levels(BASE)
    rest = (values - values.mean(axis=1, keepdims=True)) * np.sqrt(SEEDS_A_SET / (SEEDS_A_SET - 1))
    rest = rest.reshape(-1, rest.shape[-1])
    return rest[draw.integers(0, len(rest), MOST)], None


STREAMS = {
    "labels swapped within pairs": lambda draw: _swapped(draw, False),
    "labels swapped within sets": lambda draw: _swapped(draw, True),
    "independent seeds": _independent,
    "centred, alike designs": lambda draw: _drawn(draw, _centred(ALIKE)),
    "centred, unlike designs": lambda draw: _drawn(draw, _centred(UNLIKE)),
    "centred, one set": _one_world,
}


def effects():
    """Return (effect in margins, what is counted, whether the verdicts of a decision count)."""
    worse = "worse"
    return [
        (0.0, "no effect: better or worse said of either", lambda said: bool({"better", worse} & set(said))),
        (
            1.0,
            "at the margin: no difference or better said",
            lambda said: not set(said) <= {worse, "not_settled"},
        ),
        (2.0, "twice the margin: found on both", lambda said: set(said) == {worse}),
    ]


SWAPPED = ("labels swapped within pairs", "labels swapped within sets")
"""Streams of no effect only: swapping makes of a large difference a spread that no two designs have."""


def to_the_worse():
    """Return the sign of a change for the worse in each judged measure."""
    return np.array([1.0 if METRICS[name].better == "lower" else -1.0 for name in HEADLINES])
