"""The page about the score shows every pattern, opens without a network, and escapes what it is given."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "evidence"))
from fake_counts import run_fakes  # noqa: E402

from milieusim.evidence import measuring  # noqa: E402
from milieusim.evidence.sampling import Effort  # noqa: E402
from milieusim.evidence.scorecard import scorecard  # noqa: E402

KEYS = ["T01", "T07", "T31", "T36", "I27", "T52", "V10"]


@pytest.fixture(scope="module")
def scored():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measuring, "run_jobs", run_fakes)
        card = scorecard("best", keys=KEYS, effort=Effort((14,), 4))
    return card


@pytest.fixture(scope="module")
def text(scored, tmp_path_factory):
    return scored.report(tmp_path_factory.mktemp("page") / "page.html").read_text(encoding="utf-8")


def test_every_pattern_has_a_row_a_picture_and_its_sources(text, scored):
    for row in scored.rows:
        assert f'<article id="{row.target.key}">' in text and f'href="#{row.target.key}"' in text
        assert row.target.label in text and row.target.how.split(".")[0] in text
    assert text.count("data:image/png;base64,") == len(KEYS) + 5
    assert 'href="https://www.cpementalhealth.com' in text


def test_the_page_is_whole_in_itself(text):
    assert "<script" not in text and "default-src 'none'" in text
    assert not re.findall(r'(?:src|href)="(?!data:|#|https://)', text)


def test_checks_are_shown_without_a_mark_and_the_digest_is_told(text, scored):
    assert "there is no pass mark" in text and scored.digest in text
    check = text[text.index("Patterns kept for checking</h2>") : text.index("Settings of the designs</h2>")]
    assert "pass</span>" not in check and "miss</span>" not in check


def test_what_a_file_of_targets_says_is_escaped(scored, monkeypatch):
    from milieusim.report.score_page import scorecard_page

    bad = scored.rows[0].target._replace(label="<b>bold</b>", sources=("A <i>citation</i> of one's own",))
    monkeypatch.setattr(scored, "rows", [scored.rows[0]._replace(target=bad)])
    page = scorecard_page(scored)
    assert "<b>bold" not in page and "&lt;b&gt;bold" in page and "<i>citation" not in page


def test_nothing_to_read_still_makes_a_page(monkeypatch):
    from milieusim.report.score_page import scorecard_page

    empty = lambda *args: (
        [{name: 0 * count for name, count in run.items()} for run in found] for found in run_fakes(*args)
    )
    monkeypatch.setattr(measuring, "run_jobs", empty)
    page = scorecard_page(scorecard("best", keys=["T01", "T07", "V03"], effort=Effort((2,), 2)))
    assert "nothing to read in these runs" in page
