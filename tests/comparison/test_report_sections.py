"""What the sections of the report say, and what they may not say."""

from functools import partial
from html.parser import HTMLParser

import numpy as np
import pytest
from fake_runs import SHIFT, design, some_sets

from milieusim.cli.showing.answer_table import _table
from milieusim.comparison.answered.changes_told import change_told
from milieusim.comparison.behind.judged_parts import UNDONE as EVERY_UNDONE
from milieusim.comparison.compare import compare as compare_over
from milieusim.report.at_a_glance import UNDONE, glance_contents
from milieusim.report.comparison_page import comparison_page
from milieusim.report.grounds.how_sure import how_sure
from milieusim.report.grounds.whence import by_design, published
from milieusim.report.page_one import beneath_the_table
from milieusim.report.rows_told import row_told

compare = partial(compare_over, parameters="best", days=28)
pytestmark = pytest.mark.usefixtures("blank_pictures")
TWO_SHIFTS = {"rota": {"early": SHIFT, "night": {"start": "19:00", "end": "07:00", "registered_nurse": 2}}}


def changed(result, metric, **fields):
    """Put other numbers into the row of a measure, as if runs had given them."""
    for name, value in fields.items():
        result.table.loc[result.table["metric"] == metric, name] = value
    return result


def sentence(result):
    """Return what the first page says of the first alternative."""
    return glance_contents(result)["sentences"][0]["text"]


@pytest.fixture
def result(engine):
    return compare([design(), design("calm", 0.8)], replications=20)


ESTABLISHED = {"base": 20.0, "other": 24.0, "difference": 4.0, "low": 1.0, "high": 7.0, "differing": 20}
ESTABLISHED["p_value"] = 0.001


@pytest.mark.parametrize("measure", ["manual_restraint", "seclusion", "rapid_tranquillisation"])
def test_a_change_in_restraint_that_runs_establish_is_on_the_first_page(result, measure):
    label = measure.replace("_", " ")
    assert label not in sentence(result)
    changed(result, f"{measure}_per_1000_obd", **ESTABLISHED)
    assert f"beyond chance, though not judged: {label} up by 20.0 %" in sentence(result)
    changed(result, f"{measure}_per_1000_obd", low=-1.0, p_value=0.2)
    assert label not in sentence(result)


def test_a_change_from_none_is_told_without_a_share_of_nothing(result):
    changed(result, "seclusion_per_1000_obd", **ESTABLISHED | {"base": 0.0})
    assert "seclusion up from none to 24.0 events per 1,000 occupied bed-days" in sentence(result)


def judged_on_seclusion(engine, **fields):
    pair = [design(), design("calm", 0.8)]
    result = compare(pair, replications=20, verdicts=["seclusion_per_1000_obd"])
    return changed(result, "seclusion_per_1000_obd", **ESTABLISHED | fields)


@pytest.mark.parametrize("base", [0.0, 0.1])
def test_a_change_of_nearly_nothing_is_told_in_the_unit_of_its_column(engine, base):
    result = judged_on_seclusion(engine, base=base, other=40.6, difference=40.6 - base, verdict="worse")
    glance, size = glance_contents(result), "+40.6" if not base else "+40.5"
    assert glance["measures"][0]["unit"] == "events per 1,000 occupied bed-days"
    assert glance["rows"][1]["cells"] == [f"{size}, worse"]
    assert f"seclusion {size} events per 1,000 occupied bed-days (worse)" in sentence(result)


def test_page_and_terminal_round_a_change_alike(engine):
    result = judged_on_seclusion(engine, base=20.0, difference=0.304, verdict="worse")
    told = change_told(result.judged_rows[0])
    cells = glance_contents(result)["rows"][1]["cells"]
    assert cells == [f"{told}, worse"] and f"seclusion {told[1:]} higher (worse)" in sentence(result)


def test_undone_care_is_beyond_chance_by_the_rule_that_holds_for_restraint(result):
    # Of six questions, one whose own interval just leaves out 0 is nothing that chance does not do.
    for metric in EVERY_UNDONE:
        changed(result, metric, **ESTABLISHED | {"p_value": 0.9})
    changed(result, UNDONE[1], p_value=0.01)
    assert "beyond chance" not in sentence(result)
    changed(result, UNDONE[1], p_value=0.008)
    assert "doses missed 20.0 % higher (beyond chance)" in sentence(result)


def test_every_measure_has_the_unit_on_the_page_that_it_has_in_the_terminal_and_in_goals(engine):
    result = judged_on_seclusion(engine, base=25.94, other=29.94, low=1.0, verdict="worse")
    page, terminal = comparison_page(result), " ".join(" ".join(_table(result, ())).split())
    assert "seclusion /1,000 bed-days 25.9 29.9" in terminal
    assert "29.9 instead of 25.9 events per 1,000 occupied bed-days" in page
    assert "events per 1,000 occupied bed-days" in glance_contents(result)["measures"][0]["unit"]
    assert "25.9" in glance_contents(result)["rows"][0]["cells"] and "2.59" not in page


def test_measures_by_the_shift_have_no_difference_where_days_are_cut_otherwise(engine):
    two = compare([design(), design("two", 0.8, **TWO_SHIFTS)], replications=20)
    rows = {row.metric: row_told(row, two) for row in two.table.itertuples(index=False)}
    for name in ("conflict_per_shift", "undone_minutes_per_shift", "shifts_without_conflict"):
        assert rows[name]["difference"] == "not comparable"
        assert rows[name]["interval"] == "2 shifts a day against 3"
    assert rows["conflict_per_100_obd"]["difference"] != "not comparable"
    assert "Measures by the shift cannot be compared" in glance_contents(two)["beware"][0]
    # By the day both can be told: 1 minute in each of two shifts, and in each of three.
    assert [row["undone"] for row in glance_contents(two)["rows"]] == ["3.00", "2.00"]


def test_assumptions_are_told_for_the_designs_that_make_them(engine):
    other = design("calm", 0.8, **{"about.assumed": ("Shared.", "Of calm alone.")})
    base = design(**{"about.assumed": ("Shared.", "Of the base alone.")})
    result = compare([base, other], replications=12)
    found = by_design(result, {"base": "Ours", "calm": "Theirs"}, lambda one: one.about.assumed)
    assert {part["whose"]: part["lines"] for part in found} == {
        "Ours and Theirs": ["Shared."],
        "Ours": ["Of the base alone."],
        "Theirs": ["Of calm alone."],
    }


def test_sources_are_published_ones_that_bear_on_what_is_judged(result):
    found = {one["citation"]: one["bears"] for one in published(result)}
    assert all(found.values()) and not any("No source" in citation for citation in found)
    assert any("Manual restraint" in bears for bears in found.values())
    assert not any("Nurses' time" in bears for bears in found.values())


def test_how_sure_it_is_takes_two_sentences(result):
    said = how_sure(result)
    assert len(said) == 2 and said[0].startswith("Chance: ") and said[1].startswith("What nobody knows: ")


def test_designs_of_two_countries_are_told_apart_from_their_days(engine):
    german = design("german", 0.8, **{"policy.regime": "germany"})
    beware = glance_contents(compare([design(), german], replications=12))["beware"]
    assert "(England and Germany)" in beware[0]


class Words(HTMLParser):
    """Collects headings with their level."""

    def __init__(self):
        super().__init__()
        self.headings, self.inside = [], None

    def handle_starttag(self, tag, attributes):
        self.inside = int(tag[1]) if tag in ("h1", "h2", "h3", "h4") else self.inside

    def handle_endtag(self, tag):
        self.inside = None if tag in ("h1", "h2", "h3", "h4") else self.inside

    def handle_data(self, data):
        if self.inside:
            self.headings.append((self.inside, data))


def test_sections_come_in_the_order_in_which_a_ward_asks(engine, tmp_path):
    named = design("<script>x</script>", 0.8, **{"about.title": "<script>y</script>"})
    designs, sets = [design(), named, design("other", 0.3)], some_sets()
    path = compare_over(designs, 28, 48, parameters=sets).report(tmp_path / "r.html")
    page = Words()
    text = path.read_text(encoding="utf-8")
    page.feed(text)
    assert "<script" not in text
    # The first page has no name out of a file; the appendix has those of parameters.
    first = text.split("<h2>The answer")[1].split("The timetables")[0]
    assert "trait_spread" in text and "_" not in first
    assert [words for level, words in page.headings if level == 2] == [
        "The answer",
        "The timetables beside each other",
        "How large the differences are",
        "Why they differ",
        "Can we staff it?",
        "Who gains, who loses",
        "The day by the clock",
        "How sure this is",
        "What is assumed, and what it rests on",
        "What the model cannot know",
        "How to reproduce this",
        "Appendix",
    ]
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in zip(levels, levels[1:]))


def test_an_hour_that_differs_is_told_apart_from_chance_and_others_are_not(result):
    hours = result.sample.hours["calm"]
    hours.loc[hours["hour"] == 14, "conflict"] += 50.0 + np.arange(result.sample.pairs) / 100
    found = result.day_differences
    assert len(found) == 72 and found["level"].nunique() == 1
    told = found[(found["measure"] == "conflict") & found["stands_out"]]
    assert told["hour"].tolist() == [14] and told["low"].iloc[0] > 0


def test_the_first_page_gives_intervals_small_changes_and_what_a_log_would_hold(result):
    changed(result, "conflict_per_100_obd", base=100.0, other=97.0, difference=-3.0, low=-4.0, high=-2.0)
    changed(result, "conflict_per_100_obd_recorded", base=10.0)
    told = " ".join(beneath_the_table(result, {"base": "Base", "calm": "Calm"}))
    for part in ("−3.0 % (−4.0 to −2.0)", "corrected for 2 questions", "may not be felt", "about one in 10."):
        assert part in told


@pytest.mark.parametrize(
    ("best", "told"),
    [
        ([True, True, True], ["no order shown"] * 3),
        ([True, True, False], ["among the best", "among the best", 3]),
        ([True, False, False], [1, 2, 3]),
    ],
)
def test_a_place_on_the_first_page_is_a_number_only_where_it_is_told_from_chance(engine, best, told):
    result = compare([design(), design("calm", 0.8), design("busy", 0.3)], replications=20)
    first = result.ranking["criterion"] == result.ranking["criterion"].iloc[0]
    result.ranking.loc[first, "is_among_best"] = [best[place - 1] for place in result.ranking["place"][first]]
    assert [row["place"] for row in glance_contents(result)["rows"]] == told
