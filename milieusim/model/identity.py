"""What makes a run that run: a hash of its content."""

import hashlib
import json
import operator
import types

_SEED = '"seed": '


def own_code(rules, *classes):
    """Return what a run has of somebody's own: replaced rules by name and content, agent classes by name."""
    own = {name: function_digest(f) for name, f in sorted((rules or {}).items())}
    return own | {f"class {c.__qualname__}": c.__module__ for c in classes if c is not None}


def function_digest(function):
    """Return the digest of what a function does: its code, its defaults, and plain values that it holds on to."""
    held = [cell.cell_contents for cell in function.__closure__ or ()]
    plain = [value for value in held if isinstance(value, int | float | str | tuple)]
    content = _code_content(function.__code__) + repr((function.__defaults__ or (), plain)).encode()
    return hashlib.sha256(content).hexdigest()[:16]


def _code_content(code):
    # The text of an inner code object holds its address, which is another one in each process.
    inner = [const for const in code.co_consts if isinstance(const, types.CodeType)]
    consts = [const for const in code.co_consts if not isinstance(const, types.CodeType)]
    return code.co_code + repr((consts, code.co_names)).encode() + b"".join(map(_code_content, inner))


def run_id(design, inputs, seed, parameter_set, own=None):
    """Return the content hash of a run: same content, same id."""
    return run_ids(design, inputs, [seed], parameter_set, own)[0]


def run_ids(design, inputs, seeds, parameter_set, own=None):
    """Return the content hashes of runs that differ in their seeds, at little more than the cost of one."""
    what = {
        "own": own or {},
        "design": design.model_dump(mode="json", exclude={"about"}),
        "parameters": {name: value for name, value in inputs.p.items() if not name.startswith("keep_")},
        "clock": [inputs.days, inputs.warm_up_days, inputs.tick_minutes],
        "seed": None,
        "set": parameter_set,
    }
    # In the order of keys only the name of the set follows the seed.
    before, _, after = json.dumps(what, sort_keys=True).rpartition(f"{_SEED}null")
    shared = hashlib.sha256(f"{before}{_SEED}".encode())
    found = []
    for seed in seeds:
        digest = shared.copy()
        digest.update(f"{seed}{after}".encode())
        found.append(digest.hexdigest()[:16])
    return found


def plain_whole(number):
    """Return a whole number of any library as Python's own; leave everything else for the checks to name."""
    try:
        return number if isinstance(number, bool) else operator.index(number)
    except TypeError:
        return number
