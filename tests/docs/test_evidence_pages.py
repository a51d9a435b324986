"""The pages about rules, parameters, targets, sources and switches say what the code says."""

import ast
import builtins
import importlib.util
import re
from pathlib import Path

import pytest

import milieusim as ms

DOCS = Path(__file__).resolve().parents[2] / "docs"


def evidence_pages():
    spec = importlib.util.spec_from_file_location("evidence_pages", DOCS / "evidence_pages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["rules.md", "parameters.md", "targets.md", "sources.md", "switches.md"])
def test_page_is_up_to_date(name):
    wanted = evidence_pages().PAGES[name]()
    there = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert there == wanted, "run: python docs/evidence_pages.py"


def test_every_rule_and_parameter_has_its_place():
    pages = evidence_pages().PAGES
    rules, parameters = pages["rules.md"](), pages["parameters.md"]()
    assert all(f"### {name}\n" in rules for name in ms.RULES)
    assert all(f"| `{name}` |" in parameters for name in ms.load_parameters())


def test_every_parameter_says_where_it_acts():
    page = evidence_pages().PAGES["parameters.md"]().split("## Numbers of a run")[0]
    rows = [line.strip("|\n").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) == len(list(ms.load_parameters()))
    assert [row[0] for row in rows if not row[-1].strip()] == []


def test_every_rule_shows_its_formula_and_the_page_holds_all_that_formulas_name():
    page = evidence_pages().PAGES["rules.md"]()
    texts = re.findall(r"^```py\n(.*?)^```", page, re.M | re.S)
    defined = {ast.parse(text).body[0].name for text in texts} | {"math", "normal_quantile"}
    assert set(ms.RULES) <= defined
    defined |= set(re.findall(r"(?m)^\| `([A-Z_]+)` \| [0-9.e+-]+ \|$", page)) | set(dir(builtins))
    for text in texts:
        nodes = list(ast.walk(ast.parse(text)))
        given = {node.arg for node in nodes if isinstance(node, ast.arg)}
        given |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        named = {node.id for node in nodes if isinstance(node, ast.Name)}
        assert named <= defined | given, text


def test_every_target_has_its_row_and_links_to_its_sources():
    from milieusim.evidence.targets import load_targets

    pages = evidence_pages().PAGES
    targets, sources = pages["targets.md"](), pages["sources.md"]()
    for target in load_targets().values():
        assert f"| [{target.key}](#{target.key.lower()}) | {target.label} |" in targets
        assert f"### {target.key}\n" in targets
        for key in target.sources:
            assert f"[{key}](sources.md#{key.lower()})" in targets
            assert f"## {key}\n" in sources
        assert f"[{target.key}](targets.md#{target.key.lower()})" in sources
