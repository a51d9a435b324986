"""Answers to exercises run as they stand, after the cells of their notebook."""

import re
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "notebooks"))
import run as runner  # noqa: E402

FOLDED = re.compile(r"<details>.*?</details>", re.S)
BLOCK = re.compile(r"^ *```python\n(.*?)^ *```", re.M | re.S)


def answers(notebook):
    """Return the code of all answers that are folded away."""
    folded = [part for cell in notebook.cells for part in FOLDED.findall(cell.source)]
    return [textwrap.dedent(code) for part in folded for code in BLOCK.findall(part)]


@pytest.mark.parametrize("path", runner.notebooks(), ids=lambda path: path.stem)
def test_answers_are_python(path):
    for number, code in enumerate(answers(runner.read(path))):
        compile(code, f"{path.name}, answer {number}", "exec")


@pytest.mark.slow
@pytest.mark.parametrize("path", runner.notebooks(), ids=lambda path: path.stem)
def test_answers_run_after_the_cells_of_their_notebook(path, monkeypatch):
    import matplotlib
    from matplotlib import pyplot

    monkeypatch.chdir(path.parent)
    notebook, names = runner.read(path), {"__name__": "__main__"}
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    with matplotlib.rc_context():
        pyplot.switch_backend("Agg")
        for number, code in enumerate([*cells, *answers(notebook)]):
            exec(compile(code, f"{path.name}, cell or answer {number}", "exec"), names)  # noqa: S102
        pyplot.close("all")
