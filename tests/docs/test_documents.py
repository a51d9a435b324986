"""Every example in the documents gives what the page says, and pages made from the code are up to date."""

import difflib
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))

import column_words  # noqa: E402
import examples  # noqa: E402
import reference_pages  # noqa: E402

LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


# Pages that run for more than ten seconds: among the slow tests.
LONG = {
    "a-weekend-group.md",
    "gallery.md",
    "from-python.md",
    "compare-two-routines.md",
    "analyse-a-sweep.md",
    "run-a-sweep.md",
}
PAGES = [page for where in ("*.md", "docs/**/*.md", "experiments/**/*.md") for page in ROOT.glob(where)]


def _name(page):
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="module", autouse=True)
def warmed():
    from milieusim.engines.compiled.building import warm

    warm()


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=pytest.mark.slow if page.name in LONG else [])
        for page in examples.documents()
    ],
    ids=_name,
)
def test_examples_give_what_the_page_says(page):
    said, given = page.read_text(encoding="utf-8"), examples.rerun(page)
    changes = difflib.unified_diff(
        said.splitlines(), given.splitlines(), "on the page", "now", lineterm="", n=1
    )
    assert said == given, "\n".join(["run: python docs/examples.py", *changes])


@pytest.mark.parametrize("name", reference_pages.PAGES)
def test_reference_pages_are_up_to_date(name):
    page = reference_pages.FOLDER / name
    assert page.read_text(encoding="utf-8") == reference_pages.PAGES[name](), (
        "run: python docs/reference_pages.py"
    )


def test_every_column_is_explained():
    from milieusim.ward.tables import TABLES, columns

    silent = [f"{table}.{name}" for table in TABLES for name, _ in columns(table)
              if not column_words.words_for(table, name)]  # fmt: skip
    assert silent == []


def test_no_column_is_explained_that_is_not_there():
    from milieusim.ward.tables import TABLES, columns

    there = {name for table in TABLES for name, _ in columns(table)}
    stems = {name.removesuffix(suffix) for name in there for suffix in column_words.SUFFIXES}
    assert set(column_words.WORDS) <= there | stems


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page):
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_start_holds_two_blocks_that_a_newcomer_can_paste():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    start = re.search(r"^## Start\s*$(.*?)(?=^## )", readme, re.M | re.S).group(1)
    blocks = re.findall(r"^```bash\n(.*?)^```", start, re.M | re.S)
    assert [block.splitlines()[0].split()[:2] for block in blocks] == [["pip", "install"]] * 2
    assert start.count("```") == 4


def test_the_readme_has_eight_lines_of_python_and_a_table():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```", readme, re.M | re.S)
    lines = block.splitlines()
    assert sum(line.startswith(">>> ") for line in lines) == 8
    assert len(lines) > 9 and not lines[-1].startswith(">>>")


@pytest.mark.slow
def test_the_first_experiment_writes_its_report(tmp_path, monkeypatch, capsys):
    import runpy

    script = ROOT / "experiments" / "00-a-first-comparison" / "run.py"
    asked = ["run.py", "--days", "7", "--replications", "10", "--out", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", asked)
    runpy.run_path(str(script), run_name="__main__")
    assert {path.name for path in tmp_path.iterdir()} == {"report.html", "comparison.csv", "metrics.csv"}
    assert "acute-ward-evenings was compared with acute-ward" in capsys.readouterr().out
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 60


def test_every_page_is_in_the_navigation():
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}
    assert {page for page in pages if f": {page}" not in config} == set()


def test_counts_on_duty_say_in_which_row_people_are_counted():
    for column in ("registered_on_duty", "unregistered_on_duty"):
        assert "who began in the shift, or in one beside it" in column_words.words_for("shifts", column)


def test_every_public_name_stands_on_the_page_of_python_and_every_act_has_its_phase():
    import acts_page
    import api_page

    import milieusim

    named = [name for names in api_page.GROUPS.values() for name in names.split()]
    assert sorted(named) == sorted(milieusim._WHERE)
    asked = [line.split(" | ")[4] for line in acts_page.acts_page().splitlines() if line.count(" | ") == 5][
        1:
    ]
    assert len(asked) > 90 and all(asked)


def test_one_command_makes_every_file_that_is_made():
    import regenerate_all

    files = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "milieusim").rglob("*.pyi")]
    texts = [path.read_text(encoding="utf-8")[:400] for path in files]
    made_by = {script for text in texts for script in re.findall(r"Made by (\S+\.py)", text)}
    assert made_by and made_by <= set(regenerate_all.STEPS.values())
    assert all((ROOT / script).is_file() for script in regenerate_all.STEPS.values())


def test_every_practice_has_a_rule_through_which_it_acts():
    from milieusim.vocabulary import PRACTICES

    sections = reference_pages.PAGES["practices.md"]().split("\n## ")[1:]
    assert len(sections) == len(PRACTICES) and all("(rules.md)" in section for section in sections)
