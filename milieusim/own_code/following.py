"""Following what a function looks up: through its scopes, through modules, up to what is installed."""

import builtins
import sys
import types

from milieusim.own_code.function_uses import uses_of
from milieusim.own_code.plain_digest import framed, text
from milieusim.own_code.provenance import imported, is_installed_as, is_own, version_of
from milieusim.own_code.unknowable import fault_of, is_random, of_a_moment, unfollowed

MISSING = object()
NAMES_OF_MODULES = (
    "__name__",
    "__file__",
    "__spec__",
    "__package__",
    "__doc__",
    "__builtins__",
    "__loader__",
)


class Following:
    """Functions and modules, for what has `encoded`, `code` and `refused`."""

    def function(self, value, path):
        """Return the content of a function, or the name of one that is installed."""
        home = value.__globals__.get("__name__")
        # Its module by its own account does not tell: whoever wraps a function usually copies that too.
        is_library = vars(sys.modules.get(home, types)) is value.__globals__ and not is_own(home)
        if is_library and is_installed_as(value, home, value.__qualname__):
            if (fault := of_a_moment(f"{home}.{value.__qualname__}")) is not None:
                return self.refused(value, path, fault)
            return named(home, value.__qualname__)
        parts = [self.code(value.__code__, path, value.__doc__), *self._held(value, path)]
        if not is_library:
            parts += self._used(value, path)
        return framed("function", *parts)

    def _held(self, value, path):
        """Defaults, closure and attributes of a function."""
        dot = f"{path}." if path else ""
        code, defaults = value.__code__, value.__defaults__ or ()
        first = code.co_argcount - len(defaults)
        named_defaults = [
            *zip(code.co_varnames[first:], defaults),
            *sorted((value.__kwdefaults__ or {}).items()),
        ]
        for name, one in named_defaults:
            yield framed("default", text(name), self.encoded(one, f"{dot}{name}"))
        for name, cell in zip(code.co_freevars, value.__closure__ or ()):
            one = _content_of_cell(cell)
            if one is not MISSING and not isinstance(one, types.ModuleType):
                yield self.encoded(one, f"{dot}{name}")
            else:
                yield framed("cell")
        attributes = {name: one for name, one in sorted(vars(value).items()) if not name.startswith("__")}
        for name, one in attributes.items():
            yield text(name) + self.encoded(one, f"{dot}{name}")

    def _used(self, value, path):
        """All that the code of a function looks up by name."""
        scope, code = value.__globals__, value.__code__
        cells = dict(zip(code.co_freevars, map(_content_of_cell, value.__closure__ or ())))
        uses = uses_of(code, scope.get("__package__"))
        dot = f"{path}." if path else ""
        for chain in sorted(uses.names):
            yield text(".".join(chain)) + self._global(scope, chain, dot)
        for name, *chain in sorted(uses.cells):
            if isinstance(cells.get(name), types.ModuleType):
                yield text(".".join([name, *chain])) + self._followed(cells[name], chain, f"{dot}{name}")
        for name, wanted in sorted(uses.imports, key=repr):
            module = imported(name)
            for one in wanted or ("",):
                yield text(f"import {name} {one}") + self._imported(module, one, f"{dot}{name}")

    def _global(self, scope, chain, dot):
        name, *chain = chain
        if name in NAMES_OF_MODULES:
            return framed("of the module")
        if name in scope:
            return self._followed(scope[name], chain, f"{dot}{name}")
        if not hasattr(builtins, name):
            return framed("missing")
        if (fault := unfollowed(name)) is not None:
            return self.refused(getattr(builtins, name), f"{dot}{name}", fault)
        return framed("built in")

    def _imported(self, module, name, path):
        if module is None or isinstance(module, str):
            return named(module, name)
        return self._followed(module, [name] if name else [], path)

    def _followed(self, value, chain, path):
        """Follow attributes as far as they are asked of modules; what comes then counts as a whole."""
        if not isinstance(value, types.ModuleType):
            return self.encoded(value, path)
        if not is_own(value.__name__):
            return self._of_library(value, chain, path)
        if not chain:
            return self.encoded(value, path)
        name, *rest = chain
        found = getattr(value, name, MISSING)
        return framed("missing") if found is MISSING else self._followed(found, rest, f"{path}.{name}")

    def _of_library(self, module, chain, path):
        if module.__name__.partition(".")[0] != "milieusim":  # where asking may load what is heavy
            found, asked = module, list(chain)
            while asked and isinstance(found, types.ModuleType):
                if (fault := of_a_moment(f"{found.__name__}.{asked[0]}")) is not None:
                    return self.refused(getattr(found, asked[0]), f"{path}.{asked[0]}", fault)
                found = getattr(found, asked.pop(0), None)
            owner = getattr(found, "__self__", found)
            if is_random(owner):
                return self.refused(owner, ".".join([path, *chain]), fault_of(owner))
        return named(module.__name__, *chain)

    def module(self, value, path):
        """Return the content of a module that is handed on as a whole."""
        if not is_own(value.__name__):
            return named(value.__name__)
        names = sorted(name for name in vars(value) if not (name.startswith("__") and name.endswith("__")))
        return framed(
            "module",
            *(text(name) + self._followed(getattr(value, name), [], f"{path}.{name}") for name in names),
        )


def named(module, *names):
    """Return something that is installed as bytes: its name and the version of its library."""
    names = [name for name in names if isinstance(name, str)]
    return framed("named", *map(text, (str(module), version_of(str(module)), *names)))


def _content_of_cell(cell):
    try:
        return cell.cell_contents
    except ValueError:  # not filled yet
        return MISSING
