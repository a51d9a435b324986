"""Marking rules, and compiling them when (and only when) the compiled engine is wanted.

A rule is a plain scalar function. `rule` notes it down; `register` makes numba compile it wherever compiled
code calls it, and leaves it a plain function for everybody else.
"""

import os

os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")

_noted = []
_registered = set()


def rule(function):
    """Note a scalar function as one that both engines use; return it unchanged."""
    _noted.append(function)
    return function


def register(function, pipeline=None):
    """Let compiled code call `function`; return it unchanged.

    Parameters
    ----------
    function : callable
    pipeline : class, optional
        How numba compiles it; numba's own way if left out.
    """
    from numba.extending import overload

    if function not in _registered:
        options = {"no_cfunc_wrapper": True, "no_cpython_wrapper": True}
        if pipeline is not None:
            options["pipeline_class"] = pipeline
        overload(function, jit_options=options, inline="never", strict=False)(_always(function))
        _registered.add(function)
    return function


def _always(function):
    def implementation(*args, **kwargs):
        return function

    return implementation


def register_all(pipeline=None):
    """Let compiled code call every rule noted so far."""
    for function in _noted:
        register(function, pipeline)


def noted():
    """Return every function noted as a rule so far."""
    return list(_noted)
