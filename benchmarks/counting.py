"""How many rules are worked out and how many numbers drawn in a tick: of the kernel and of the plain model.

The text of the ward runs uncompiled on the agents engine, with every rule and draw counted.
The plain model is run from a copy of its source in which a line `# Rule: name ...` counts the names after it.
"""

import random
import re
import sys
import types
from collections import Counter
from functools import wraps
from importlib import import_module

from benchmarks.wards import inputs_of
from milieusim.engines.agents.ward_model import WardModel
from milieusim.rules import RULES
from milieusim.rules.basics import numerics
from milieusim.rules.basics.keyed_draws import uniform
from milieusim.ward import seams

PLAIN = "residents company requests demands states responses conflict lives slots lines tasks staff day travel mesa"
PLAIN = [f"plain_{part}" for part in PLAIN.split()]
PARTLY = {"chance", "happens"}  # small pieces that the plain model writes out too


def of_kernel(residents, days):
    """Count over the ticks of some days, beginning with the ward's first.

    Parameters
    ----------
    residents, days : int

    Returns
    -------
    dict of str to float
        ``rules`` and ``draws`` a tick.
    """
    inputs = inputs_of(residents, days, keep=())
    counts = Counter()

    def counted(function, kind):
        @wraps(function)
        def wrapper(*args, **kwargs):
            counts[kind] += 1
            return function(*args, **kwargs)

        return wrapper

    rules = [rule.function for rule in RULES.values()] + [getattr(numerics, name) for name in PARTLY]
    instead = {rule: counted(rule, "rules") for rule in rules}
    instead |= {uniform: counted(uniform, "draws"), seams.draw: counted(seams.draw, "draws")}
    model = WardModel(None, 1, inputs=inputs)
    model.text.replace(instead)
    model.datacollector = None
    while model.running:
        model.step()
    return {kind: counts[kind] / inputs.end_tick for kind in ("rules", "draws")}


def of_plain(residents, days):
    """Count over the ticks of some days of the plain model; see `of_kernel`."""
    counts = Counter()
    modules = _counting_copies(counts)
    model = modules["plain_mesa"].PlainWard(residents, days, seed=1)
    model.random = _CountingRandom(1, counts)
    while model.running:
        model.step()
    return {kind: counts[kind] / model.tick for kind in ("rules", "draws")}


class _CountingRandom(random.Random):
    def __new__(cls, seed, counts):
        return super().__new__(cls, seed)

    def __init__(self, seed, counts):
        super().__init__(seed)
        self.counts = counts

    def random(self):
        self.counts["draws"] += 1
        return super().random()

    def getrandbits(self, k):
        self.counts["draws"] += 1
        return super().getrandbits(k)


def _counting_copies(counts):
    copies = {}
    for name in PLAIN:
        source = import_module(f"benchmarks.{name}")
        with open(source.__file__, encoding="utf-8") as file:
            text = re.sub(r"^( *)# Rule: (.*)$", _count_line, file.read(), flags=re.M)
        copy = types.ModuleType(f"benchmarks.counted_{name}")
        vars(copy).update({"COUNTS": counts, "__file__": source.__file__})
        sys.modules[copy.__name__] = copy
        text = re.sub(r"from benchmarks\.(plain_\w+)", r"from benchmarks.counted_\1", text)
        exec(compile(text, copy.__name__, "exec"), vars(copy))
        copies[name] = copy
    return copies


def _count_line(found):
    return f'{found[1]}COUNTS["rules"] += {len(found[2].split())}'
