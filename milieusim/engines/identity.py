"""What makes a run that run: a hash of its content."""

import hashlib
import json
import operator

from milieusim.errors import ConfigError

_SEED = '"seed": '


def own_code(rules, *classes):
    """Return what a run has of somebody's own: replaced rules and agent classes, by name and content.

    Raises
    ------
    ConfigError
        If they use what no digest can stand for.
    """
    if not rules and not any(classes):
        return {}
    from milieusim.installed import name_of
    from milieusim.own_code import content_digests

    own = {f"rule {name}": function for name, function in sorted((rules or {}).items())}
    for kind in classes:
        name = f"class {name_of(kind)}"
        if kind is not None:
            own[f"{name} of staff" if name in own else name] = kind  # residents come first
    return {where.removeprefix("rule "): digest for where, digest in content_digests(own).items()}


def own_code_of_run(rules, *classes):
    """Return `own_code`, or the error that says why there is none.

    A run may well be tried out with a rule that writes into a file; only its id cannot be told then, and whoever
    asks for it gets the error. Stores are made of ids and refuse such a rule before the first run.
    """
    try:
        return own_code(rules, *classes)
    except ConfigError as error:
        return error


def run_id(design, inputs, seed, parameter_set, own=None):
    """Return the content hash of a run: same content, same id."""
    return run_ids(design, inputs, [seed], parameter_set, own)[0]


def run_ids(design, inputs, seeds, parameter_set, own=None):
    """Return the content hashes of runs that differ in their seeds, at little more than the cost of one.

    Raises
    ------
    ConfigError
        If a rule or class of one's own uses what no digest can stand for: there is no id then.
    """
    if isinstance(own, ConfigError):
        raise ConfigError(own.problems)
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
