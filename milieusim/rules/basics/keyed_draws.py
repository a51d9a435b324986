"""Keyed draws: every random number is a pure function of (seed, person, tick, decision).

The generator is Squares64 [Wid20], counter-based: no state, no order. It is the one place where integers wrap
at 64 bits, so it exists three times: for Python, for compiled code and for numpy arrays, all held by the
tests to the values that its author published.

A counter holds four fields: 21 bits of tick, 8 of decision, 20 of person, 15 of other. The key comes from the
seed alone, never from the design, so that two designs at one seed share every draw that both make.
"""

from enum import IntEnum

import numpy as np

GENERATOR = "squares64-v1"
_MASK = (1 << 64) - 1
TICK_BITS, DECISION_BITS, PERSON_BITS, OTHER_BITS = 21, 8, 20, 15
TICK_OFFSET = 1 << 20  # ticks before hour 0 are negative
STAFF_OFFSET = 1 << 19  # staff posts and referrals share the person field
TWO_TO_MINUS_53 = 1.0 / (1 << 53)


class Decision(IntEnum):
    """What a draw decides; add at the end, never in between."""

    REFERRAL_GAP = 0
    PROFILE = 1
    SEX = 2
    AGE = 3
    DETAINED = 4
    SUBSTANCES = 5
    FRAILTY_NORMAL = 6
    FRAILTY_UNIFORM = 7
    FRAILTY_SHRINK = 8
    SOCIABILITY = 9
    NEED_STRUCTURE = 10
    NEED_AUTONOMY = 11
    INTEREST_TALK = 12
    INTEREST_MAKING = 13
    INTEREST_MOVING = 14
    INTEREST_LEISURE = 15
    ABILITY = 16
    CRAVING = 17
    SELF_HARM = 18
    ABSCONDING = 19
    AROUSAL_BASELINE = 20
    PACE = 21
    SLEEP_NEED = 22
    STAY_HUMP = 23
    STAY_LENGTH = 24
    STAY_ELAPSED = 25
    IS_HERE_AT_START = 26
    DISTRESS = 27
    COPING = 28
    SELF_CARE = 29
    LONELINESS = 30
    VISITORS = 31
    RATER_ADMISSION = 32
    RATER_END = 33
    SKILL = 40
    SICK = 41
    BANK_LINE = 42
    BANK_COVER = 43
    SLOT_FALLS = 44
    ATTEND = 50
    URGED = 51
    MOVES = 52
    WHERE_TO = 53
    PARTNER = 54
    MEETS = 55
    HELPS = 56
    STAFF_CONTACT = 57
    STAFF_CHOICE = 58
    REQUEST = 59
    ANSWER = 60
    DENIED = 61
    LIMIT = 62
    INCIDENT = 63
    INCIDENT_KIND = 64
    TRIGGER = 65
    SEVERITY = 66
    AGGRESSION_FORM = 67
    TARGET = 68
    TARGET_PERSON = 69
    REFUSES_DOSE = 70
    NEED_NOISE = 71
    COMPANION = 72
    HOLD_ENDS = 73
    OBSERVATION_ENDS = 74
    PRN = 75
    DEBRIEF = 76
    SLEEP = 77
    NIGHT_CHECK = 78
    LEAVE = 79
    RETURN = 80
    RECORDED = 81
    KIND_MISTAKEN = 82
    TRIGGER_MISTAKEN = 83
    TIME_MISTAKEN = 84
    RESPONSE_RECORDED = 85
    RISK_RATING = 86
    ABSCOND_RETURN = 87
    EARLY_HELP = 88
    HELP_CHOICE = 89
    AWAY_HOURS = 90
    DISTURBED = 91
    COMPLIES = 92
    PROMPTS = 93
    DOSE_DUE = 94
    EXCUSED = 95
    LIKING = 96
    REQUEST_KIND = 97
    NAMED_NURSE = 98
    INTERRUPTED = 99
    PROMISE_KEPT = 100
    REVIEW = 101
    SECOND_PARTNER = 102
    ACUTE = 103
    COMPLAINT = 104
    TURN = 105


def _finalised(z):
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & _MASK
    return z ^ (z >> 31)


def key_of(seed):
    """Return the 64-bit key of a seed, of the irregular form that Squares asks for.

    Parameters
    ----------
    seed : int
        From 0 to 2**63 - 1.

    Returns
    -------
    int
        Odd; the eight hexadecimal digits of either half are all different and none is zero.

    Notes
    -----
    Form: published. Digits are picked by SplitMix64, whose finaliser mixes neighbouring seeds apart.

    References
    ----------
    [Wid20]: keys with an irregular pattern of digits.
    [Ste14]: SplitMix64.
    """
    state, digits = int(seed) & _MASK, []
    for half in range(2):
        left = list(range(1, 16))
        for place in range(8):
            state = (state + 0x9E3779B97F4A7C15) & _MASK
            pool = [d for d in left if d % 2] if (half, place) == (0, 0) else left
            digit = pool[_finalised(state) % len(pool)]
            left.remove(digit)
            digits.append(digit)
    key = 0
    for place, digit in enumerate(digits):
        key |= digit << (4 * place)
    return key


def squares64(counter, key):
    """Return 64 random bits for a counter and a key.

    Parameters
    ----------
    counter : int
        From 0 to 2**64 - 1.
    key : int
        From `key_of`.

    Returns
    -------
    int
        From 0 to 2**64 - 1.

    Notes
    -----
    Form: published. Five rounds of squaring and swapping halves, modulo 2**64.

    References
    ----------
    [Wid20]: algorithm squares64.
    """
    y = x = counter * key & _MASK
    z = y + key & _MASK
    x = x * x + y & _MASK
    x = (x >> 32) | (x << 32 & _MASK)
    x = x * x + z & _MASK
    x = (x >> 32) | (x << 32 & _MASK)
    x = x * x + y & _MASK
    x = (x >> 32) | (x << 32 & _MASK)
    t = x = x * x + z & _MASK
    x = (x >> 32) | (x << 32 & _MASK)
    return t ^ ((x * x + y & _MASK) >> 32)


def counter_of(tick, decision, person, other):
    """Return the counter of one draw.

    Parameters
    ----------
    tick : int
        From -2**20 to 2**20 - 1; negative in the warm-up.
    decision : int
        From 0 to 255.
    person : int
        From 0 to 2**20 - 1.
    other : int
        From 0 to 2**15 - 1.

    Returns
    -------
    int
        Below 2**64, another one for each combination of the four.
    """
    return (
        (((tick + TICK_OFFSET << DECISION_BITS) | decision) << PERSON_BITS | person) << OTHER_BITS
    ) | other


def uniform(key, tick, decision, person, other):
    """Return the uniform number in [0, 1) that belongs to one decision of one person at one tick.

    Parameters
    ----------
    key : int
        `key_of(seed)`.
    tick : int
        Ticks since hour 0, from -2**20 to 2**20 - 1.
    decision : int
        A `Decision`.
    person : int
        Number of a referral, or STAFF_OFFSET + number of a post.
    other : int
        Whom or what else it concerns, 0-32767; 0 if nobody.

    Returns
    -------
    float
        A multiple of 2**-53.
    """
    return (squares64(counter_of(tick, decision, person, other), int(key)) >> 11) * TWO_TO_MINUS_53


def uniforms(key, tick, decisions, persons):
    """Return the draws of many people and decisions at one tick.

    Parameters
    ----------
    key : int
    tick : int
    decisions : numpy.ndarray of uint64, shape (n_decisions,)
    persons : numpy.ndarray of uint64, shape (n_people,)

    Returns
    -------
    numpy.ndarray of float64, shape (n_people, n_decisions)
        Each equal to `uniform(key, tick, decision, person, 0)`.
    """
    base = np.uint64(tick + TICK_OFFSET << DECISION_BITS + PERSON_BITS + OTHER_BITS)
    counters = (
        base
        | (decisions[None, :] << np.uint64(PERSON_BITS + OTHER_BITS))
        | (persons[:, None] << np.uint64(OTHER_BITS))
    )
    return uniforms_at(key, counters)


def uniforms_at(key, counters):
    """Return the draws that belong to an array of counters (uint64, any shape)."""
    k, half = np.uint64(key), np.uint64(32)
    x = counters * k
    y = x.copy()
    z = y + k
    for add in (y, z, y):
        x = x * x + add
        x = (x >> half) | (x << half)
    t = x * x + z
    x = (t >> half) | (t << half)
    return ((t ^ ((x * x + y) >> half)) >> np.uint64(11)) * TWO_TO_MINUS_53


def compile_draws():
    """Let compiled code call `uniform`."""
    from numba.extending import overload

    half, eleven = np.uint64(32), np.uint64(11)
    tick_shift, decision_shift, person_shift = (
        np.uint64(DECISION_BITS + PERSON_BITS + OTHER_BITS),
        np.uint64(PERSON_BITS + OTHER_BITS),
        np.uint64(OTHER_BITS),
    )
    offset = np.int64(TICK_OFFSET)

    @overload(uniform, inline="never")
    def _uniform(key, tick, decision, person, other):
        def compiled(key, tick, decision, person, other):
            counter = (
                (np.uint64(np.int64(tick) + offset) << tick_shift)
                | (np.uint64(decision) << decision_shift)
                | (np.uint64(person) << person_shift)
                | np.uint64(other)
            )
            x = counter * np.uint64(key)
            y = x
            z = y + np.uint64(key)
            x = x * x + y
            x = (x >> half) | (x << half)
            x = x * x + z
            x = (x >> half) | (x << half)
            x = x * x + y
            x = (x >> half) | (x << half)
            x = x * x + z
            t = x
            x = (x >> half) | (x << half)
            return np.float64((t ^ ((x * x + y) >> half)) >> eleven) * TWO_TO_MINUS_53

        return compiled
