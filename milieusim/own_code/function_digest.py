"""The digest of a function or class of somebody's own: of all that decides what it gives, followed to the end.

Code counts, and every value that it looks up: defaults, closures, globals, attributes of own modules, and what
these hold in turn. Of installed libraries the name and version count. Everything that may be shared or go round in
circles gets a number when it is first met, and its content is digested once.
"""

import enum
import functools
import hashlib
import types
from collections import deque

from milieusim.errors import ConfigError
from milieusim.own_code.class_digest import class_parts, member_parts
from milieusim.own_code.following import Following, named
from milieusim.own_code.function_uses import parts_of
from milieusim.own_code.plain_digest import PLAIN, framed, text
from milieusim.own_code.provenance import is_named_type
from milieusim.own_code.taking_apart import array_parts, reduced
from milieusim.own_code.unknowable import fault_of, line, of_a_moment, unreadable

WRAPPERS = (staticmethod, classmethod)
MOST = 1_000_000
"""Things that a function may hold, directly or not, before it is taken to have no end."""


def content_digests(things):
    """Return the digest of what each function or class does, the same in every process.

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
        With everything that they use and that no digest can stand for: an open file, a random generator.
    """
    problems, found = [], {}
    for where, thing in things.items():
        try:
            found[where] = _Content(where, problems).digest(thing).hex()[:16]
        except RecursionError:
            problems.append(line(where, "", thing, unreadable("tuples in tuples go too deep")))
    if problems:
        raise ConfigError(list(dict.fromkeys(problems)))
    return found


def function_digest(function, where="function"):
    """Return the digest of what a function does; see `content_digests`."""
    return content_digests({where: function})[where]


class _Content(Following):
    """What has been met of one function, and what of it is still to be looked at."""

    def __init__(self, where, problems, open_sets=frozenset()):
        self.where, self.problems, self.open_sets = where, problems, open_sets
        self.numbers, self.waiting, self.held = {}, deque(), []

    def digest(self, thing, path=""):
        """Return the digest of a thing with all that it holds."""
        digest = hashlib.sha256(self.encoded(thing, path))
        while self.waiting:
            value, path = self.waiting.popleft()
            digest.update(self._body(value, path))
            if len(self.numbers) > MOST:
                self.refused(value, path, unreadable("it is too large or has no end"))
                break
        return digest.digest()

    def encoded(self, value, path):
        """Return a plain value as bytes; of others the number, under which the content comes later."""
        kind = type(value)
        if kind in PLAIN:
            return PLAIN[kind](value)
        if kind is tuple:
            return framed("tuple", *self._each(value, path))
        if kind in (set, frozenset):
            return self._of_set(value, path)
        if kind is types.CodeType:
            return self.code(value, path)
        if id(value) not in self.numbers:
            self.numbers[id(value)] = len(self.numbers)
            self.held.append(value)  # as long as it lives nothing else has its id
            self.waiting.append((value, path))
        return framed("number", str(self.numbers[id(value)]).encode())

    def refused(self, value, path, fault):
        """Note that something cannot be digested."""
        self.problems.append(line(self.where, path, value, fault))
        return b""

    def code(self, code, path, doc=None):
        """Return code as bytes, with the code inside it."""
        parts, consts = parts_of(code, doc)
        return framed("code", self.encoded(parts, path), self.encoded(consts, path))

    def _each(self, values, path):
        return [self.encoded(value, f"{path}[{k}]") for k, value in enumerate(values)]

    def _of_set(self, value, path):
        # Elements come in an order of the process: each is digested by itself, and the digests are sorted.
        if id(value) in self.open_sets:
            return framed("this set again")
        inside = self.open_sets | {id(value)}
        found = [_Content(self.where, self.problems, inside).digest(one, f"{path}{{...}}") for one in value]
        return framed("set", *sorted(found))

    def _body(self, value, path):
        for kinds, content in _BY_KIND:
            if isinstance(value, kinds):
                return content(self, value, path)
        if (fault := fault_of(value)) is not None:
            return self.refused(value, path, fault)
        if (parts := array_parts(value)) is not None:
            return framed("array", self.encoded(parts, path))
        if type(value).__module__.startswith(("functools", "numba")):
            inner = getattr(value, "__wrapped__", None) or getattr(value, "py_func", None)
            if isinstance(inner, types.FunctionType):
                options = dict(getattr(value, "targetoptions", {}))
                return framed("wrapped", self.encoded(inner, path), self.encoded(options, path))
        return self._taken_apart(value, path)

    def _taken_apart(self, value, path):
        try:
            parts = reduced(value)
        except Exception as error:  # whatever its own way of being copied raises
            return self.refused(value, path, unreadable(error))
        if isinstance(parts, str):
            return named(getattr(value, "__module__", None) or type(value).__module__, parts)
        return framed("object", *(self.encoded(part, f"{path}{mark}") for mark, part in parts))

    def _list(self, value, path):
        return framed("list", *self._each(value, path))

    def _dict(self, value, path):
        pairs = [
            self.encoded(key, path) + self.encoded(one, f"{path}[{key!r}]" if type(key) in PLAIN else path)
            for key, one in value.items()
        ]
        return framed("dict", *pairs)

    def _builtin(self, value, path):
        owner = value.__self__
        if owner is None or isinstance(owner, types.ModuleType):
            home = value.__module__ or getattr(owner, "__name__", None)
            if (fault := of_a_moment(f"{home}.{value.__name__}")) is not None:
                return self.refused(value, path, fault)
            return named(home, value.__qualname__)
        return framed("bound", text(value.__name__), self.encoded(owner, path))

    def _method(self, value, path):
        return framed("method", self.encoded(value.__func__, path), self.encoded(value.__self__, path))

    def _class(self, value, path):
        if is_named_type(value):
            return named(value.__module__, value.__qualname__)
        dot = f"{path}." if path else ""
        return framed(
            "class", *(text(name) + self.encoded(part, f"{dot}{name}") for name, part in class_parts(value))
        )

    def _member(self, value, path):
        return framed("member", *(self.encoded(part, path) for part in member_parts(value)))

    def _wrapper(self, value, path):
        return framed(type(value).__name__, self.encoded(value.__func__, path))

    def _property(self, value, path):
        return framed("property", *(self.encoded(one, path) for one in (value.fget, value.fset, value.fdel)))

    def _kept_property(self, value, path):
        return framed("cached property", self.encoded(value.func, path))

    def _bytearray(self, value, path):
        return framed("bytearray", bytes(value))

    def _proxy(self, value, path):
        return framed("proxy", self.encoded(dict(value), path))

    def _exact(self, value, path):
        """Lists and dicts; what is derived from them has more than their content."""
        content = {list: self._list, dict: self._dict, bytearray: self._bytearray}.get(type(value))
        return content(value, path) if content else self._taken_apart(value, path)


_BY_KIND = (
    (types.FunctionType, _Content.function),
    (types.MethodType, _Content._method),
    (types.BuiltinFunctionType, _Content._builtin),
    (types.ModuleType, _Content.module),
    (type, _Content._class),
    (enum.Enum, _Content._member),
    ((list, dict, bytearray), _Content._exact),
    (types.MappingProxyType, _Content._proxy),
    (WRAPPERS, _Content._wrapper),
    (property, _Content._property),
    (functools.cached_property, _Content._kept_property),
)
