"""Keyed draws look random in the orders in which a ward uses them: fixed seeds, so that each test is a fact.

A run does not count up one counter: it reads fields of a packed one, over ticks, people, decisions and seeds.
Each test therefore walks one field at a time. A good generator fails about one in 10,000 of them.
"""

import numpy as np
import pytest
from scipy import stats

from milieusim.rules.basics.keyed_draws import STAFF_OFFSET, TICK_OFFSET, key_of, uniforms_at

SMALLEST_P = 1e-4
WALKS = {  # what varies -> (tick, decision, person, other), each a number or a range
    "ticks": (range(-2880, 2880 + 59776), 63, 1017, 0),
    "people": (96, 63, range(1000, 1000 + 65536), 0),
    "posts": (96, 57, range(STAFF_OFFSET, STAFF_OFFSET + 65536), 0),
    "others": (96, 55, 1017, range(32768)),
    "people and decisions": (96, range(92), range(1000, 1700), 0),
    "ticks and people": (range(2000), 63, range(1000, 1032), 0),
}
SEEDS = [0, 1, 12345]


def counters(tick, decision, person, other):
    """Return the counters of all combinations, the last field fastest, as a flat array."""
    fields = [
        np.atleast_1d(np.asarray(field, np.int64)).astype(np.int64)
        for field in (tick, decision, person, other)
    ]
    t, d, p, o = np.meshgrid(*fields, indexing="ij")
    packed = (t.ravel() + TICK_OFFSET).astype(np.uint64)
    for bits, field in ((8, d), (20, p), (15, o)):
        packed = (packed << np.uint64(bits)) | field.ravel().astype(np.uint64)
    return packed


def draws_of(walk, seed):
    return uniforms_at(key_of(seed), counters(*WALKS[walk]))


def bits_of(values):
    """Return draws as 53-bit whole numbers."""
    return (values * 2.0**53).astype(np.uint64)


def chi_square_p(observed, expected):
    observed, expected = np.asarray(observed, float), np.asarray(expected, float)
    statistic = ((observed - expected) ** 2 / expected).sum()
    return stats.chi2.sf(statistic, len(observed) - 1)


every_walk = pytest.mark.parametrize("walk", WALKS)
every_seed = pytest.mark.parametrize("seed", SEEDS)


@every_walk
@every_seed
def test_draws_are_spread_evenly_in_high_and_low_bits(walk, seed):
    bits = bits_of(draws_of(walk, seed))
    for shift in (45, 20, 0):
        bins = (bits >> np.uint64(shift)).astype(np.int64) & 255
        p = chi_square_p(np.bincount(bins, minlength=256), np.full(256, len(bins) / 256))
        assert SMALLEST_P < p < 1 - SMALLEST_P


@every_walk
@every_seed
def test_each_bit_is_set_half_the_time(walk, seed):
    bits = bits_of(draws_of(walk, seed))
    for place in range(53):
        share = ((bits >> np.uint64(place)) & np.uint64(1)).astype(float).mean()
        assert abs(share - 0.5) < 4.5 * 0.5 / np.sqrt(len(bits))


@every_walk
@every_seed
def test_neighbours_are_not_correlated(walk, seed):
    values = draws_of(walk, seed) - 0.5
    for lag in (1, 2, 7, 96):
        r = (values[lag:] * values[:-lag]).mean() * 12.0
        assert abs(r) < 4.5 / np.sqrt(len(values) - lag)


@every_walk
@every_seed
def test_pairs_of_neighbours_fill_the_square_evenly(walk, seed):
    values = draws_of(walk, seed)
    cells = (values[:-1:2] * 16).astype(int) * 16 + (values[1::2] * 16).astype(int)
    p = chi_square_p(np.bincount(cells, minlength=256), np.full(256, len(cells) / 256))
    assert SMALLEST_P < p < 1 - SMALLEST_P


@every_walk
@every_seed
def test_gaps_between_rare_draws_are_geometric(walk, seed):
    rare = np.flatnonzero(draws_of(walk, seed) < 0.05)
    gaps = np.minimum(np.diff(rare), 60)
    expected = 0.05 * 0.95 ** np.arange(60)
    expected[-1] = 0.95**59
    p = chi_square_p(np.bincount(gaps - 1, minlength=60), expected * len(gaps))
    assert SMALLEST_P < p < 1 - SMALLEST_P


@every_walk
@every_seed
def test_runs_above_and_below_the_middle_are_as_many_as_by_chance(walk, seed):
    above = draws_of(walk, seed) >= 0.5
    n, m = above.sum(), (~above).sum()
    runs = 1 + (above[1:] != above[:-1]).sum()
    mean = 1 + 2.0 * n * m / (n + m)
    variance = (mean - 1) * (mean - 2) / (n + m - 1)
    assert abs(runs - mean) < 4.0 * np.sqrt(variance)


@every_walk
@every_seed
def test_numbers_of_set_bits_do_not_depend_on_the_draw_before(walk, seed):
    bits = bits_of(draws_of(walk, seed))
    weight = sum(((bits >> np.uint64(k)) & np.uint64(1)).astype(int) for k in range(53))
    few = np.digitize(weight, [24, 27, 30])
    table = np.zeros((4, 4))
    np.add.at(table, (few[:-1], few[1:]), 1)
    assert stats.chi2_contingency(table).pvalue > SMALLEST_P


@pytest.mark.parametrize("decision", [0, 6, 63, 91])
def test_neighbouring_seeds_share_nothing(decision):
    one = counters(0, decision, 1000, 0)
    values = np.array([uniforms_at(key_of(seed), one)[0] for seed in range(8192)])
    p = chi_square_p(np.bincount((values * 64).astype(int), minlength=64), np.full(64, 128.0))
    assert SMALLEST_P < p < 1 - SMALLEST_P
    r = ((values[1:] - 0.5) * (values[:-1] - 0.5)).mean() * 12.0
    assert abs(r) < 4.5 / np.sqrt(len(values))


def test_whole_runs_at_neighbouring_seeds_are_not_correlated():
    at = counters(range(500), range(50, 60), range(1000, 1010), 0)
    runs = [uniforms_at(key_of(seed), at) - 0.5 for seed in range(40)]
    rs = [(a * b).mean() * 12.0 * np.sqrt(len(at)) for a, b in zip(runs, runs[1:])]
    assert max(map(abs, rs)) < 4.5
    assert stats.kstest(rs, "norm").pvalue > SMALLEST_P


@pytest.mark.parametrize("walk", ["ticks", "people", "posts"])
def test_birthdays_are_spaced_as_by_chance(walk):
    # 512 birthdays in a year of 2**24 days: the number of equal spacings is Poisson with mean 2.
    days = bits_of(np.concatenate([draws_of(walk, seed) for seed in range(8)])) >> np.uint64(29)
    days = np.sort(days[: len(days) // 512 * 512].reshape(-1, 512).astype(np.int64), axis=1)
    spacings = np.sort(np.diff(days, axis=1, prepend=0), axis=1)
    repeats = (np.diff(spacings, axis=1) == 0).sum(axis=1)
    observed = np.bincount(np.minimum(repeats, 7), minlength=8)
    expected = stats.poisson.pmf(np.arange(8), 2.0)
    expected[-1] = stats.poisson.sf(6, 2.0)
    assert SMALLEST_P < chi_square_p(observed, expected * len(repeats)) < 1 - SMALLEST_P


def test_flipping_any_bit_of_the_place_flips_half_of_the_draw():
    rng = np.random.default_rng(1)
    places = rng.integers(0, 2**64, 4000, dtype=np.uint64)
    before = bits_of(uniforms_at(key_of(9), places))
    for bit in range(64):
        after = bits_of(uniforms_at(key_of(9), places ^ np.uint64(1 << bit)))
        changed = before ^ after
        shares = [((changed >> np.uint64(k)) & np.uint64(1)).astype(float).mean() for k in range(53)]
        assert abs(np.mean(shares) - 0.5) < 4.5 * 0.5 / np.sqrt(4000 * 53)
        assert max(abs(share - 0.5) for share in shares) < 5.5 * 0.5 / np.sqrt(4000)


def test_a_million_draws_of_a_ward_do_not_repeat():
    at = counters(range(96), range(50, 92), range(1000, 1250), 0)
    assert len(np.unique(uniforms_at(key_of(1), at))) == len(at)


def test_normal_quantiles_of_draws_are_normal():
    from milieusim.rules.basics.numerics import normal_quantile

    values = [normal_quantile(u) for u in draws_of("others", 3)[:20000]]
    assert stats.kstest(values, "norm").pvalue > SMALLEST_P
