"""What every rule promises: finite and in range for what it may get, and alike compiled and interpreted."""

import math
import struct

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rule_inputs import DESCRIBED, READ, call, drawn_inputs, many, number_of_a_run, sensible

from milieusim.engines.compiled.linking import pipelines
from milieusim.rules import RULES
from milieusim.rules.basics import marking as _compile

SLACK = 1e-12  # of rounding, at the ends of a range
TRIES = 300


def bits(x):
    """Return a number so that == compares it bit for bit, NaN and the sign of zero included."""
    return struct.pack("<d", float(x))


@pytest.mark.parametrize("name", RULES)
def test_result_is_finite_and_in_its_documented_range(name):
    returns = DESCRIBED[name].returns

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.data())
    def check(data):
        result = call(name, data.draw(drawn_inputs(name)))
        assert math.isfinite(result)
        assert returns.low - SLACK <= result <= returns.high + SLACK
        if returns.kind == "bool":
            assert isinstance(result, bool)
        if returns.kind == "int":
            assert result == int(result)

    check()


@pytest.fixture(scope="module")
def compiled_rules():
    """All rules called from one compiled function, which is compiled once; `p` is a record there."""
    import numba

    _compile.register_all()
    lines = [
        "def call_all(numbers, given, got):",
        "    for k in range(len(given)):",
        "        p = numbers[k]",
    ]
    for place, (name, doc) in enumerate(DESCRIBED.items()):
        cast = {"float": "{}", "int": "int({})", "bool": "({} > 0.0)"}
        texts = [
            f"{key}={cast[what.domain.kind].format(f'given[k, {place}, {j}]')}"
            for j, (key, what) in enumerate(doc.arguments.items())
        ]
        lines.append(f"        got[k, {place}] = {name}({', '.join((['p'] if doc.reads else []) + texts)})")
    scope = {name: rule.function for name, rule in RULES.items()}
    exec("\n".join(lines), scope)  # noqa: S102 (text of our own)
    # Rules may wait to be linked into a whole, if the kernel was compiled before in this process.
    options = {"nogil": True, "error_model": "numpy", "pipeline_class": pipelines()[1]}
    return numba.njit(**options)(scope["call_all"])


@pytest.mark.slow
def test_compiled_and_interpreted_rules_agree_bit_for_bit(compiled_rules):
    rng = np.random.default_rng(11)
    numbers = [sensible("", row) for row in many({name: number_of_a_run(name) for name in READ}, TRIES, rng)]
    record = np.zeros(TRIES, [(name, float) for name in READ])
    for name in READ:
        record[name] = [row[name] for row in numbers]
    inputs = {
        name: [
            sensible(name, numbers[k] | given)
            for k, given in enumerate(many({a: w.domain for a, w in doc.arguments.items()}, TRIES, rng))
        ]
        for name, doc in DESCRIBED.items()
    }
    width = max(len(doc.arguments) for doc in DESCRIBED.values())
    given_all, got = np.zeros((TRIES, len(RULES), width)), np.zeros((TRIES, len(RULES)))
    for place, (name, rows) in enumerate(inputs.items()):
        for k, row in enumerate(rows):
            given = [row[argument] for argument in DESCRIBED[name].arguments]
            given_all[k, place, : len(given)] = given
    compiled_rules(record, given_all, got)
    differing = {
        name
        for place, (name, rows) in enumerate(inputs.items())
        for k, row in enumerate(rows)
        if bits(call(name, row)) != bits(got[k, place])
    }
    assert not differing


def test_a_missing_number_is_not_hidden_by_clipping():
    from milieusim.rules.basics.numerics import clip01, clip_signed

    assert math.isnan(clip01(math.nan)) and math.isnan(clip_signed(math.nan))
    assert clip01(-3.0) == 0.0 and clip01(4.0) == 1.0 and clip_signed(-3.0) == -1.0


def test_the_ends_of_exp_do_not_overflow():
    from milieusim.rules.basics.numerics import chance, logistic, safe_exp

    assert math.isfinite(safe_exp(1e9)) and safe_exp(-1e9) > 0.0
    assert logistic(-1e9) >= 0.0 and logistic(1e9) == 1.0
    assert chance(1e9, 1.0) == 1.0 and chance(0.0, 1.0) == 0.0
