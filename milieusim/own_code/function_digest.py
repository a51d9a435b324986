"""The digest of a function or class of somebody's own: its code, and all that it uses.

Own functions and classes are followed to the end, plain values count by their content, and what is installed by its
name and the version of its library. Anything else is refused: no digest could tell whether it is still the same.
"""

import builtins
import dataclasses
import enum
import functools
import sys
import types

from milieusim.digests import digest_of
from milieusim.errors import ConfigError
from milieusim.own_code.code_text import code_text, looked_up
from milieusim.own_code.unseen import IMPORTED, UNSEEN, refusal
from milieusim.own_code.whose import installed_name, is_own, is_own_through, version_of

PLAIN = (type(None), type(...), bool, int, float, complex, str, bytes, range)
OF_CLASSES = (staticmethod, classmethod, property, functools.cached_property)
HELD = ("fget", "fset", "fdel", "func", "__func__")
"""Where these keep their functions."""
C_PARTS = (
    "getset_descriptor wrapper_descriptor method_descriptor member_descriptor _tuplegetter _abc_data".split()
)
"""Kinds of what Python itself puts into a class."""
OF_A_MODULE = ("__name__", "__file__", "__doc__", "__package__")
MISSING, NOT_GIVEN = object(), type(dataclasses.MISSING)


def content_digests(things, by_source=True):
    """Return the digest of what each function or class does, the same in every process.

    Parameters
    ----------
    things : dict of str to object
        By what messages call them.
    by_source : bool
        False: by bytecode alone, which is the same for a copy that was sent to where its source is not, and
        another one in another version of Python.

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
        content = _Content(where, problems, by_source)
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

    def __init__(self, where, problems, by_source, met=()):
        self.where, self.problems, self.by_source, self.met = where, problems, by_source, dict(met)

    def of(self, value, path):
        """Return a value as text; `path` is the way to it, as somebody would write it."""
        kind = type(value)
        if kind in PLAIN:
            return f"{kind.__name__} {hex(value) if kind is int else ascii(value)}"
        if kind is tuple:
            return f"tuple {self._each(value, path)}"
        if kind in (set, frozenset):
            # Elements come in an order of the process: each is looked at by itself.
            alone = (_Content(self.where, self.problems, self.by_source, self.met) for _ in value)
            return f"set {sorted(one.of(element, f'{path}{{...}}') for one, element in zip(alone, value))}"
        if id(value) in self.met:
            return f"again {self.met[id(value)][0]}"
        self.met[id(value)] = len(self.met), value  # as long as it is held, nothing else has its id
        if name := installed_name(value):
            return self._named(*name, value, path)
        return next(content for kinds, content in _BY_KIND if isinstance(value, kinds))(self, value, path)

    def refused(self, value, path, fault="is no plain value, function or class"):
        """Note that something has no digest."""
        self.problems.append(refusal(self.where, path, value, fault))
        return ""

    def _each(self, values, path):
        return [self.of(value, f"{path}[{k}]") for k, value in enumerate(values)]

    def _named(self, module, name, value, path):
        if fault := UNSEEN.get(f"{module}.{name}"):
            return self.refused(value, path, fault)
        return f"named {module}.{name} {version_of(module)}"

    def _function(self, function, path):
        code, home = function.__code__, function.__globals__.get("__name__", "")
        if code.co_qualname.startswith("__create_fn__.") or home.startswith("namedtuple_"):
            return "made from fields"
        dot, cells = f"{path}." if path else "", map(_content_of, function.__closure__ or ())
        if is_own(home):
            parts = [code_text(code, self.by_source)]
            parts += [self._used(function, use, dot) for use in looked_up(code)]
        else:  # a wrapper that a library made
            parts = [f"{home} {code.co_qualname} {version_of(home)}"]
            parts += [self.of(value, path) for value in cells if value is not MISSING]
        names = code.co_varnames[: code.co_argcount]
        held = [*zip(names[::-1], (function.__defaults__ or ())[::-1])]
        held += [*sorted((function.__kwdefaults__ or {}).items()), *sorted(vars(function).items())]
        parts += [f"{name} {self.of(one, dot + name)}" for name, one in held if not name.startswith("__")]
        return f"function {parts}"

    def _used(self, function, use, dot):
        kind, name, *chain = use
        path = f"{dot}{name}"
        if kind == "import":
            return self.refused(types, path, IMPORTED)
        cells = zip(function.__code__.co_freevars, function.__closure__ or ())
        scope = function.__globals__ if kind == "global" else {key: _content_of(cell) for key, cell in cells}
        value = scope.get(name, MISSING)
        if name in OF_A_MODULE or value is MISSING and kind == "cell":
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
        owner = getattr(found, "__self__", value)
        is_free = callable(found) and isinstance(owner, type | types.ModuleType)
        return self._named(home, name, found, path) if is_free else self.of(found, path)

    def _class(self, kind, path):
        members = getattr(kind, "__members__", {}) if issubclass(kind, enum.Enum) else {}
        parts = [*self._each(kind.__bases__, path), self.of(type(kind), path)]
        for field in dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ():
            given = [one for one in (field.default, field.default_factory) if not isinstance(one, NOT_GIVEN)]
            parts.append(
                f"{field.name} {field.init} {field.kw_only} {self._each(given, f'{path}.{field.name}')}"
            )
        parts += [f"{name} {self.of(member._value_, f'{path}.{name}')}" for name, member in members.items()]
        for name, value in sorted(vars(kind).items()):
            if name not in members and _counts(name, value, bool(members)):
                parts.append(f"{name} {self.of(value, f'{path}.{name}')}")
        return f"class {parts}"

    def _member(self, member, path):
        return f"{self.of(type(member), path)} {self.of(member._value_, path)}"

    def _dict(self, value, path):
        pairs = [f"{self.of(key, path)}: {self.of(one, f'{path}[{key!r}]')}" for key, one in value.items()]
        return f"dict {pairs}" if type(value) is dict else self.refused(value, path)

    def _list(self, value, path):
        return f"list {self._each(value, path)}" if type(value) is list else self.refused(value, path)

    def _of_class(self, value, path):
        return f"{type(value).__name__} {[self.of(getattr(value, name, None), path) for name in HELD]}"

    def _partial(self, value, path):
        dot = f"{path}." if path else ""
        given = [self.of(value.args, f"{dot}args"), self.of(value.keywords, f"{dot}keywords")]
        return f"partial {self.of(value.func, f'{dot}func')} {given}"

    def _bound(self, value, path):
        if isinstance(value.__self__, types.ModuleType):
            return self._named(value.__self__.__name__, value.__name__, value, path)
        function = self.of(getattr(value, "__func__", None), path)
        return f"bound {value.__name__} {function} {self.of(value.__self__, path)}"

    def _other(self, value, path):
        kind, inner = type(value), getattr(value, "__wrapped__", None)
        if (how := _array_parts(value)) is not None:
            return f"{how}"
        if isinstance(inner, types.FunctionType) and not is_own(kind.__module__):
            options = dict(getattr(value, "targetoptions", {}))  # of numba
            return f"{kind.__name__} {self.of(inner, path)} {self.of(options, path)}"
        if isinstance(value, tuple) and hasattr(kind, "_fields"):
            return f"{self.of(kind, path)} {self._each(value, path)}"
        if dataclasses.is_dataclass(kind) or is_own_through(kind):
            state = sorted(_state(value).items())
            return f"{self.of(kind, path)} {[(name, self.of(one, f'{path}.{name}')) for name, one in state]}"
        return self.refused(value, path)


def _array_parts(value):
    """Return what makes an array or number of numpy's, or a function of arrays; None of anything else."""
    kind, numpy = type(value), sys.modules.get("numpy")
    if numpy is None or isinstance(value, numpy.ufunc):
        return None if numpy is None else ("ufunc", value.__name__)
    if not (kind is numpy.ndarray or isinstance(value, numpy.generic)) or value.dtype.hasobject:
        return None
    # Sums over the same numbers in another order differ in their last bits.
    return kind.__name__, value.dtype.descr, value.shape, value.flags.fnc, digest_of(value.tobytes(), 64)


def _content_of(cell):
    try:
        return cell.cell_contents
    except ValueError:  # not filled yet
        return MISSING


def _counts(name, value, is_enum):
    """Return whether an attribute of a class is more than a note of Python's."""
    is_called = isinstance(value, (types.FunctionType, *OF_CLASSES))
    if type(value).__name__ in C_PARTS or is_called:
        return is_called
    if name.startswith("__") and name.endswith("__"):
        return name == "__slots__"
    # An enumeration keeps tables of its members under such names.
    return not (is_enum and name.startswith("_") and name.endswith("_"))


def _state(value):
    """Return the attributes of an object, but for results that it keeps for later."""
    found = object.__getstate__(value)
    parts = found if isinstance(found, tuple) else (found,)
    state = {name: one for part in parts for name, one in (part or {}).items()}
    return {
        name: one for name, one in state.items() if not isinstance(getattr(type(value), name, 0), OF_CLASSES)
    }


_BY_KIND = (
    (types.FunctionType, _Content._function),
    ((types.MethodType, types.BuiltinFunctionType), _Content._bound),
    (functools.partial, _Content._partial),
    (type, _Content._class),
    (enum.Enum, _Content._member),
    (dict, _Content._dict),
    (list, _Content._list),
    (OF_CLASSES, _Content._of_class),
    (object, _Content._other),
)
