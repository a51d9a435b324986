"""Stubs say what the code is: names, arguments and defaults; those that are made are as they would be made."""

import ast
import importlib
import inspect
from functools import cached_property
from pathlib import Path

import made_stubs
import pytest

import milieusim as ms

PACKAGE = Path(inspect.getfile(ms)).parent
FUNCTIONS = [name for name in ms.__all__ if inspect.isfunction(getattr(ms, name))]
CLASSES = "Run Runs Store WardModel Resident Staff".split()
INNER = set("next_id take_in let_go ask_for".split())
"""What the ward alone asks of a model."""
STUBS = made_stubs.stubs()
ANALYSES = "patterns.clustering patterns.hawkes patterns.replications patterns.tie_network patterns.warm_up"
DOCUMENTED = [
    *(f"milieusim.analysis.{name}" for name in f"{ANALYSES} surfaces.discovery surfaces.surfaces".split()),
    *(f"milieusim.bridges.{name}" for name in ("ema", "optuna_search")),
    *(f"milieusim.plots.{name}" for name in ("found_box", "surface_map", "what_matters")),
]
"""What pages show beside the names of the package."""


def stub_of(thing):
    """Return the stub of the module that defines something."""
    home = thing.__module__.split(".")[1:]
    return ast.parse(PACKAGE.joinpath(*home).with_suffix(".pyi").read_text(encoding="utf-8"))


def named(tree, name):
    """Return the definition of a name in a stub."""
    return next(node for node in tree.body if getattr(node, "name", None) == name)


def members(tree, kind):
    """Return every name that a stub gives a class, with those of the bases that it names."""
    node = named(tree, kind)
    own = {getattr(one, "name", None) or one.target.id for one in node.body}
    bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
    inner = [base for base in bases if any(getattr(one, "name", None) == base for one in tree.body)]
    return own.union(*(members(tree, base) for base in inner))


def public(kind):
    """Return the public names that milieusim's own classes give a class."""
    homes = [one for one in kind.__mro__ if one.__module__.startswith("milieusim.")]
    return {name for home in homes for name, value in vars(home).items() if name[0] != "_" and is_made(value)}


def is_made(value):
    """Tell whether something is a method or a property, and no value that all have in common."""
    return inspect.isfunction(value) or isinstance(value, property | cached_property)


def test_the_stub_of_the_package_names_what_the_package_has():
    tree = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    names = {alias.asname for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert names | {"__version__"} == set(ms.__all__)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_stub_has_the_arguments_and_defaults_of_its_function(name):
    same_arguments(getattr(ms, name), name)


def documented(path):
    """Return the public functions that a module makes itself."""
    module = importlib.import_module(path)
    made = [one for one in vars(module).values() if inspect.isfunction(one) and one.__module__ == path]
    return {one.__name__: one for one in made if one.__name__[0] != "_"}


@pytest.mark.parametrize("path", DOCUMENTED)
def test_a_stub_beside_an_analysis_or_bridge_has_all_its_functions_as_they_are(path):
    functions = documented(path)
    assert functions
    for name, function in functions.items():
        same_arguments(function, name)


def same_arguments(function, name):
    """Hold the arguments and defaults of a stub to those of the function."""
    node = named(stub_of(function), name)
    taken = dict(inspect.signature(function).parameters)
    if node.args.kwarg:
        assert taken.pop(node.args.kwarg.arg).kind is inspect.Parameter.VAR_KEYWORD
    assert [one.arg for one in node.args.args] == list(taken)
    if any(isinstance(one, ast.Name) and one.id == "overload" for one in node.decorator_list):
        return
    given = node.args.defaults
    for one, written in zip(list(taken.values())[len(taken) - len(given) :], given):
        if ast.unparse(written) != "...":
            assert ast.literal_eval(written) == one.default, one.name
    assert all(one.default is one.empty for one in list(taken.values())[: len(taken) - len(given)])


@pytest.mark.parametrize("name", CLASSES)
def test_a_stub_shows_all_that_is_public_of_a_class(name):
    kind = getattr(ms, name)
    tree = stub_of(kind)
    assert public(kind) - members(tree, name) <= INNER


@pytest.mark.parametrize("path", STUBS)
def test_a_stub_that_is_made_is_as_it_would_be_made(path):
    assert (PACKAGE.parent / path).read_text(encoding="utf-8") == STUBS[path], (
        "run `python docs/made_stubs.py`"
    )
