"""Rules of somebody's own: whether they can stand for those of the model, and what is told if they cannot."""

import dis
import inspect
from functools import cache, wraps
from types import CodeType, FunctionType

from milieusim.config.reading.loading import load_design
from milieusim.engines.inputs import build_inputs
from milieusim.errors import ConfigError
from milieusim.ledger.parameters import ledger
from milieusim.phrasing import listed, near, spelt
from milieusim.python_values import is_number
from milieusim.rules import RULES


def replacing(rules):
    """Return what replaced rules stand for, once each exists, takes the same arguments and reads what there is.

    Parameters
    ----------
    rules : dict of str to function

    Returns
    -------
    dict of function to function

    Raises
    ------
    ConfigError
        With every rule that does not exist, is no function, takes other arguments or reads numbers that no run has.
    """
    rules = dict(rules or {})
    problems = [problem for name, function in rules.items() for problem in _problems(name, function)]
    if problems:
        raise ConfigError(problems)
    return {RULES[name].function: function for name, function in rules.items()}


def _problems(name, function):
    if name not in RULES:
        return [f"rules: there is no rule '{name}'.{near(name, RULES)} ms.RULES lists them."]
    want = ", ".join(inspect.signature(RULES[name].function).parameters)
    if not callable(function):
        return [f"rules: {name} is {spelt(function)}; it must be a function that takes ({want})."]
    if not isinstance(function, FunctionType):
        return [_not_written_out(name, function, want)]
    got = ", ".join(inspect.signature(function).parameters)
    if got != want:
        return [f"rules: {name} must take ({want}); the replacement takes ({got})."]
    unknown = [number for number in _numbers_read(function) if number not in _numbers_of_a_run()]
    return [_unknown_number(name, number) for number in unknown]


def _not_written_out(name, function, want):
    # The compiled engine is made of the function's own code, which nothing else has.
    mend = f"write it out: `def {name}({want})`, which may call it"
    if isinstance(getattr(function, "py_func", None), FunctionType):
        mend = "give it without numba's `njit`, or give its `py_func`: the engine compiles it itself"
    return (
        f"rules: {name} is {spelt(function)}; it must be a plain function, made by `def` or `lambda`; {mend}."
    )


def _unknown_number(name, number):
    known = _numbers_of_a_run()
    reads = listed(RULES[name].reads) or "none"
    return (
        f"rules: {name} reads p.{number}, and p has no such number.{near(number, known)} It has the parameters of the "
        f"ledger, the levels and practices of the design, and what follows from them; the rule as it was reads {reads}."
    )


@cache
def _numbers_of_a_run():
    """Return the names of all numbers in `p`; they are the same in every run."""
    return tuple(build_inputs(load_design("acute-ward"), ledger(), days=1, warm_up_days=0).p)


def _numbers_read(function):
    """Return the names that a function reads off its own `p`, in their order; helpers that it calls are not seen."""
    code = getattr(function, "__code__", None)
    # Of bytecode, which a lambda has in a notebook and in a prompt alike.
    return tuple(dict.fromkeys(_read_off_p(code))) if isinstance(code, CodeType) else ()


def _read_off_p(code):
    before = None
    for step in dis.get_instructions(code):
        if step.opname.startswith("STORE_FAST") and step.argval == "p":
            return  # from here on p is something else
        if step.opname in ("LOAD_ATTR", "LOAD_METHOD") and _is_p(before):
            yield step.argval
        before = step
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and "p" in inner.co_freevars:
            yield from _read_off_p(inner)


def _is_p(step):
    if step is None or not step.opname.startswith(("LOAD_FAST", "LOAD_DEREF")):
        return False
    return step.argval == "p" or isinstance(step.argval, tuple) and step.argval[-1] == "p"


def watched(rules, numbers):
    """Return replaced rules as the agents engine calls them: what goes wrong in one is told with its name.

    Parameters
    ----------
    rules : dict of str to function
    numbers : type
        Of `p`.

    Returns
    -------
    dict of function to function
    """
    return {rule: _watched(rule.__name__, function, numbers) for rule, function in replacing(rules).items()}


def _watched(name, function, numbers):
    @wraps(function)
    def asked(*args, **kwargs):
        try:
            given = function(*args, **kwargs)
        except AttributeError as error:
            if isinstance(error.obj, numbers):
                raise ConfigError(_unknown_number(name, error.name)) from error
            raise
        if not is_number(given):
            raise ConfigError(_no_number(name, given))
        return given

    return asked


def _no_number(name, given):
    missing = " Is a `return` missing?" if given is None else ""
    return f"rules: {name} gave {given!r}; it must give a number: {_result(name)}.{missing}"


def _result(name):
    summary = RULES[name].summary
    return summary[:1].lower() + summary[1:].rstrip(".")


def cannot_be_compiled(rules):
    """Return what is told if numba refuses a ward with replaced rules.

    Parameters
    ----------
    rules : dict of str to function

    Returns
    -------
    ConfigError
    """
    return ConfigError(
        f"rules: the ward cannot be compiled with {listed(rules)} replaced. A rule must give a number on every path, "
        "and use plain numbers, math and names that p has, helpers that it calls included. With engine='agents' a "
        "short run shows where it fails; what numba says stands above."
    )
