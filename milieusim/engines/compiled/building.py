"""Building the compiled engine: rules put into the phases, compiled once, cached, never stale.

numba's own cache looks at one file only. The kernel is therefore built in a function whose closure holds a
stamp, a digest of every source that an engine is made of: another stamp, another entry.
"""

import hashlib
import inspect
import sys
import types
from contextlib import suppress
from functools import cache

import numpy as np

from milieusim import vocabulary
from milieusim.engines.compiled import view as world
from milieusim.engines.compiled.linking import pipelines
from milieusim.engines.compiled.view import compile_view, world_at
from milieusim.errors import ConfigError, MilieusimError
from milieusim.rules import RULES
from milieusim.rules.basics import marking as _compile
from milieusim.rules.basics.keyed_draws import compile_draws
from milieusim.rules.table import rule_modules
from milieusim.ward import codes, state

_PHASES = "company feeling incidents coming_and_going counts responses run shifts slots hourly tasks".split()


def source_digest():
    """Return the digest of everything that the compiled engine is made of.

    It is taken from the functions and constants themselves, so that it changes with any rule or phase, but
    not with a comment or a docstring.
    """
    digest = hashlib.sha256()
    for module in [*_phase_modules(), *rule_modules(), world, state, codes, vocabulary]:
        for name, value in sorted(vars(module).items()):
            if isinstance(value, types.FunctionType):
                if value.__module__ == module.__name__:
                    digest.update(_content_of(value))
            elif not name.startswith("__") and not isinstance(value, types.ModuleType):
                digest.update(f"{name}={_stable(value)}".encode())
    return digest.hexdigest()


def _content_of(function):
    has_doc = function.__doc__ is not None and function.__code__.co_consts[:1] == (function.__doc__,)
    return repr(function.__defaults__).encode() + _content_of_code(function.__code__, has_doc)


def _content_of_code(code, has_doc=False):
    inner = [const for const in code.co_consts if isinstance(const, types.CodeType)]
    consts = [repr(const) for const in code.co_consts[has_doc:] if not isinstance(const, types.CodeType)]
    names = repr((code.co_name, code.co_varnames, code.co_names, consts))
    return names.encode() + code.co_code + b"".join(_content_of_code(const) for const in inner)


def _stable(value):
    return (
        repr(value)
        if isinstance(value, int | float | str | tuple | list | dict | np.ndarray | np.dtype)
        else ""
    )


def check_replaced(rules):
    """Raise ConfigError unless every replaced rule exists and takes the same arguments."""
    problems = []
    for name, function in rules.items():
        if name not in RULES:
            problems.append(f"rules: there is no rule '{name}'; ms.RULES lists them.")
            continue
        want, got = inspect.signature(RULES[name].function), inspect.signature(function)
        if list(want.parameters) != list(got.parameters):
            problems.append(
                f"rules: {name} must take ({', '.join(want.parameters)}); the replacement takes "
                f"({', '.join(got.parameters)})."
            )
    if problems:
        raise ConfigError(problems)


def _phase_modules():
    from importlib import import_module

    return [import_module(f"milieusim.ward.{name}") for name in _PHASES]


@cache
def _prepare():
    import numba.core.config as config

    part, _ = pipelines()
    _compile.register_all(part)
    compile_draws()
    compile_view()
    if getattr(config, "USING_SVML", False):
        raise MilieusimError(
            "numba uses Intel's SVML here, which changes the last bits of exp: "
            "set NUMBA_DISABLE_INTEL_SVML=1."
        )
    for module in _phase_modules():
        for function in vars(module).values():
            if isinstance(function, types.FunctionType) and function.__module__ == module.__name__:
                _compile.register(function, part)


def _rebuilt(rules):
    """Return `run_ward` with rules replaced, in copies of all phases."""
    part, _ = pipelines()
    new = {}
    for name, function in rules.items():
        new[name] = _compile.register(_as_plain(function), part)
    copies = {}
    for module in _phase_modules():
        for name, function in vars(module).items():
            if isinstance(function, types.FunctionType) and function.__module__ == module.__name__:
                copies[name] = function
    shared = {}
    rebuilt = {}
    for name, function in copies.items():
        scope = {**function.__globals__}
        shared[name] = scope
        rebuilt[name] = types.FunctionType(function.__code__, scope, name, function.__defaults__)
        rebuilt[name].__module__ = function.__module__
    for scope in shared.values():
        scope.update({key: rebuilt[key] for key in scope if key in rebuilt})
        scope.update({key: new[key] for key in scope if key in new})
    for function in rebuilt.values():
        _compile.register(function, part)
    return rebuilt["run_ward"]


def _as_plain(function):
    return types.FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )


def _rule_text(function):
    try:
        return inspect.getsource(function)
    except OSError:
        return None


def _factory(run_ward, stamp):
    def ward_kernel(addresses, p, first_tick, end_tick):
        if stamp == 0:
            return
        run_ward(world_at(addresses, p), first_tick, end_tick)

    return ward_kernel


_kernels = {}


def kernel(rules=None):
    """Return the compiled kernel, with some rules replaced.

    Parameters
    ----------
    rules : dict of str to function, optional
        Name in the rule table -> scalar function with the same arguments.

    Returns
    -------
    numba dispatcher taking (World, first tick, end tick)
    """
    rules = dict(rules or {})
    key = _key_of(rules)
    if key not in _kernels:
        check_replaced(rules)
        _kernels[key] = (_built(rules), rules)  # holding the rules keeps their ids unique
    return _kernels[key][0]


def _key_of(rules):
    """Return what tells kernels apart: numba takes globals as they are when it compiles, so that content counts."""
    from milieusim.own_code.function_digest import function_digest

    key = []
    for name, function in sorted(rules.items()):
        try:
            key.append((name, function_digest(function)))
        except ConfigError:
            key.append((name, id(function)))
    return tuple(key)


def _built(rules):
    import numba

    _prepare()
    from milieusim.ward.run import run_ward

    stamp = int(source_digest()[:15], 16)
    flags = {"nogil": True, "error_model": "numpy", "_nrt": False, "pipeline_class": pipelines()[1]}
    if rules:
        # A replaced rule lives in a notebook or a script: compiled fresh, so that it can never be stale.
        return numba.njit(**flags)(_factory(_rebuilt(rules), stamp))
    function = _factory(run_ward, stamp)
    try:
        dispatcher = numba.njit(cache=True, **flags)(function)
    except RuntimeError:  # no folder to cache in can be written to
        return numba.njit(**flags)(function)
    save = dispatcher._cache.save_overload

    def save_if_possible(*args):
        with suppress(OSError):  # a full disk costs a compilation next time, not this run
            save(*args)

    dispatcher._cache.save_overload = save_if_possible
    return dispatcher


def warm(announce=None):
    """Compile the kernel, or take it from the cache, before the first run.

    Parameters
    ----------
    announce : callable, optional
        Called with a sentence if the kernel has to be compiled.

    Returns
    -------
    numba dispatcher
    """
    from milieusim.engines.compiled.running import run_once
    from milieusim.engines.inputs import build_inputs

    dispatcher = kernel()
    if dispatcher.signatures:
        return dispatcher
    if announce and not _is_cached(dispatcher):
        announce("Compiling the engine for this machine: about fifteen seconds, once.")
    run_once(smallest_inputs(build_inputs), seed=0, dispatcher=dispatcher)
    return dispatcher


def _is_cached(dispatcher):
    """Return whether numba holds this very engine on disk: same sources, same processor."""
    try:
        cache, codegen = dispatcher._cache, dispatcher.targetctx.codegen()
        _, *wanted = cache._index_key((), codegen)
        return any(list(kept) == wanted for _, *kept in cache._cache_file._load_index())
    except (AttributeError, OSError):  # no cache, or a numba that is made differently inside
        return False


def smallest_inputs(build_inputs):
    """Return the inputs of the smallest ward that runs: for compiling and for timing an empty run."""
    from milieusim.config.parts.design import WardDesign
    from milieusim.ledger.parameters import ledger

    night = {"start": "19:00", "end": "07:00", "registered_nurse": 1}
    design = WardDesign.model_validate(
        {
            "name": "smallest",
            "ward": {
                "beds": 1,
                "places": [
                    {"name": "bedrooms", "kind": "bedroom", "capacity": 1},
                    {"name": "day room", "kind": "day_room", "capacity": 4},
                ],
            },
            "residents": {"mix": {"other": 1}},
            "routine": {},
            "rota": {"early": {"start": "07:00", "end": "19:00", "registered_nurse": 1}, "night": night},
        }
    )
    return build_inputs(design, ledger(), days=1, warm_up_days=0)


def is_numba_here():
    """Return whether the compiled engine can run at all."""
    from importlib.util import find_spec

    return "numba" in sys.modules or find_spec("numba") is not None
