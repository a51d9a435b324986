"""The page and the commands about a comparison."""

import json
from functools import partial
from html.parser import HTMLParser

import pandas as pd
import pytest
from fake_runs import design

from milieusim.cli import compare_command as command
from milieusim.cli.main import main
from milieusim.comparison.compare import compare as compare_over
from milieusim.errors import ConfigError
from milieusim.report.comparison_page import write_comparison

compare = partial(compare_over, parameters="best")
BEST = ["--parameters", "best"]
pytestmark = pytest.mark.usefixtures("blank_pictures")


class Page(HTMLParser):
    """Collects tags that were opened and links that lead out of the page."""

    def __init__(self):
        super().__init__()
        self.open, self.outside, self.words, self.pictures = [], [], [], []

    def handle_starttag(self, tag, attributes):
        if tag not in ("meta", "img", "br", "source"):
            self.open.append(tag)
        self.pictures += [value for key, value in attributes if key == "alt"]
        links = [value for key, value in attributes if key in ("src", "href", "action")]
        self.outside += [link for link in links if not link.startswith(("data:", "#"))]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def page_of(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page, " ".join(" ".join(page.words).split())


def test_the_report_stands_alone_and_states_its_limits(engine, tmp_path):
    result = compare([design(), design("calm", 0.8), design("other", 0.3)], replications=20)
    assert result.report(tmp_path / "page.html") == tmp_path / "page.html"
    page, text = page_of(tmp_path / "page.html")
    assert page.open == [] and page.outside == []
    for part in (
        "model ward, not yours",
        "never says anything about a person",
        "milieu.structure",
        "seeds 1 to 20",
    ):
        assert part in text
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_names_from_designs_are_text_and_never_markup(engine, tmp_path):
    result = compare([design("<script>alert(1)</script>"), design("calm & kind", 0.8)], replications=12)
    result.report(tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script" not in text and "&lt;script&gt;" in text and "calm &amp; kind" in text


def test_a_report_that_fails_leaves_the_old_one(engine, tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    path.write_text("old")
    result = compare([design(), design("calm", 0.8)], replications=12)
    monkeypatch.setattr("milieusim.report.comparison_page.comparison_page", lambda result: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        result.report(path)
    assert path.read_text() == "old" and len(list(tmp_path.iterdir())) == 1


@pytest.fixture
def ready(engine, monkeypatch):
    """Commands on the fake engine, which needs no compiling."""
    monkeypatch.setattr(command, "warmed", lambda: None)
    return engine


def test_the_command_ends_with_the_sentence(ready, capsys):
    assert main(["compare", "acute-ward", "acute-ward-evenings", "--replications", "12", *BEST]) == 0
    out = capsys.readouterr().out
    table, prose = out.split("\n\n")
    assert table.startswith("acute-ward-evenings against acute-ward (base): 12 pairs of 84 days\n")
    assert prose.startswith("acute-ward-evenings against acute-ward: ") and "a model ward" in " ".join(
        prose.split()
    )
    assert "\x1b" not in out and ": judged" not in out


def test_json_is_one_document_without_numbers_that_json_lacks(ready, capsys):
    assert main(["compare", "acute-ward", "open-unit", "--replications", "12", *BEST, "--json"]) == 0
    document = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert document["others"] == ["open-unit"] and document["seeds"] == [1, 12]
    rows = {row["metric"]: row for row in document["table"]}
    assert rows["distress_gain_d"]["base"] is None and document["established"] == []
    assert "model ward" in document["sentence"] and document["answer"].startswith("open-unit against ")


def test_out_holds_tables_metrics_manifest_and_sentence(ready, tmp_path, capsys):
    folder = tmp_path / "new" / "results"
    folder.parent.mkdir()
    arguments = ["compare", "acute-ward", "acute-ward", "--replications", "12", *BEST, "--out", str(folder)]
    assert main(arguments) == 0
    # Of a design with itself more pairs say no more, however many were asked for.
    assert "differ in nothing that the model looks at" in capsys.readouterr().err
    names = {file.name for file in folder.iterdir()}
    behind = "made_of carried_by parted one_day staffing staff_hours day_differences costs who".split()
    tables = {f"{name}.{kind}" for name in ("comparison", "metrics", *behind) for kind in ("csv", "parquet")}
    assert names == tables | {"manifest.json", "sentence.txt"}
    assert (folder / "sentence.txt").read_text().startswith("acute-ward (2) is to the model the same as ")
    assert len(pd.read_parquet(folder / "metrics.parquet")) == 4
    assert json.loads((folder / "manifest.json").read_text())["replications"] == 2
    assert [file.name for file in folder.parent.iterdir()] == ["results"]
    assert main(arguments) == 2
    assert "is not empty" in capsys.readouterr().err


def test_a_run_that_fails_leaves_no_folder(ready, tmp_path, monkeypatch):
    def broken(folder, tables):
        (folder / "half.csv").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command, "write_tables", broken)
    arguments = ["compare", "acute-ward", "open-unit", "--replications", "12", *BEST]
    assert main([*arguments, "--out", str(tmp_path / "results")]) == 1
    assert list(tmp_path.iterdir()) == []


def test_all_problems_are_told_at_once_and_nothing_runs(ready, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    arguments = ["compare", "acute-ward", "acute-wart", "--margin", "loneliness=x"]
    assert main([*arguments, "--report", str(tmp_path), "--out", str(tmp_path / "file" / "x")]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 4 and "Did you mean 'acute-ward'?" in lines[0]
    assert ready == []


@pytest.mark.parametrize("number", ["0", "1", "-3"])
def test_replications_have_one_limit_whatever_is_asked_for(number, ready, capsys):
    assert main(["compare", "acute-ward", "open-unit", "--replications", number]) == 2
    assert f"replications is {number}; it must be a whole number from 2 to" in capsys.readouterr().err
    assert ready == []


def test_a_report_makes_no_folder(ready, tmp_path, capsys):
    page = tmp_path / "repotrs" / "page.html"
    assert main(["compare", "acute-ward", "open-unit", "--report", str(page)]) == 2
    assert f"--report: there is no folder '{page.parent}' for 'page.html'" in capsys.readouterr().err
    with pytest.raises(ConfigError, match="there is no folder"):
        write_comparison(None, page)
    assert ready == [] and list(tmp_path.iterdir()) == []


def test_a_report_may_go_into_the_folder_of_the_tables(engine, tmp_path):
    out = tmp_path / "results"
    arguments = ["compare", "acute-ward", "open-unit", "--replications", "12", *BEST]
    assert main([*arguments, "--out", str(out), "--report", str(out / "page.html")]) == 0
    assert (out / "page.html").is_file()


def test_a_folder_is_refused_with_what_it_holds(tmp_path):
    from milieusim.files import folder_problems, folder_written_whole

    (tmp_path / "mine.csv").write_text("")
    assert "it holds mine.csv" in folder_problems(tmp_path, "--out")[0]
    with pytest.raises(ConfigError), folder_written_whole(tmp_path):
        pass
    empty = tmp_path / "empty"
    empty.mkdir()
    with folder_written_whole(empty) as draft:
        (draft / "a").write_text("a")
    assert (empty / "a").read_text() == "a"


@pytest.fixture
def crowded(tmp_path):
    """A design whose slots ask for more leaders than it has."""
    names = [slot.name for slot in design().routine.slots if slot.leader][:5]
    changes = "\n".join(f"    {json.dumps(name)}: {{leaders: 20}}" for name in names)
    file = tmp_path / "crowded ward.yaml"
    file.write_text(f"based_on: acute-ward\nroutine:\n  change:\n{changes}\n", encoding="utf-8")
    return file


def test_the_answer_names_slots_that_cannot_be_held(ready, crowded, capsys):
    asked = ["compare", "acute-ward", str(crowded), "--replications", "12", *BEST]
    assert main(asked) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert f"slots that cannot be held: milieusim check '{crowded}'" in text
    assert main([*asked, "--tables"]) == 0
    paragraphs = capsys.readouterr().out.replace("\n  ", " ")
    lines = paragraphs.splitlines()
    told = [line for line in lines if line.startswith("Worth checking in crowded ward: routine.slots[")]
    assert len(told) == 3 and all("needs 20" in line and "Add " not in line for line in told)
    assert any(line.startswith("and ") and f"milieusim check '{crowded}'" in line for line in lines)
    assert not any("Worth checking in acute-ward" in line for line in lines)
    assert main([*asked, "--json"]) == 0
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert warnings["acute-ward"] == [] and len(warnings["crowded ward"]) > 3


def test_one_run_names_slots_that_cannot_be_held(crowded, capsys):
    from milieusim.cli import run_command as single

    names = {"design": "x", "days": 1, "seed": 1, "engine": "agents", "parameters": "best"}
    from milieusim.analysis.metrics.metrics import METRICS
    from milieusim.config.feasibility.worth_checking import worth_checking
    from milieusim.config.reading.loading import load_design

    told = worth_checking("x", load_design(crowded), str(crowded))
    assert len(told) == 4
    single._say(names, dict.fromkeys(METRICS, 1.0), told)
    out = capsys.readouterr().out
    assert "Worth checking in x: " in out and "Counts are of what happened" in out
    assert "conflict a shift, recorded" in out


def test_numbers_stand_beside_their_units_and_counts_say_what_they_count(ready, capsys):
    assert main(["compare", "acute-ward", "open-unit", "--replications", "12", *BEST, "--tables"]) == 0
    lines = capsys.readouterr().out.splitlines()
    units = {line[:26].strip(): line for line in lines}
    assert "per 100 bed-days" in next(line for name, line in units.items() if name.startswith("aggression"))
    # A part of the total in the unit of the total, and a rate by itself.
    assert any(line.startswith("physical aggression") and "per 100 bed-days" in line for line in lines)
    assert any(line.startswith("seclusion") and "per 1,000 bed-days" in line for line in lines)
    assert any(line.startswith("conflict a shift, recorded") for line in lines)
    assert any("a ward's own log would hold fewer" in line for line in lines)


def test_measures_may_be_named_as_the_table_shows_them(ready, capsys):
    asked = ["--verdict", "Manual restraint", "--margin", "felt safety=5%", "--json"]
    assert main(["compare", "acute-ward", "open-unit", "--replications", "12", *BEST, *asked]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["judged"] == ["manual_restraint_per_1000_obd", "felt_safety"]
    assert document["margins"] == {"felt_safety": "5 %"}


def test_an_unknown_measure_brings_its_neighbours_and_the_command_that_lists_all(ready, capsys):
    assert main(["compare", "acute-ward", "open-unit", "--verdict", "restraint"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "'manual_restraint_per_1000_obd', " in line and "`milieusim metrics` lists them all" in line


def test_measures_can_be_listed(capsys):
    from milieusim.analysis.metrics.metrics import METRICS

    assert main(["metrics"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(METRICS)
    assert lines[0].endswith("lower") and METRICS[lines[0].split()[0]].unit in lines[0]


def test_a_margin_as_large_as_the_base_is_asked_about(ready, capsys, tmp_path):
    margin = ["--margin", "conflict_per_100_obd=2"]
    assert main(["compare", "acute-ward", "open-unit", "--replications", "12", *BEST, *margin]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Margin for conflict_per_100_obd: 2 events per 100 occupied bed-days is " in told
    result = compare([design(), design("calm", 0.8)], replications=12, margins={"felt_safety": 0.5})
    (note,) = result.notes
    assert "at least half of the base, 1.00: was 50% meant?" in note
    result.report(tmp_path / "page.html")
    assert "was 50% meant?" in page_of(tmp_path / "page.html")[1]
    share = compare([design(), design("calm", 0.8)], replications=12, margins={"felt_safety": "60%"})
    assert share.notes == []


def test_the_report_says_what_was_fitted_and_where_the_misses_stand(engine, tmp_path):
    compare([design(), design("calm", 0.8)], replications=12).report(tmp_path / "page.html")
    text = page_of(tmp_path / "page.html")[1]
    assert "meets some better than others (milieusim evidence prints which)" in text


def test_a_comparison_shows_itself_in_a_line(engine):
    shown = repr(compare([design(), design("calm", 0.8)], days=7, replications=12))
    assert shown == "<Comparison of calm with base: 12 pairs of runs of 7 days; .sentence says what came out>"


def test_the_first_table_has_titles_costs_and_what_is_left_undone(engine, tmp_path):
    pair = [design(), design("calm", 0.8, **{"about.title": "A calmer ward"})]
    compare(pair, replications=20).report(tmp_path / "page.html")
    _, text = page_of(tmp_path / "page.html")
    answer = text.split("The answer")[1].split("The two timetables")[0]
    for part in (
        "A calmer ward",
        "in this report: calm",
        "hours",
        "Care left undone",
        "no more and no fewer hours",
    ):
        assert part in answer
    for heading in ("Why they differ", "Can we staff it?", "Who gains, who loses"):
        assert heading in text
