"""Small files, smaller functions, folders that can be taken in at a glance: goals, and who still misses them.

`size_exceptions.yaml` lists by name what is larger than it should be, with its size: the very size, so that what has
shrunk cannot grow again. Nothing new joins the list, and an entry that is no longer needed has to go.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import pytest
import yaml
from source_code import PACKAGE, code_lines, functions_of, modules, tree_of

EXCEPTIONS = yaml.safe_load(Path(__file__).with_name("size_exceptions.yaml").read_text(encoding="utf-8"))
GOALS = {"files": 300, "functions": 40, "folders": 15, "basenames": 1}
# Rules outweigh their code by their docstrings: of these, lines of code count.
RECORDS = ("rules/",)


@cache
def lines_of_files():
    """Return the number of lines of each file that holds any."""
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    return {name: n for name, n in lines.items() if n}


@cache
def lines_of_functions():
    """Return (name of the function with its file, lines of code) of every function."""
    return [
        (f"{name}::{node.name}", code_lines(node, path))
        for name, path in modules().items()
        for node in functions_of(path)
    ]


def sizes(kind):
    """Return name -> size of everything of a kind that there is a goal for."""
    if kind == "files":
        return {name: n for name, n in lines_of_files().items() if not name.startswith(RECORDS)}
    if kind == "functions":
        found = {}
        for name, lines in lines_of_functions():
            found[name] = max(lines, found.get(name, 0))
        return found
    inner = [path.relative_to(PACKAGE) for path in modules().values() if not path.name.startswith("__")]
    if kind == "folders":
        return dict(Counter(path.parent.as_posix() for path in inner))
    return dict(Counter(path.name for path in inner))


@pytest.mark.parametrize("kind", GOALS)
def test_nothing_is_larger_than_its_goal_or_than_it_was(kind):
    allowed = EXCEPTIONS[kind]
    grown = {name: n for name, n in sizes(kind).items() if n > allowed.get(name, GOALS[kind])}
    assert grown == {}, (
        f"{kind} of at most {GOALS[kind]}: make it smaller; the list of exceptions never grows"
    )


@pytest.mark.parametrize("kind", GOALS)
def test_what_has_shrunk_is_listed_with_its_size_now(kind):
    there, listed = sizes(kind), EXCEPTIONS[kind]
    shrunk = [
        f"{name}: the list says {n}, it is {there[name]}"
        for name, n in listed.items()
        if there.get(name, n) < n
    ]
    assert shrunk == [], f"well done: write that into {kind} in size_exceptions.yaml"


@pytest.mark.parametrize("kind", GOALS)
def test_exceptions_are_still_needed(kind):
    there = sizes(kind)
    needless = [name for name in EXCEPTIONS[kind] if there.get(name, 0) <= GOALS[kind]]
    assert needless == [], f"well done: take it out of {kind} in size_exceptions.yaml"


def test_most_files_are_well_below_the_largest():
    lines = list(lines_of_files().values())
    assert median(lines) <= 140 and quantiles(lines, n=10)[-1] <= 260


def test_most_functions_are_well_below_the_largest():
    lines = [n for _, n in lines_of_functions()]
    assert median(lines) <= 6 and quantiles(lines, n=10)[-1] <= 18


@pytest.mark.parametrize("name", [n for n in modules() if n.startswith(RECORDS)])
def test_rule_files_hold_little_code(name):
    path = modules()[name]
    code = sum(code_lines(node, path) for node in functions_of(path))
    assert code <= GOALS["files"] / 2 + 15 and len(tree_of(path).body) < 60


def test_the_package_is_where_it_should_be():
    assert (PACKAGE / "data" / "parameters.yaml").exists()
