"""Keyed draws: the published generator, alike in three languages, within bounds that are asserted.

Two kinds of vectors are frozen here. PUBLISHED is what the author's own code gives for his own example key,
as several independent ports quote it. OWN was worked out with the C program below, written from the paper and
apart from the library, at counters such as the library makes; it holds the generator still, proving no more.
"""

import shutil
import subprocess

import numpy as np
import pytest

from milieusim.rules.basics import keyed_draws as draws
from milieusim.rules.basics.keyed_draws import STAFF_OFFSET, Decision, counter_of, key_of, squares64, uniform

PUBLISHED_KEY = 0x548C9DECBCE65297
PUBLISHED = [  # counters 0, 1, 2 ...
    0x36D88366CEE633A5,
    0x944716E00E60DFAA,
    0xC8A8F4E0678654BF,
    0x35CC666AAB11C80D,
    0x7094EAB1CBAE8747,
    0xA2A1B6F56E92A96F,
    0xD884957D48007552,
    0xE61F37B97D593453,
    0xE4D45C4762B10DAD,
    0xB0DBD071F201DD2A,
    0x4E25C6AF4A5064A7,
    0xD54D50AF36134CEB,
    0x7DAB917950850951,
    0xE43BAA9306DE9C8D,
    0x18B032647CB30ACF,
    0xEEF7E3A14A148CA7,
]
C_PROGRAM = r"""
#include <inttypes.h>
#include <stdio.h>

static uint64_t swap(uint64_t v) { return v >> 32 | v << 32; }

static uint64_t draw(uint64_t counter, uint64_t key)
{
    uint64_t product = counter * key, shifted = product + key, state = product, fourth;
    uint64_t added[3] = {product, shifted, product};
    for (int round = 0; round < 3; round++)
        state = swap(state * state + added[round]);
    fourth = state * state + shifted;
    state = swap(fourth);
    return fourth ^ (state * state + product) >> 32;
}

int main(void)
{
    uint64_t counter, key;
    while (scanf("%" SCNu64 " %" SCNu64, &counter, &key) == 2)
        printf("%" PRIu64 "\n", draw(counter, key));
    return 0;
}
"""
PLACES = [  # seed, tick, decision, person, other
    (0, 0, 0, 0, 0),
    (1, 0, 1, 1000, 0),
    (1, -5760, 63, 17, 0),
    (7, 8639, 91, 1041, 3),
    (2**63 - 1, 2**20 - 1, 255, 2**20 - 1, 2**15 - 1),
    (12345, -(2**20), 0, STAFF_OFFSET + 61303, 21),
]
OWN = [  # key, draw
    (0x642BC7DF8A1B629F, 0x034F19FBB76B7784),
    (0x8953EA61A1DBF293, 0x4A889D0AFC7B3352),
    (0x8953EA61A1DBF293, 0xB1963881BEE94167),
    (0x217D5F96CD794ABF, 0x79E6F579A1E9AB60),
    (0xF9284CAB98BDEC6F, 0xA7C75C3E8B6A86A8),
    (0xCD4A978E8AB49F51, 0xE9A95E7DD905386E),
]


def by_big_integers(counter, key):
    """The generator as the paper defines it, in arithmetic modulo 2**64 and nothing else."""
    whole, half = 2**64, 2**32
    x = counter * key % whole
    y, z = x, (x + key) % whole
    for add in (y, z, y):
        high, low = divmod((x * x + add) % whole, half)
        x = low * half + high
    fourth = (x * x + z) % whole
    high, low = divmod(fourth, half)
    x = low * half + high
    return fourth ^ ((x * x + y) % whole // half)


@pytest.fixture(scope="module")
def compiled_uniform():
    import numba

    draws.compile_draws()

    @numba.njit
    def many(keys, ticks, decisions, persons, others):
        out = np.empty(len(keys))
        for k in range(len(keys)):
            out[k] = uniform(keys[k], ticks[k], decisions[k], persons[k], others[k])
        return out

    return many


def random_places(n, seed=5):
    """Return n places over the whole range of every field."""
    rng = np.random.default_rng(seed)
    return [
        (int(a), int(b), int(c), int(d), int(e))
        for a, b, c, d, e in zip(
            rng.integers(0, 2**63 - 1, n),
            rng.integers(-(2**20), 2**20, n),
            rng.integers(0, 256, n),
            rng.integers(0, 2**20, n),
            rng.integers(0, 2**15, n),
        )
    ]


def test_published_vectors_are_met():
    assert [squares64(counter, PUBLISHED_KEY) for counter in range(len(PUBLISHED))] == PUBLISHED


def test_independent_definition_agrees():
    for seed, *place in random_places(2000) + PLACES:
        assert squares64(counter_of(*place), key_of(seed)) == by_big_integers(
            counter_of(*place), key_of(seed)
        )


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler on this machine")
def test_independent_c_program_agrees(tmp_path):
    (tmp_path / "draw.c").write_text(C_PROGRAM)
    program = tmp_path / "draw"
    subprocess.run(["cc", "-O2", "-o", program, tmp_path / "draw.c"], check=True)
    asked = [(counter_of(*place), key_of(seed)) for seed, *place in random_places(2000, seed=6)]
    asked += [(counter, PUBLISHED_KEY) for counter in range(len(PUBLISHED))]
    answer = subprocess.run(
        [program], input="\n".join(f"{c} {k}" for c, k in asked), capture_output=True, text=True, check=True
    )
    got = [int(line) for line in answer.stdout.split()]
    assert got[-len(PUBLISHED) :] == PUBLISHED
    assert got == [squares64(counter, key) for counter, key in asked]


def test_own_vectors_stay_still():
    got = [(key_of(seed), squares64(counter_of(*place), key_of(seed))) for seed, *place in PLACES]
    assert got == OWN


def test_python_compiled_and_numpy_agree_bit_for_bit(compiled_uniform):
    places = random_places(5000, seed=7) + PLACES
    plain = np.array([uniform(key_of(seed), *place) for seed, *place in places])
    keys = np.array([key_of(seed) for seed, *_ in places], np.uint64)
    ticks, decisions, persons, others = (np.array([p[k] for p in places], np.int64) for k in range(1, 5))
    assert (compiled_uniform(keys, ticks, decisions, persons, others) == plain).all()
    counters = np.array([counter_of(*place) for _, *place in places], np.uint64)
    one_by_one = [draws.uniforms_at(k, counters[j : j + 1])[0] for j, k in enumerate(keys)]
    assert (np.array(one_by_one) == plain).all()


def test_many_draws_at_once_equal_single_draws():
    key, decisions = key_of(3), np.arange(92, dtype=np.uint64)
    persons = np.array([0, 999, 1000, 5000, STAFF_OFFSET + 61303], np.uint64)
    block = draws.uniforms(key, -77, decisions, persons)
    single = [[uniform(key, -77, int(d), int(p), 0) for d in decisions] for p in persons]
    assert (block == np.array(single)).all()


def test_draws_lie_from_0_up_to_but_not_at_1():
    largest = (2**64 - 1 >> 11) * draws.TWO_TO_MINUS_53
    assert 0.0 < largest < 1.0
    values = [uniform(key_of(seed), *place) for seed, *place in random_places(2000, seed=8)]
    assert 0.0 <= min(values) and max(values) < 1.0


def test_keys_have_the_irregular_form():
    seeds = [*range(3000), 2**31, 2**32 - 1, 2**62, 2**63 - 1]
    keys = [key_of(seed) for seed in seeds]
    assert len(set(keys)) == len(keys)
    for key in keys:
        digits = f"{key:016x}"
        assert key < 2**64 and key % 2 == 1
        assert "0" not in digits
        assert len(set(digits[:8])) == len(set(digits[8:])) == 8


def test_no_two_places_share_a_counter():
    assert draws.TICK_BITS + draws.DECISION_BITS + draws.PERSON_BITS + draws.OTHER_BITS == 64
    first, last = (-(2**20), 0, 0, 0), (2**20 - 1, 255, 2**20 - 1, 2**15 - 1)
    assert counter_of(*first) == 0 and counter_of(*last) == 2**64 - 1
    steps = [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]
    sizes = [counter_of(*[a + b for a, b in zip(first, step)]) for step in steps]
    assert sizes == [2**43, 2**35, 2**15, 1]  # each field is as wide as the next one starts high


def test_decisions_fit_their_field_and_are_never_renumbered():
    codes = [decision.value for decision in Decision]
    assert len(set(codes)) == len(codes) and codes == sorted(codes)
    assert max(codes) < 1 << draws.DECISION_BITS
    assert Decision.REFERRAL_GAP == 0 and Decision.INCIDENT == 63 and Decision.DISTURBED == 91


def test_longest_run_stays_within_the_tick_field():
    from milieusim.engines.compiled.building import smallest_inputs
    from milieusim.engines.inputs import build_inputs
    from milieusim.errors import ConfigError
    from milieusim.ledger.parameters import ledger

    inputs = smallest_inputs(build_inputs)
    assert inputs.end_tick < 2**20
    import milieusim as ms

    design = ms.load_design("acute-ward")
    longest = build_inputs(design, ledger(), days=3650, warm_up_days=3650, tick_minutes=15)
    assert -(2**20) < longest.first_tick and longest.end_tick < 2**20
    with pytest.raises(ConfigError):
        build_inputs(design, ledger(), days=3650, warm_up_days=0, tick_minutes=5)


def test_posts_and_referrals_never_meet():
    from milieusim.engines import rota_rows as grid
    from milieusim.vocabulary import Role, Shift
    from milieusim.ward.residents.arrivals import FIRST_REFERRAL

    highest_post = max(Role) * 10_000 + max(Shift) * 1_000 + 2 * 300 + 98
    assert STAFF_OFFSET + highest_post < 1 << draws.PERSON_BITS
    most_beds, most_referrals = 400, STAFF_OFFSET - FIRST_REFERRAL
    assert most_beds <= FIRST_REFERRAL
    assert most_referrals > 500_000  # 140 a day for ten years
    assert grid.line_rows  # posts are numbered there
