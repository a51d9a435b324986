"""How many rules are worked out and how many numbers drawn in a tick: of the kernel and of the plain model.

The kernel's phases are ordinary Python functions: here they run uncompiled, with every rule and draw counted.
The plain model is run from a copy of its source in which a line `# Rule: name ...` counts the names after it.
"""

import random
import re
import sys
import types
from collections import Counter
from functools import wraps
from importlib import import_module

import numpy as np

from benchmarks.wards import inputs_of
from milieusim.engines.compiled import running as engine
from milieusim.rules import RULES

PLAIN = ["plain_residents", "plain_states", "plain_staff", "plain_slots", "plain_mesa"]
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
    from milieusim.engines.compiled.building import _phase_modules
    from milieusim.rules.basics.keyed_draws import uniform

    counts, modules = Counter(), _phase_modules()
    before = {module: dict(vars(module)) for module in modules}

    def counted(name, function, kind):
        @wraps(function)
        def wrapper(*args, **kwargs):
            counts[kind] += 1
            return function(*args, **kwargs)

        return wrapper

    def drawn(key, tick, decision, person, other):
        counts["draws"] += 1
        return uniform(int(key), int(tick), int(decision), int(person), int(other))

    try:
        for module in modules:
            for name, value in before[module].items():
                if value is uniform:
                    setattr(module, name, drawn)
                elif name in RULES and value is RULES[name].function or name in PARTLY:
                    setattr(module, name, counted(name, value, "rules"))
        inputs = inputs_of(residents, days, keep=())
        world = engine._world(inputs, 1, 1)
        world = world._replace(
            **{name: array.view(np.recarray) for name, array in world._asdict().items() if array.dtype.names}
        )
        with np.errstate(invalid="ignore"):  # as compiled code does
            import_module("milieusim.ward.run").run_ward(world, 0, inputs.end_tick)
    finally:
        for module in modules:
            vars(module).update(before[module])
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
