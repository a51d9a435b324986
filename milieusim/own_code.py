"""What somebody's own code is: a digest of a function or class and of all that it uses, or a sentence why there is none.

Own functions and classes are followed to the end, by their bytecode; plain values and arrays count by their content,
and what is installed by its name and the version of its library. Anything else is refused: no digest could tell
whether it is still the same.
"""

import builtins
import dis
import enum
import functools
import inspect
import sys
import types

from milieusim.digests import digest_of
from milieusim.errors import ConfigError
from milieusim.installed import installed_name, is_own, version_of

PLAIN = (type(None), type(...), bool, int, float, complex, str, bytes, range)
OF_CLASSES = (staticmethod, classmethod, property, functools.cached_property)
OF_C = (types.GetSetDescriptorType, types.MemberDescriptorType)  # what Python itself puts into a class
HELD = ("fget", "fset", "fdel", "func", "__func__")  # where these keep their functions
SCOPES = {
    **dict.fromkeys(("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"), "global"),
    **dict.fromkeys(("LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_FROM_DICT_OR_DEREF"), "cell"),
}
FLAGS = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS | inspect.CO_GENERATOR | inspect.CO_COROUTINE
HAS_DOC = getattr(inspect, "CO_HAS_DOCSTRING", inspect.CO_OPTIMIZED)
MISSING = object()
UNSEEN = {
    **{f"builtins.{name}": "may use anything" for name in "eval exec compile globals __import__".split()},
    "importlib.import_module": "may use anything",
    "builtins.open": "reads what may be something else tomorrow",
    "builtins.input": "asks what may be answered otherwise tomorrow",
    "os.getenv": "reads the environment of the process",
}
"""Things by name whose use says nothing of what is used."""
ADVICE = (
    "no digest could tell whether it is still the same. Hand over what is needed as a plain value (a number, text, "
    "tuple, list, dict, set or array) in a variable or as a default, or write a function; or try it out with "
    "simulate, which needs no id."
)


def content_digests(things):
    """Return the digest of what each function or class does, the same in every process of one version of Python.

    Parameters
    ----------
    things : dict of str to object
        By what messages call them.

    Returns
    -------
    dict of str to str

    Raises
    ------
    ConfigError
        With everything that they use and that no digest can stand for, a sentence each.
    """
    problems, found = [], {}
    for where, thing in things.items():
        content = _Content(where, problems)
        try:
            found[where] = digest_of(content.of(thing, ""))
        except RecursionError:
            content.refused(thing, "", "goes too deep")
    if problems:
        raise ConfigError(list(dict.fromkeys(problems)))
    return found


def function_digest(function, where="function"):
    """Return the digest of what a function does; see `content_digests`."""
    return content_digests({where: function})[where]


class _Content:
    """What one thing is made of, as text; what comes again is told by the number of its first time."""

    def __init__(self, where, problems, met=()):
        self.where, self.problems, self.met = where, problems, dict(met)

    def of(self, value, path):
        """Return a value as text; `path` is the way to it, as somebody would write it."""
        kind = type(value)
        if kind in PLAIN:
            return f"{kind.__name__} {hex(value) if kind is int else ascii(value)}"
        if kind is tuple:
            return f"tuple {self._each(value, path)}"
        if kind in (set, frozenset):
            # Elements come in an order of the process: each is looked at by itself.
            alone = (_Content(self.where, self.problems, self.met) for _ in value)
            return f"set {sorted(one.of(element, f'{path}{{...}}') for one, element in zip(alone, value))}"
        if id(value) in self.met:
            return f"again {self.met[id(value)][0]}"
        self.met[id(value)] = len(self.met), value  # as long as it is held, nothing else has its id
        if name := installed_name(value):
            return self._named(*name, value, path)
        if kind is list:
            return f"list {self._each(value, path)}"
        if kind is dict:
            pairs = value.items()
            return f"dict {[(self.of(key, path), self.of(one, f'{path}[{key!r}]')) for key, one in pairs]}"
        if kind is types.FunctionType:
            return self._function(value, path)
        return self._class(value, path) if isinstance(value, type) else self._other(value, path)

    def refused(self, value, path, fault="is no plain value, function or class"):
        """Note that something has no digest, and why."""
        kind = type(value)
        shown = (
            kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
        )
        self.problems.append(f"{self.where}: {path or 'it'} ({shown}) {fault}, so that {ADVICE}")
        return ""

    def _each(self, values, path):
        return [self.of(value, f"{path}[{k}]") for k, value in enumerate(values)]

    def _named(self, module, name, value, path):
        if fault := UNSEEN.get(f"{module}.{name}"):
            return self.refused(value, path, fault)
        return f"named {module}.{name} {version_of(module)}"

    def _function(self, function, path):
        home, dot = function.__globals__.get("__name__", ""), f"{path}." if path else ""
        if is_own(home):
            parts = [_bytecode(function.__code__)]
            parts += [self._used(function, use, dot) for use in _looked_up(function.__code__)]
        else:  # a wrapper that a library made
            cells = map(_content_of, function.__closure__ or ())
            parts = [f"{home} {function.__code__.co_qualname} {version_of(home)}"]
            parts += [self.of(value, path) for value in cells if value is not MISSING]
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        held = [*zip(names[::-1], (function.__defaults__ or ())[::-1])]
        held += [*sorted((function.__kwdefaults__ or {}).items()), *sorted(vars(function).items())]
        parts += [f"{name} {self.of(one, dot + name)}" for name, one in held if not name.startswith("__")]
        return f"function {parts}"

    def _used(self, function, use, dot):
        kind, name, *chain = use
        path = f"{dot}{name}"
        if kind == "import":
            fault = "is imported inside of the function, which hides what is used of it"
            return self.refused(types, path, fault)
        cells = zip(function.__code__.co_freevars, function.__closure__ or ())
        scope = function.__globals__ if kind == "global" else {key: _content_of(cell) for key, cell in cells}
        value = scope.get(name, MISSING)
        if name in ("__name__", "__file__", "__doc__", "__package__") or value is MISSING and kind == "cell":
            return name
        if value is MISSING:
            return self._named("builtins", name, getattr(builtins, name, None), path)
        return f"{use} {self._followed(value, chain, path)}"

    def _followed(self, value, chain, path):
        """Follow the attributes that are asked of modules; what comes then counts as a whole."""
        if not isinstance(value, types.ModuleType):
            return self.of(value, path)
        home = value.__name__
        if not chain:
            return self.refused(value, path, "is used as a whole module instead of something of it")
        if home.partition(".")[0] == "milieusim":  # where asking may load what is heavy
            return f"named {home} {chain}"
        name, *rest = chain
        found, path = getattr(value, name, MISSING), f"{path}.{name}"
        if found is MISSING or is_own(home) or isinstance(found, types.ModuleType):
            return "missing" if found is MISSING else self._followed(found, rest, path)
        is_free = callable(found) and isinstance(getattr(found, "__self__", value), type | types.ModuleType)
        return self._named(home, name, found, path) if is_free else self.of(found, path)

    def _class(self, kind, path):
        if issubclass(kind, enum.Enum) or hasattr(kind, "__dataclass_fields__"):
            return self.refused(kind, path, "is made of fields, in a way that cannot be seen")
        parts = [*self._each(kind.__bases__, path), self.of(type(kind), path)]
        for name, value in sorted(vars(kind).items()):
            is_called = isinstance(value, (types.FunctionType, *OF_CLASSES))
            if is_called or not isinstance(value, OF_C) and (name[:2] != "__" or name == "__slots__"):
                parts.append(f"{name} {self.of(value, f'{path}.{name}')}")
        return f"class {parts}"

    def _other(self, value, path):
        kind, inner = type(value), getattr(value, "__wrapped__", None)
        if (how := _array_parts(value)) is not None:
            return f"{how}"
        if isinstance(value, enum.Enum):
            return f"{self.of(kind, path)} {self.of(value._value_, path)}"
        if kind is functools.partial:
            parts = (("func", value.func), ("args", value.args), ("keywords", value.keywords))
            return f"partial {[self.of(one, f'{path}.{name}' if path else name) for name, one in parts]}"
        has_fields = isinstance(value, tuple) or hasattr(kind, "__dataclass_fields__")
        if has_fields and not is_own(kind.__module__):
            fields = value if isinstance(value, tuple) else vars(value).values()
            return f"{self.of(kind, path)} {self._each(fields, path)}"
        if isinstance(value, OF_CLASSES):
            return f"{kind.__name__} {[self.of(getattr(value, name, None), path) for name in HELD]}"
        if isinstance(inner, types.FunctionType) and not is_own(
            kind.__module__
        ):  # kept results, compiled code
            options = dict(getattr(value, "targetoptions", {}))
            return f"{kind.__name__} {self.of(inner, path)} {self.of(options, path)}"
        return self.refused(getattr(value, "__self__", value), path)


def _looked_up(code):
    """Return (kind, names) of all that code looks up: a global, cell or import, and attributes asked of it at once."""
    steps = [step for step in dis.get_instructions(code) if step.opname != "EXTENDED_ARG"]
    found = set()
    for k, step in enumerate(steps):
        if step.opname in SCOPES:
            chain = [step.argval]
            for after in steps[k + 1 :]:
                if after.opname not in ("LOAD_ATTR", "LOAD_METHOD"):
                    break
                chain.append(after.argval)
            found.add((SCOPES[step.opname], *chain))
        elif step.opname == "IMPORT_NAME":
            found.add(("import", step.argval))
    return sorted(
        found.union(*(_looked_up(one) for one in code.co_consts if isinstance(one, types.CodeType)))
    )


def _bytecode(code):
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags & FLAGS)
    has_doc = code.co_flags & HAS_DOC and code.co_name[0] != "<" and isinstance(code.co_consts[0], str)
    consts = [_const(const) for const in ((None, *code.co_consts[1:]) if has_doc else code.co_consts)]
    return f"{code.co_code.hex()} {code.co_exceptiontable.hex()} {names!a} {counts} {consts}"


def _const(const):
    if isinstance(const, types.CodeType):
        return _bytecode(const)
    if isinstance(const, tuple | frozenset):
        parts = map(_const, const)
        return f"{type(const).__name__} {list(parts) if isinstance(const, tuple) else sorted(parts)}"
    return f"{type(const).__name__} {const!a}"


def _content_of(cell):
    try:
        return cell.cell_contents
    except ValueError:  # not filled yet
        return MISSING


def _array_parts(value):
    """Return what makes an array or number of numpy's, or a function of arrays; None of anything else."""
    kind, numpy = type(value), sys.modules.get("numpy")
    if numpy is None or isinstance(value, numpy.ufunc):
        return None if numpy is None else ("ufunc", value.__name__)
    if not (kind is numpy.ndarray or isinstance(value, numpy.generic)) or value.dtype.hasobject:
        return None
    # Sums over the same numbers in another order differ in their last bits.
    return kind.__name__, value.dtype.descr, value.shape, value.flags.fnc, digest_of(value.tobytes(), 64)
