"""A copy of the package that a recipe may edit, and runs of it in a process of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import milieusim

PACKAGE = Path(milieusim.__file__).parent


class Copy:
    """A copy of the package.

    Parameters
    ----------
    folder : pathlib.Path
        Where it goes.
    """

    def __init__(self, folder):
        self.folder, self.touched = folder, []
        shutil.copytree(PACKAGE, folder / "milieusim", ignore=shutil.ignore_patterns("__pycache__"))

    def edit(self, name, after, added, instead=False):
        """Add text behind the only place where `after` stands in a file; `instead` of it if so said."""
        path = self.folder / "milieusim" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(after) == 1, f"{name} holds {after!r} {text.count(after)} times"
        path.write_text(text.replace(after, added if instead else after + added), encoding="utf-8")
        self.touched = sorted({*self.touched, name})

    def add(self, name, added):
        """Add text at the end of a file."""
        path = self.folder / "milieusim" / name
        path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
        self.touched = sorted({*self.touched, name})

    def run(self, code):
        """Run Python code with the copy as `ms` and a day of the acute ward as `a_day(**changes)`."""
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + code],
            env=os.environ | {"PYTHONPATH": str(self.folder)},
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


BEGIN = """
import milieusim as ms
from pathlib import Path
assert Path(ms.__file__).parents[1] == Path.cwd()
WARD = ms.load_design("acute-ward")
def a_day(design=WARD, engine="agents", **more):
    return ms.simulate(design, days=1, warm_up_days=0, seed=3, engine=engine, **more)
"""


def entry(name, value, low, high, unit="1"):
    """Return a line of the ledger."""
    return (
        f"{name}: {{value: {value}, unit: '{unit}', low: {low}, high: {high}, status: assumed, source: assumed, "
        "note: 'Of a recipe'}\n"
    )


def rule_text(name, arguments, formula):
    """Return the text of a rule that gives a share and reads the numbers of the run."""
    told = "".join(f"    {argument} : float, 0-1\n" for argument in arguments)
    return f'''

@rule
def {name}({", ".join(["p", *arguments])}):
    """What a recipe adds.

    Parameters
    ----------
    p : numbers of the run
{told}
    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional.

    References
    ----------
    None: assumed, see the ledger.
    """
    return {formula}
'''
