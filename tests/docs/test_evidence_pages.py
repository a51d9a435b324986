"""The pages about rules, parameters, targets, sources and switches say what the code says."""

import importlib.util
from pathlib import Path

import pytest

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
    import milieusim as ms

    pages = evidence_pages().PAGES
    rules, parameters = pages["rules.md"](), pages["parameters.md"]()
    assert all(f"### {name}\n" in rules for name in ms.RULES)
    assert all(f"| `{name}` |" in parameters for name in ms.load_parameters())


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
