"""What makes a run that run: a hash of its content."""

import hashlib
import json
import operator


def own_code(rules, *classes):
    """Return what a run has of somebody's own: replaced rules by name and content, agent classes by name."""
    own = {
        name: hashlib.sha256(f.__code__.co_code + repr(f.__code__.co_consts).encode()).hexdigest()[:16]
        for name, f in sorted((rules or {}).items())
    }
    return own | {f"class {c.__qualname__}": c.__module__ for c in classes if c is not None}


def run_id(design, inputs, seed, parameter_set, own=None):
    """Return the content hash of a run: same content, same id."""
    what = {
        "own": own or {},
        "design": design.model_dump(mode="json", exclude={"about"}),
        "parameters": {name: value for name, value in inputs.p.items() if not name.startswith("keep_")},
        "clock": [inputs.days, inputs.warm_up_days, inputs.tick_minutes],
        "seed": seed,
        "set": parameter_set,
    }
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:16]


def plain_whole(number):
    """Return a whole number of any library as Python's own; leave everything else for the checks to name."""
    try:
        return number if isinstance(number, bool) else operator.index(number)
    except TypeError:
        return number
