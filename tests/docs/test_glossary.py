"""Every term of the glossary says where it is computed, counted or set, and all that it leads to is there."""

import re
from functools import cache, reduce
from pathlib import Path

import milieusim as ms
from milieusim.ledger.parameters import ledger
from milieusim.ward.tables import TABLES, columns

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "glossary.md"
TERMS = re.findall(
    r"^### (.+?)\n\n(.+?)\n\n\*Where\.\* (.+?)\.\n", PAGE.read_text(encoding="utf-8"), re.M | re.S
)
TOLD = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
COLUMNS = {table: {name for name, _ in columns(table)} for table in TABLES}
THERE = {
    "rule": lambda name: name in ms.RULES,
    "column": lambda name: name.split(".")[1] in COLUMNS[name.split(".")[0]],
    "table": lambda name: name in COLUMNS,
    "[measure](metrics.md)": lambda name: name in ms.METRICS,
    "[parameter](parameters.md)": lambda name: name in ledger(),
    "design": lambda path: reduce(getattr, path.split("."), _ward()) is not None,
    "Python": lambda name: reduce(getattr, name.split(".")[1:], ms) is not None,
    "file": lambda path: (ROOT / path).is_file(),
}


@cache
def _ward():
    return ms.load_design("acute-ward")


@cache
def _anchors(page):
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()).strip() for heading in headings)
    return {re.sub(r"[\s-]+", "-", heading) for heading in plain}


def _not_there(where):
    """Return what the last line of a term names and is not there, or is of no kind that is known."""
    for part in where.split("; "):
        kind = next((kind for kind in THERE if part.startswith(kind + " ")), None)
        if kind:
            yield from (f"{kind} {name}" for name in TOLD.findall(part) if not THERE[kind](name))
        elif not LINK.search(part):
            yield part


def _dead_links(text):
    for page, anchor in LINK.findall(text):
        path = (PAGE.parent / page).resolve() if page else PAGE
        if not path.is_file() or (anchor and anchor not in _anchors(path)):
            yield f"{page}#{anchor}"


def test_every_term_says_where():
    headings = re.findall(r"^### (.+)$", PAGE.read_text(encoding="utf-8"), re.M)
    assert headings == [name for name, _, _ in TERMS] and len(headings) > 70
    assert len(set(headings)) == len(headings)


def test_what_terms_lead_to_is_there():
    gone = {name: [*_not_there(where), *_dead_links(text + where)] for name, text, where in TERMS}
    assert {name: lost for name, lost in gone.items() if lost} == {}


def test_what_is_not_there_is_noticed():
    gone = [
        "rule [`next_mood`](rules.md#next_mood)",
        "column [`stays.mood`](tables.md#stays)",
        "file `mood.py`",
    ]
    assert list(_not_there("; ".join([*gone, "nowhere"]))) == [
        "rule next_mood",
        "column stays.mood",
        "file mood.py",
        "nowhere",
    ]
    assert list(_dead_links("[mood](#mood) and [none](rules.md#next_mood)")) == [
        "#mood",
        "rules.md#next_mood",
    ]
