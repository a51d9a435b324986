"""What somebody sees at a prompt and in a notebook: one line, one small box, and names to complete."""

import pickle
from html.parser import HTMLParser

import pytest

import milieusim as ms
from milieusim.pages import box

SHORT = {"days": 2, "warm_up_days": 1, "engine": "agents"}


class Read(HTMLParser):
    """Reads the text of a box and counts what is opened and closed."""

    def __init__(self, html):
        super().__init__()
        self.words, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def shown():
    run = ms.simulate("acute-ward", seed=1, keep=["incidents", "shifts"], **SHORT)
    return {
        "design": run.design,
        "run": run,
        "runs": ms.simulate_many("acute-ward", seeds=[1, 2], **SHORT),
        "ledger": ms.load_parameters(),
        "sets": ms.load_parameters("posterior"),
        "experiment": ms.load_experiment({"name": "small", "designs": "acute-ward"}),
        "comparison": ms.compare(["acute-ward", "open-unit"], days=2, replications=2, parameters="best"),
    }


KINDS = "design run runs ledger sets experiment comparison".split()
MUST_SAY = {
    "design": ["acute-ward", "20"],
    "run": ["acute-ward", "incidents, shifts", "events per 100 occupied bed-days"],
    "runs": ["acute-ward", "2"],
    "ledger": ["best", "assumed"],
    "sets": ["posterior"],
    "experiment": ["small", "acute-ward"],
    "comparison": ["open-unit compared with acute-ward", "conflict"],
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_is_told_in_one_short_line(shown, kind):
    line = repr(shown[kind])
    assert len(line) <= 160 and "\n" not in line and " at 0x" not in line


@pytest.mark.parametrize("kind", KINDS)
def test_a_notebook_shows_a_small_box(shown, kind):
    read = Read(shown[kind]._repr_html_())
    assert read.open == [] and len(read.words) < 60
    for words in MUST_SAY[kind]:
        assert any(words in text for text in read.words), (words, read.words)


def test_names_of_people_and_wards_cannot_become_html():
    assert "<script>" not in box("<script>", {"<script>": "<script>"})


def test_a_design_that_was_changed_looks_like_one(shown):
    assert repr(shown["design"].replace(name="other")).startswith("<WardDesign other: 20 beds")


def test_tables_that_a_run_has_are_offered_and_others_are_not(shown):
    offered = set(dir(shown["run"]))
    assert {"incidents", "shifts", "metrics", "run_id", "design"} <= offered and "stays" not in offered


def test_a_run_that_is_shown_is_the_run_of_the_engine(shown):
    from milieusim.engines.simulate import simulate

    plain = simulate("acute-ward", seed=1, keep=["incidents", "shifts"], **SHORT)
    assert shown["run"].run_id == plain.run_id and shown["run"].incidents.equals(plain.incidents)
    assert shown["run"].metrics().equals(plain.metrics()) and isinstance(shown["run"], type(plain))


def test_a_run_and_the_function_that_made_it_can_be_sent_to_other_processes(shown):
    assert pickle.loads(pickle.dumps(ms.simulate)) is ms.simulate
    assert pickle.loads(pickle.dumps(shown["run"])).incidents.equals(shown["run"].incidents)
