"""A rule of one's own is the same rule if, and only if, all that decides what it gives is the same."""

import functools
import math
import os
import random
import subprocess
import sys
import threading
import types

import numpy as np
import pytest

import milieusim as ms
from milieusim.own_code.function_digest import content_digests, function_digest

RULE = """
import math
import enum
import functools
from collections import namedtuple
from dataclasses import dataclass, field
import numpy as np
import milieusim as ms

GAIN = 1.0
TABLE = [1, 2.5, ("a", None, ...)]
BY_KIND = {"calm": 0.1, "loud": -0.0}
NAMES = {"early", "late", "night"}
GRID = np.arange(6.0).reshape(2, 3)
plain = ms.RULES["next_arousal"].function

class Kind(enum.Enum):
    CALM = 1
    LOUD = 2

KINDS = {Kind.CALM, Kind.LOUD}
Pair = namedtuple("Pair", "low high", defaults=(0.5,))

@dataclass
class Settings:
    low: float = 0.25
    names: list = field(default_factory=lambda: ["x"])

    def scaled(self, x):
        return self.low * x + Other.share

class Other:
    share = 0.125

    def again(self):
        return Settings()

    @property
    def half(self):
        return 0.5

SETTINGS = Settings()

def even(n):
    return True if n == 0 else odd(n - 1)

def odd(n):
    return False if n == 0 else even(n - 1)

def factory(weight, values):
    def inner(x):
        return weight(x) * values[0]
    return inner

held = factory(lambda x: x * 3.0, [2.0])
part = functools.partial(max, 0.75)

@functools.lru_cache
def kept(x):
    return x + 4

def rule(x, low=0.0, *, high=1.0):
    if x in {"early", "late"} or x in NAMES or x in KINDS:
        return float("nan")
    steps = [part(y) * GAIN for y in TABLE if y]
    return SETTINGS.scaled(x) + BY_KIND["calm"] + GRID[0, 1] + held(x) + even(2) + kept(x) + Pair(1).high + min(steps)
"""


def made(source, name="rule", **scope):
    """Return what a source defines under a name."""
    module = types.ModuleType("scratch")
    vars(module).update(scope)
    sys.modules["scratch"] = module  # where dataclasses look for themselves
    try:
        exec(source, vars(module))
    finally:
        del sys.modules["scratch"]
    return vars(module)[name]


def digest_of(source, name="rule", **scope):
    """Return the digest of what a source defines."""
    return function_digest(made(source, name, **scope))


CHANGES = [
    ("GAIN = 1.0", "GAIN = 0.2"),
    ("GAIN = 1.0", "GAIN = 1"),
    ("GAIN = 1.0", "GAIN = float('nan')"),
    ("[1, 2.5,", "[1, 2.25,"),
    ('"loud": -0.0', '"loud": 0.0'),
    ('"night"}', '"dusk"}'),
    ("np.arange(6.0)", "np.arange(0.0, 12.0, 2.0)"),
    (".reshape(2, 3)", ".reshape(3, 2)"),
    ("np.arange(6.0)", "np.arange(6)"),
    ('["next_arousal"]', '["next_boredom"]'),
    ("LOUD = 2", "LOUD = 3"),
    ("{Kind.CALM, Kind.LOUD}", "{Kind.CALM}"),
    ("(0.5,)", "(0.75,)"),
    ("low: float = 0.25", "low: float = 0.5"),
    ('["x"]', '["y"]'),
    ("SETTINGS = Settings()", "SETTINGS = Settings(names=['y'])"),
    ("self.low * x", "self.low + x"),
    ("share = 0.125", "share = 0.25"),
    ("return 0.5", "return 0.25"),
    ("return False if n == 0", "return False if n == 1"),
    ("x * 3.0", "x * 4.0"),
    ("[2.0])", "[2.5])"),
    ("partial(max, 0.75)", "partial(min, 0.75)"),
    ("partial(max, 0.75)", "partial(max, 0.5)"),
    ("x + 4", "x + 5"),
    ("low=0.0", "low=0.5"),
    ("high=1.0", "high=2.0"),
    ('x in {"early", "late"}', 'x in {"early", "noon"}'),
    ("min(steps)", "max(steps)"),
    ("* GAIN for", "/ GAIN for"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES, ids=[f"{new}" for _, new in CHANGES])
def test_whatever_a_rule_uses_counts(old, new):
    used = plain_rule() if "next_arousal" not in old else plain_rule(uses="plain")
    assert used.count(old) == 1
    assert digest_of(used) != digest_of(used.replace(old, new))


def plain_rule(uses=None):
    """Return the source of the rule, which may use one more thing."""
    return RULE.replace("even(2)", f"even(2) + {uses}(x)") if uses else RULE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("GAIN = 1.0", "# as measured\n\n\nGAIN = 1.0"),
        ("def rule(x", "unused = open\n\ndef rule(x"),
        ("high=1.0):\n", 'high=1.0):\n    """Say what it does."""\n'),
        ('{"early", "late", "night"}', '{"night", "late", "early"}'),
        ("import milieusim as ms", "import milieusim as ms\nLOG = object()"),
    ],
)
def test_nothing_else_counts(old, new):
    assert RULE.count(old) == 1
    assert digest_of(RULE) == digest_of(RULE.replace(old, new))


def test_digest_stays_when_a_function_has_been_used_often():
    def busy(x):
        total = 0.0
        for k in range(x):
            total += math.sqrt(k) * len(str(k))
        return total

    before = function_digest(busy)
    for _ in range(200):
        busy(20)
    assert function_digest(busy) == before


IN_PROCESS = """
import sys
from milieusim.own_code.function_digest import function_digest
sys.path.insert(0, {folder!r})
import rule_of_mine
print(function_digest(rule_of_mine.rule), function_digest(rule_of_mine.Other), *{{*"abcdefgh"}})
"""


def test_every_process_finds_the_same_whatever_the_order_of_its_hashes(tmp_path):
    (tmp_path / "rule_of_mine.py").write_text(RULE)
    found = set()
    for seed in "123":
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", IN_PROCESS.format(folder=str(tmp_path))]
        found.add(subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout)
    assert len(found) == 3, "the hashes came in one order"
    digests = {tuple(line.split()[:2]) for line in found}
    assert digests == {(digest_of(RULE), digest_of(RULE, "Other"))}


def test_copy_of_a_function_by_value_is_the_same_function():
    cloudpickle = pytest.importorskip("cloudpickle")
    rule = made(RULE.replace("@functools.lru_cache\n", ""))
    there = cloudpickle.loads(cloudpickle.dumps(rule))
    assert there is not rule and function_digest(there) == function_digest(rule)


@pytest.fixture
def settings(monkeypatch):
    """Return a module of one's own."""
    module = types.ModuleType("settings_of_mine")
    module.gain, module.unused = 1.0, threading.Lock()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


@pytest.mark.parametrize(
    "source",
    [
        "import settings_of_mine as s\ndef rule(x): return s.gain * x",
        "def rule(x):\n    from settings_of_mine import gain\n    return gain * x",
        "def outer():\n    import settings_of_mine as s\n    return lambda x: s.gain * x\nrule = outer()",
        "import settings_of_mine as s\ndef rule(x): return [s.gain * y for y in (x,)]",
    ],
)
def test_attributes_of_own_modules_count_as_far_as_they_are_used(settings, source):
    before = digest_of(source)
    settings.unused = threading.Lock()
    assert digest_of(source) == before
    settings.gain = 0.2
    assert digest_of(source) != before


def test_module_that_is_handed_on_counts_as_a_whole(settings):
    source = "import settings_of_mine as s\ndef rule(x): return getattr(s, 'gain') * x"
    settings.unused = 1
    before = digest_of(source)
    settings.gain = 0.2
    assert digest_of(source) != before


def test_wrapped_rule_of_the_library_is_not_that_rule():
    plain = ms.RULES["next_boredom"].function

    def wrapping(gain):
        @functools.wraps(plain)
        def mine(*values):
            return gain * plain(*values)

        return mine

    assert len({*map(function_digest, [plain, wrapping(1.0), wrapping(0.2)])}) == 3


def test_methods_and_objects_that_are_called_count_with_what_they_hold():
    class Rule:
        def __init__(self, gain):
            self.gain = gain

        def __call__(self, x):
            return self.gain * x

    for of in (Rule, lambda gain: Rule(gain).__call__, lambda gain: Rule(lambda: gain)):
        assert function_digest(of(1.0)) == function_digest(of(1.0)) != function_digest(of(0.2))


def test_result_that_an_object_keeps_for_later_does_not_count():
    class Rule:
        @functools.cached_property
        def steps(self):
            return [1, 2, 3]

    rule = Rule()
    before = function_digest(lambda: rule)
    assert rule.steps and function_digest(lambda: rule) == before


def test_compiled_functions_count_by_what_they_were_compiled_from():
    numba = pytest.importorskip("numba")
    sources = "GAIN = 1.0\ndef rule(x): return GAIN * x", "GAIN = 0.2\ndef rule(x): return GAIN * x"
    one, other = (numba.njit(made(source)) for source in sources)
    assert function_digest(one) == function_digest(numba.njit(made(sources[0])))
    assert len({*map(function_digest, [one, other, numba.njit(fastmath=True)(made(sources[0]))])}) == 3


def test_tables_dates_and_patterns_count_by_content():
    import datetime
    import re

    import pandas as pd

    def holding(value):
        return lambda: value

    pairs = [
        (pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [1, 3]})),
        (datetime.date(2024, 1, 1), datetime.date(2024, 1, 2)),
        (re.compile("a+"), re.compile("a*")),
        (ms.load_parameters(), ms.load_parameters().replace(contagion_gain=0.2)),
        (np.float64(1), np.float32(1)),
        (types.SimpleNamespace(gain=1), types.SimpleNamespace(gain=2)),
    ]
    for one, other in pairs:
        assert function_digest(holding(one)) != function_digest(holding(other))
        assert function_digest(holding(one)) == function_digest(holding(one))


def test_things_that_hold_themselves_have_a_digest():
    endless = [1]
    endless.append(endless)

    class Round:
        known = set()

    Round.known.add(Round)
    assert function_digest(lambda: (endless, Round)) == function_digest(lambda: (endless, Round))


def test_thing_without_end_is_refused(monkeypatch):
    class Endless:
        def __reduce_ex__(self, protocol):
            return Endless, (), {"next": Endless()}

    monkeypatch.setattr("milieusim.own_code.function_digest.MOST", 100)
    with pytest.raises(ms.ConfigError, match="too large or has no end"):
        function_digest(Endless())
    deep = ()
    for _ in range(5000):
        deep = (deep,)
    with pytest.raises(ms.ConfigError, match="rule a: it .* go too deep"):
        content_digests({"rule a": lambda: deep})


def undigested(tmp_path):
    """Return things that no digest can stand for, with a piece of what is said of each."""
    import sqlite3

    generator = np.random.default_rng(1)
    with open(tmp_path / "log.txt", "w") as file, sqlite3.connect(":memory:") as database:
        yield file, "an open file; read it beforehand"
        yield database, "a handle of a database"
    database.close()
    yield generator, "a random generator"
    yield generator.random, "a random generator"
    yield random.random, "a random generator"
    yield threading.Lock(), "a lock or a thread"
    yield iter([1]), "an iterator, which is used up"
    yield os.environ, "the environment of the process"
    yield sys._getframe(), "whose content cannot be read"


def test_what_no_digest_can_stand_for_is_refused_by_name(tmp_path):
    for value, told in undigested(tmp_path):
        rule = made("def helper(): return deep\ndef rule(x): return helper()", deep={"a": [value]})
        with pytest.raises(ms.ConfigError) as refused:
            content_digests({"rule next_arousal": rule})
        (line,) = refused.value.problems
        assert line.startswith("rule next_arousal: helper.deep['a'][0]") and told in line, line
        assert f"{type(getattr(value, '__self__', value)).__name__}) is" in line


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("np.random.rand()", "np.random.rand (numpy.random.mtrand.RandomState) is a random generator"),
        ("random.random()", "random.random (random.Random) is a random generator"),
        ("float(os.environ['GAIN'])", "os.environ (os._Environ) is the environment"),
        ("float(getenv('GAIN'))", "getenv (function) is the environment"),
        ("eval('x * 2')", "eval (builtin_function_or_method) is something that may use anything"),
    ],
)
def test_what_is_looked_up_in_a_library_may_be_refused_too(body, told):
    with pytest.raises(ms.ConfigError) as refused:
        digest_of(f"import os, random\nfrom os import getenv\nimport numpy as np\ndef rule(x): return {body}")
    assert told in str(refused.value)


def test_all_problems_of_all_rules_are_told_at_once():
    lock = threading.Lock()
    rule = made("def rule(x): return lock, draws, lock", lock=lock, draws=random.Random(1))
    with pytest.raises(ms.ConfigError) as refused:
        content_digests({"rule a": rule, "rule b": lambda: lock})
    assert [line.partition(" (")[0] for line in refused.value.problems] == [
        "rule a: draws",
        "rule a: lock",
        "rule b: lock",
    ]
