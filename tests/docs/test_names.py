"""Files and names that pages and docstrings speak of are there."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import milieusim as ms

ROOT = Path(__file__).parents[2]
PAGES = [
    page
    for where in ("README.md", "CONTRIBUTING.md", "docs/**/*.md", "milieusim/**/*.py", "tests/**/*.py")
    for page in sorted(ROOT.glob(where))
    if page != Path(__file__)
]
FILE = re.compile(r"`((?:milieusim|tests|docs|benchmarks|experiments|notebooks)/[\w./-]*)")
NAME = re.compile(r"`((?:milieusim|ms|Resident|Staff|WardModel|rules\.[a-z]\w*)(?:\.[A-Za-z_]\w*)+)[`(\[]")


def missing(text):
    """Return the files and names that a text speaks of and that are not there."""
    files = [file for file in FILE.findall(text) if not (ROOT / file).exists()]
    return files + [name for name in NAME.findall(text) if not is_there(name)]


def is_there(name):
    """Return whether a dotted name leads to something."""
    first, *rest = name.split(".")
    if first not in ("ms", "milieusim"):
        rest = [first, *rest]
    found, path = ms, "milieusim"
    for part in rest:
        path = f"{path}.{part}"
        if not hasattr(found, part):
            try:
                found = import_module(path)
            except ImportError:
                return False
        else:
            found = getattr(found, part)
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_speaks_of_is_there(page):
    assert missing(page.read_text(encoding="utf-8")) == []


def test_what_is_not_there_is_noticed():
    gone = [
        "milieusim/model/kernel.py",
        "milieusim.ward.run.die",
        "rules.sleep.nap",
        "ms.RULEZ",
        "Resident.step_aside",
    ]
    assert missing(" ".join(f"`{name}`" for name in gone)) == gone
    assert (
        missing("`milieusim/ward/`, `milieusim.ward.run.live`, `ms.RULES` and `Resident.feel_arousal`") == []
    )
