"""A rule of one's own is the same rule if, and only if, all that decides what it gives is the same."""

import collections
import functools
import linecache
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
from milieusim.installed import version_of
from milieusim.own_code import content_digests, function_digest

RULE = """
import math
import functools
import numpy as np
import milieusim as ms
from milieusim.vocabulary import Sex

GAIN = 1.0
TABLE = [1, 2.5, ("a", None, ...)]
BY_KIND = {"calm": 0.1, "loud": -0.0}
NAMES = {"early", "late", "night"}
GRID = np.arange(6.0).reshape(2, 3)
plain = ms.RULES["next_arousal"].function

KINDS = {Sex.FEMALE, Sex.MALE}

class Settings:
    __slots__ = ("low",)

    def scaled(self, x):
        return Other.share * x

class Other:
    share = 0.125

    def again(self):
        return Settings().scaled(0.25)

    @property
    def half(self):
        return 0.5

def even(n):
    return True if n == 0 else odd(n - 1)

def odd(n):
    return False if n == 0 else even(n - 1)

def factory(weight, values):
    def inner(x):
        return weight(x) * values[0]
    return inner

held = factory(lambda x: x * 3.0, [2.0])
def part(y):
    return max(y, 0.75)

@functools.lru_cache
def kept(x):
    return x + 4

def rule(x, low=0.0, *, high=1.0):
    if x in {"early", "late"} or x in NAMES or x in KINDS:
        return float("nan")
    steps = [part(y) * GAIN for y in TABLE if y]
    return Other().again() + BY_KIND["calm"] + GRID[0, 1] + held(x) + even(2) + kept(x) + min(steps)
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
    ("{Sex.FEMALE, ", "{Sex.OTHER, "),
    ('("low",)', '("low", "high")'),
    ("Other.share * x", "Other.share + x"),
    ("scaled(0.25)", "scaled(0.5)"),
    ("share = 0.125", "share = 0.25"),
    ("return 0.5", "return 0.25"),
    ("return False if n == 0", "return False if n == 1"),
    ("x * 3.0", "x * 4.0"),
    ("[2.0])", "[2.5])"),
    ("max(y, 0.75)", "min(y, 0.75)"),
    ("max(y, 0.75)", "max(y, 0.5)"),
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
from milieusim.own_code import function_digest
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
    assert len({tuple(line.split()[:2]) for line in found}) == 1


def test_copy_of_a_function_by_value_is_the_same_function():
    cloudpickle = pytest.importorskip("cloudpickle")
    rule = made(RULE.replace("@functools.lru_cache\n", ""))
    there = cloudpickle.loads(cloudpickle.dumps(rule))
    assert there is not rule and function_digest(there) == function_digest(rule)


def from_file(folder, source):
    """Return the module that a file holds."""
    path = folder / "rules_of_mine.py"
    path.write_text(source)
    linecache.checkcache()
    module = types.ModuleType("rules_of_mine")
    exec(compile(source, str(path), "exec"), vars(module))
    return module


SPELT = [
    ("(x, low=0.0):", "(x,\n         low = 0.00):"),
    ("    return", '    """Say what it gives."""\n    # and why\n    return'),
    ("def rule", "def another():\n    return 1\n\n\ndef rule"),
    ("2 * x", "2*x"),
]


@pytest.mark.parametrize(("old", "new"), SPELT)
def test_source_counts_without_layout_docstrings_and_comments(tmp_path, old, new):
    source = "def rule(x, low=0.0):\n    return max(2 * x, low)\n"
    changed = source.replace(old, new)
    assert changed != source
    assert function_digest(from_file(tmp_path, source).rule) == function_digest(
        from_file(tmp_path, changed).rule
    )
    other = source.replace("2 * x", "3 * x")
    assert function_digest(from_file(tmp_path, other).rule) != function_digest(
        from_file(tmp_path, source).rule
    )


def test_functions_on_one_line_are_told_apart(tmp_path):
    pair = from_file(tmp_path, "pair = [lambda x: x + 1, lambda x: x + 2, lambda x: lambda: x + 2]\n").pair
    assert len({*map(function_digest, [*pair, pair[2](1)])}) == 4
    assert function_digest(pair[0]) == function_digest(from_file(tmp_path, "\nf = lambda x: x + 1\n").f)


def test_file_that_was_edited_after_its_import_is_not_taken_for_the_source(tmp_path):
    old, new = ("def rule(x):\n    return x + 1\n", "def rule(x):\n    return x + 2\n")
    loaded = from_file(tmp_path, old).rule
    edited = from_file(tmp_path, new).rule
    assert function_digest(loaded) != function_digest(edited)


def test_a_function_is_the_same_where_its_source_is_not(tmp_path):
    source = "def rule(x):\n    return x + 1\n"
    here = from_file(tmp_path, source).rule
    (tmp_path / "rules_of_mine.py").unlink()
    linecache.checkcache()
    assert function_digest(here) == function_digest(made(source))
    assert function_digest(here) != function_digest(made("def rule(x): return x"))


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
        "from settings_of_mine import gain\ndef rule(x): return gain * x",
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


def test_wrapped_rule_of_the_library_is_not_that_rule():
    plain = ms.RULES["next_boredom"].function

    def wrapping(gain):
        @functools.wraps(plain)
        def mine(*values):
            return gain * plain(*values)

        return mine

    assert len({*map(function_digest, [plain, wrapping(1.0), wrapping(0.2)])}) == 3


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("class Gain: pass\ngain = Gain()", "gain (scratch.Gain) is no plain value"),
        ("class Gain:\n    def of(self): pass\ngain = Gain().of", "gain (scratch.Gain) is no plain value"),
        ("import enum\nclass Gain(enum.Enum):\n    A = 1\ngain = Gain.A", "gain (enum.EnumType) is made of fields"),
        ("from dataclasses import dataclass\n@dataclass\nclass gain:\n    a: int = 1", "gain (type) is made of"),
        ("from collections import namedtuple\ngain = namedtuple('Gain', 'a')", "collections._tuplegetter) is no plain"),
        ("class Slot:\n    def __get__(self, *_): pass\n    def __set__(self, *_): pass\n"
         "class gain:\n    slot = Slot()", "gain.slot (scratch.Slot) is no plain value"),
    ],
)  # fmt: skip
def test_objects_of_ones_own_are_refused(source, told):
    with pytest.raises(ms.ConfigError) as refused:
        digest_of(f"{source}\ndef rule(x): return gain")
    assert told in str(refused.value)


def test_compiled_functions_count_by_what_they_were_compiled_from():
    numba = pytest.importorskip("numba")
    sources = "GAIN = 1.0\ndef rule(x): return GAIN * x", "GAIN = 0.2\ndef rule(x): return GAIN * x"
    one, other = (numba.njit(made(source)) for source in sources)
    assert function_digest(one) == function_digest(numba.njit(made(sources[0])))
    assert len({*map(function_digest, [one, other, numba.njit(fastmath=True)(made(sources[0]))])}) == 3


def test_what_partial_was_given_counts():
    parts = [functools.partial(of, gain) for of in (lambda gain, x: gain * x, max) for gain in (1.0, 0.2)]
    assert len({*map(function_digest, [*parts, functools.partial(max, key=1.0)])}) == 5


def test_numbers_and_arrays_of_numpy_count_by_content_and_kind():
    def digest(value):
        return function_digest(lambda: value)

    values = [np.float64(1), np.float32(1), np.int64(1), np.zeros(2), np.zeros((1, 2)), np.zeros(2, "i8")]
    assert len({*map(digest, values)}) == len(values)
    assert digest(np.zeros(2)) == digest(values[3])


def test_things_that_hold_themselves_have_a_digest():
    endless = [1]
    endless.append(endless)

    class Round:
        known = set()

    Round.known.add(Round)
    assert function_digest(lambda: (endless, Round)) == function_digest(lambda: (endless, Round))


def test_things_in_things_may_go_too_deep():
    deep = ()
    for _ in range(5000):
        deep = (deep,)
    with pytest.raises(ms.ConfigError, match="rule a: it .* goes too deep"):
        content_digests({"rule a": lambda: deep})


def undigested(tmp_path):
    """Return things that no digest can stand for."""
    import datetime
    import re
    import sqlite3

    import pandas as pd

    generator = np.random.default_rng(1)
    with open(tmp_path / "log.txt", "w") as file, sqlite3.connect(":memory:") as database:
        yield from (file, database)
    database.close()
    yield from (generator, generator.random, random.random, np.random.rand, random.Random(1))
    yield from (threading.Lock(), threading.current_thread(), iter([1]), (x for x in "ab"), os.environ)
    yield from (sys._getframe(), object(), types.SimpleNamespace(gain=1))
    yield from (pd.DataFrame({"a": [1]}), datetime.date(2024, 1, 1), re.compile("a+"), ms.load_parameters())
    yield from (collections.OrderedDict(a=1), np.array([object()]), bytearray(b"a"), memoryview(b"a"))


def test_what_no_digest_can_stand_for_is_refused_by_name(tmp_path):
    for value in undigested(tmp_path):
        rule = made("def helper(): return deep\ndef rule(x): return helper()", deep={"a": [value]})
        with pytest.raises(ms.ConfigError) as refused:
            content_digests({"rule next_arousal": rule})
        (line,) = refused.value.problems
        assert line.startswith("rule next_arousal: helper.deep['a'][0]") and "needs no id" in line, line
        assert f"{type(getattr(value, '__self__', value)).__name__}) is no plain value" in line


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("np.random.rand()", "np.random.rand (numpy.random.mtrand.RandomState) is no plain value"),
        ("random.random()", "random.random (random.Random) is no plain value"),
        ("float(os.environ['GAIN'])", "os.environ (os._Environ) is no plain value"),
        ("float(getenv('GAIN'))", "getenv (function) reads the environment"),
        ("float(os.getenv('GAIN'))", "os.getenv (function) reads the environment"),
        ("eval('x * 2')", "eval (builtin_function_or_method) may use anything"),
        ("globals()['x']", "globals (builtin_function_or_method) may use anything"),
        ("__import__('os')", "__import__ (builtin_function_or_method) may use anything"),
        ("importlib.import_module(x)", "importlib.import_module (function) may use anything"),
        ("float(open(x).read())", "open (builtin_function_or_method) reads what may be something else"),
        ("getattr(np, x)(x)", "np (module) is used as a whole module"),
        ("getattr(settings_of_mine, x)", "settings_of_mine (module) is used as a whole module"),
        ("settings_of_mine.unused", "settings_of_mine.unused (_thread.lock) is no plain value"),
    ],
)
def test_what_is_looked_up_may_be_refused_too(settings, body, told):
    imports = "import importlib, os, random, settings_of_mine\nfrom os import getenv\nimport numpy as np\n"
    with pytest.raises(ms.ConfigError) as refused:
        digest_of(f"{imports}def rule(x): return {body}")
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "line", ["import numpy as np", "from settings_of_mine import gain", "from . import a"]
)
def test_import_inside_of_a_function_is_refused(settings, line):
    with pytest.raises(ms.ConfigError, match="is imported inside of the function, which hides what is used"):
        digest_of(f"def rule(x):\n    {line}\n    return x")


@pytest.mark.parametrize(
    "body", ["np.exp(x)", "np.pi", "math.sqrt(x)", "norm([x])", "erf(x)", "np.random.default_rng(1).random()"]
)
def test_what_is_installed_counts_by_name(body):
    imports = (
        "import math\nimport numpy as np\nfrom numpy.linalg import norm\nfrom scipy.special import erf\n"
    )
    digests = [digest_of(f"{imports}def rule(x): return {one}") for one in (body, body, "x")]
    assert digests[0] == digests[1] != digests[2]


def test_another_version_of_a_library_is_another_rule(monkeypatch):
    source = "import numpy as np\ndef rule(x): return np.exp(x)"
    before = digest_of(source)
    version_of.cache_clear()
    monkeypatch.setattr(np, "__version__", "0.1")
    assert digest_of(source) != before
    version_of.cache_clear()


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
