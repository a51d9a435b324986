"""The course leads through every notebook, and what it asks to be installed is what notebooks need."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "notebooks"))
import run as runner  # noqa: E402

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
COURSE = (ROOT / "docs" / "course.md").read_text(encoding="utf-8")
ASKED = re.compile(r"pip install (?:-e )?['\"](?:\.|milieusim)\[([\w,]+)\]")
PACKAGES = {"yaml": "PyYAML"}
"""Where a package is not called what is imported."""


def _names(requirements):
    return {re.match(r"[\w-]+", requirement).group() for requirement in requirements}


def _imported(notebook):
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    for node in (node for text in cells for node in ast.walk(ast.parse(text))):
        if isinstance(node, ast.Import):
            yield from (one.name.split(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0]


def test_every_notebook_has_its_place_in_the_course():
    assert [path.name for path in runner.notebooks() if f"`{path.name}`" not in COURSE] == []


def test_the_course_takes_notebooks_in_order():
    named = re.findall(r"^\| `(\d\d)-", COURSE, re.M)
    assert named == sorted(set(named))


@pytest.mark.parametrize("path", runner.notebooks(), ids=lambda path: path.stem)
def test_a_notebook_imports_only_what_comes_with_the_package(path):
    there = _names(PROJECT["dependencies"]) | {PROJECT["name"]} | sys.stdlib_module_names
    needed = {PACKAGES.get(name, name) for name in _imported(runner.read(path))}
    assert needed - there == set()


def test_the_command_that_opens_notebooks_installs_jupyterlab():
    command = 'pip install -e ".[notebooks]" && jupyter lab notebooks'
    for page in ("README.md", "docs/course.md"):
        assert command in (ROOT / page).read_text(encoding="utf-8")
    assert {"jupyterlab", "ipykernel"} <= _names(EXTRAS["notebooks"])


def test_extras_that_pages_and_notebooks_ask_for_are_there():
    pages = [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *runner.notebooks()]
    asked = {
        extra
        for page in pages
        for found in ASKED.findall(page.read_text(encoding="utf-8").replace("\\", ""))
        for extra in found.split(",")
    }
    assert {"notebooks", "dashboard"} <= asked <= set(EXTRAS)
