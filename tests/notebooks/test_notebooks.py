"""Notebooks can be read without running, and say nothing in their text that their cells do not bear out.

They are run from top to bottom by ``pytest --nbmake notebooks``; what their text claims is asserted there, in folded
cells.
"""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "notebooks"))
import run as runner  # noqa: E402

NOTEBOOKS = runner.notebooks()
NEEDED = (
    "## What you will learn",
    "## Before you run anything",
    "## Exercises",
    "## What the model cannot say",
)
NUMBER = re.compile(r"(?<![\w.`/-])\d+\.\d+(?![\w`])|(?<![\w.`/-])\d+ %")
MOST_BYTES = 1_500_000

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def _text(cell):
    """Return a cell's words, without code and without what is folded away or asked as an exercise."""
    words = re.sub(r"<details>.*?</details>", "", cell.source, flags=re.S)
    return re.sub(r"```.*?```|`[^`]*`", "", words, flags=re.S)


def _is_claims(cell):
    return cell.cell_type == "code" and "claims" in cell.metadata.get("tags", [])


@every_notebook
def test_shows_what_its_cells_made(path):
    notebook = runner.read(path)
    assert not runner.is_stale(notebook), f"python notebooks/run.py {path.name[:2]}"
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error"] == []
    assert any("image/png" in output.get("data", {}) for output in outputs), "a notebook that shows nothing"
    assert path.stat().st_size < MOST_BYTES


@every_notebook
def test_has_goals_predictions_exercises_and_limits(path):
    text = "\n".join(cell.source for cell in runner.read(path).cells if cell.cell_type == "markdown")
    assert [heading for heading in NEEDED if heading not in text] == []
    exercises = text.split("## Exercises")[1]
    assert exercises.count("<details>") >= 3, "exercises whose answers are folded away"


@every_notebook
def test_numbers_of_the_text_are_asserted_below_it(path):
    cells = runner.read(path).cells
    unborne = []
    for cell, after in zip(cells, [*cells[1:], None]):
        if cell.cell_type == "markdown" and "## Exercises" not in cell.source:
            claims = after.source if after is not None and _is_claims(after) else ""
            unborne += [found for found in NUMBER.findall(_text(cell)) if f'"{found}"' not in claims]
    assert unborne == [], "no folded cell below asserts these numbers"


@every_notebook
def test_claims_are_folded_and_assert(path):
    for cell in runner.read(path).cells:
        if _is_claims(cell):
            assert cell.metadata["jupyter"]["source_hidden"]
            lines = [line for line in cell.source.splitlines() if line.strip() and not line.startswith("#")]
            assert all(line.startswith(("assert ", " ", ")", "]")) for line in lines)


def test_there_is_a_notebook_to_begin_with():
    assert NOTEBOOKS[0].name == "01-meet-the-ward.ipynb"
