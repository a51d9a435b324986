"""Building the compiled engine: rules put into the phases, compiled once, cached, never stale.

numba's own cache looks at one file only. The kernel is therefore built in a function whose closure holds a
stamp, a digest of every source that an engine is made of: another stamp, another entry.
"""

import hashlib
import sys
import types
import warnings
from contextlib import suppress
from enum import EnumMeta
from functools import cache

import numpy as np

from milieusim import incident_kinds, kinds, vocabulary
from milieusim.engines.compiled import records as seams
from milieusim.engines.compiled import view
from milieusim.engines.compiled.linking import pipelines
from milieusim.engines.compiled.view import compile_view, ward_at
from milieusim.engines.own_rules import cannot_be_compiled, replacing
from milieusim.engines.text import Text, ward_modules
from milieusim.errors import ConfigError, MilieusimError
from milieusim.rules.basics import marking
from milieusim.rules.basics.keyed_draws import compile_draws
from milieusim.rules.table import rule_modules
from milieusim.ward import memory, state, tables


def source_digest():
    """Return the digest of everything that the compiled engine is made of.

    It is taken from the functions and constants themselves, so that it changes with any rule or phase, but
    not with a comment or a docstring.
    """
    digest = hashlib.sha256()
    records = [memory, state, tables, seams, view, kinds, incident_kinds, vocabulary]
    for module in [*ward_modules(), *rule_modules(), *records]:
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
    if isinstance(value, EnumMeta):
        return repr([(member.name, member.value) for member in value])
    is_plain = isinstance(value, int | float | str | tuple | list | dict | np.ndarray | np.dtype)
    return repr(value) if is_plain else ""


@cache
def _prepare():
    import numba.core.config as config

    part, _ = pipelines()
    marking.register_all(part)
    compile_draws()
    compile_view()
    seams.compile_seams()
    if getattr(config, "USING_SVML", False):
        raise MilieusimError(
            "numba uses Intel's SVML here, which changes the last bits of exp: "
            "set NUMBA_DISABLE_INTEL_SVML=1."
        )


def _linked(instead):
    """Return the function that runs a ward, with all that it calls known to numba."""
    part, _ = pipelines()
    for function in instead.values():
        marking.register(function, part)
    text = Text(instead)
    for function in text.functions():
        marking.register(function, part)
    return text.run_ward


def _as_plain(function):
    return types.FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )


def _factory(run_ward, stamp):
    def ward_kernel(addresses, p, first_tick, end_tick):
        if stamp == 0:
            return
        run_ward(ward_at(addresses, p), first_tick, end_tick)

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
    numba dispatcher, or function that calls one, taking (World, first tick, end tick)
    """
    rules = dict(rules or {})
    key = _key_of(rules)
    if key not in _kernels:
        _kernels[key] = (
            _telling(_built(replacing(rules)), rules),
            rules,
        )  # holding the rules keeps their ids unique
    return _kernels[key][0]


def _telling(dispatcher, rules):
    """Return the dispatcher; with replaced rules, one that names them if numba refuses to compile it."""
    from numba.core.errors import NumbaError

    def run(*args):
        try:
            return dispatcher(*args)
        except NumbaError as error:  # numba compiles when it is first called
            raise cannot_be_compiled(rules) from error

    return run if rules else dispatcher


def _key_of(rules):
    """Return what tells kernels apart: numba takes globals as they are when it compiles, so that content counts."""
    from milieusim.own_code import function_digest

    key = []
    for name, function in sorted(rules.items()):
        try:
            key.append((name, function_digest(function)))
        except ConfigError:
            key.append((name, id(function)))
    return tuple(key)


def _built(instead):
    import numba

    _check_plain(instead)
    _prepare()
    stamp = int(source_digest()[:15], 16)
    flags = {"nogil": True, "error_model": "numpy", "_nrt": False, "pipeline_class": pipelines()[1]}
    plain = {rule: _as_plain(function) for rule, function in instead.items()}
    function = _factory(_linked(plain), stamp)
    if instead:
        # A replaced rule lives in a notebook or a script: compiled fresh, so that it can never be stale.
        return numba.njit(**flags)(function)
    try:
        dispatcher = numba.njit(cache=True, **flags)(function)
    except RuntimeError:  # no folder to cache in can be written to
        return numba.njit(**flags)(function)
    _be_patient(dispatcher._cache)
    # Numba would pickle the text of the ward to tell engines apart: bytes that hang on what a process did before.
    dispatcher._cache._index_key = lambda sig, codegen: (sig, codegen.magic_tuple(), (f"{stamp:x}", ""))
    return dispatcher


def _check_plain(instead):
    problems = [
        f"rules: {rule.__name__} is {function!r}; the compiled engine takes functions that are written out with "
        "def or lambda. Write one, or use engine='agents'."
        for rule, function in instead.items()
        if not hasattr(function, "__code__")
    ]
    if problems:
        raise ConfigError(problems)


def _be_patient(cache):
    """Let a cache that is damaged, or cannot be written, cost a compilation and not the run."""
    load, save = cache.load_overload, cache.save_overload

    def load_if_whole(*args):
        try:
            return load(*args)
        except Exception:  # whatever a broken file makes pickle raise
            return None

    def save_if_possible(*args):
        with suppress(OSError):  # such as a full disk
            try:
                save(*args)
            except OSError:
                raise
            except Exception:  # the index is damaged: begin another
                cache._cache_file.flush()
                save(*args)

    cache.load_overload, cache.save_overload = load_if_whole, save_if_possible


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

    if is_jit_off():
        return None
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
    except Exception:  # no cache, a damaged one, or a numba that is made differently inside
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


def is_jit_off():
    """Return whether numba was told to compile nothing."""
    import numba

    if numba.config.DISABLE_JIT:
        warnings.warn(
            "NUMBA_DISABLE_JIT is set: the agents engine runs, with the same numbers.", stacklevel=3
        )
    return bool(numba.config.DISABLE_JIT)


def is_numba_here():
    """Return whether the compiled engine can run at all."""
    from importlib.util import find_spec

    return "numba" in sys.modules or find_spec("numba") is not None
