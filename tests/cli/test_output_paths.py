"""No output takes the place of an input, bears another format's name, or makes folders by a slip of the pen."""

import importlib.resources
import os

import pytest

from milieusim.cli.main import main
from milieusim.config.reading.design_files import files_of_designs
from milieusim.errors import ConfigError
from milieusim.output_paths import MADE_BY_COMPARE, PAGE, WORKBOOK, output_folder_problems, output_problems

BEST = ["--days", "3", "--replications", "2", "--parameters", "best"]


@pytest.fixture
def ward(tmp_path, monkeypatch):
    """Return a design folder based on another one, in the working folder."""
    monkeypatch.chdir(tmp_path)
    for name, base in (("below", "acute-ward"), ("ward", "../below")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "design.yaml").write_text(f"based_on: {base}\n", encoding="utf-8")
        (folder / "timetable.xlsx").write_bytes(b"kept")
    return tmp_path / "ward"


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "name", ["ward/design.yaml", "below/design.yaml", "ward/../ward/design.yaml", "link.html"]
)
def test_a_report_never_takes_the_place_of_a_file_of_a_design(name, ward, capsys, monkeypatch):
    monkeypatch.setattr("milieusim.comparison.compare.compare", lambda *a: pytest.fail("must not run"))
    (ward.parent / "link.html").symlink_to(ward / "design.yaml")
    before = contents(ward.parent)
    assert main(["compare", "ward", "acute-ward", *BEST, "--report", name]) == 2
    assert f"--report: '{name}' is a file that this command reads" in capsys.readouterr().err
    assert contents(ward.parent) == before


@pytest.mark.parametrize("name", ["x.docx", "x.yaml", "x", "x.html.pdf"])
def test_a_page_bears_no_other_formats_name(name, ward):
    (told,) = output_problems(name, "--report", PAGE)
    assert ".html or .htm: name " in told
    assert os.listdir(ward.parent) and not (ward.parent / name).exists()


@pytest.mark.parametrize("name", ["x.html", "x.HTM", "ward/x.html"])
def test_what_ends_as_it_should_is_taken(name, ward):
    assert output_problems(name, "--report", PAGE, files_of_designs(["ward"])) == []


def test_a_workbook_that_lies_in_a_design_folder_is_kept(ward):
    for folder in ("ward", "below"):
        (told,) = output_problems(f"{folder}/timetable.xlsx", "--out", WORKBOOK, files_of_designs(["ward"]))
        assert "name another file, such as" in told and "timetable-new.xlsx" in told


@pytest.mark.parametrize(("option", "name"), [("--workbook", "week.xlsx"), ("--report", "letter.html")])
def test_what_is_somebodys_is_never_replaced(option, name, ward, capsys, monkeypatch):
    monkeypatch.setattr("milieusim.comparison.compare.compare", lambda *a: pytest.fail("must not run"))
    if name == "week.xlsx":
        assert main(["export", "acute-ward", "--out", name]) == 0
    else:
        (ward.parent / name).write_text("<p>milieusim compare is what we used</p>", encoding="utf-8")
    before = contents(ward.parent)
    assert main(["compare", "ward", "acute-ward", *BEST, option, name]) == 2
    told = capsys.readouterr().err
    assert f"{option}: '{name}' is there already" in told and "such as " in told
    assert contents(ward.parent) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"old"])
def test_a_workbook_that_cannot_be_read_is_somebodys(content, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(content)
    (told,) = output_problems(tmp_path / "x.xlsx", "--workbook", WORKBOOK, made_by=MADE_BY_COMPARE)
    assert "somebody's work" in told


def test_what_the_same_command_wrote_is_replaced(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.properties.category = MADE_BY_COMPARE
    book.save(tmp_path / "x.xlsx")
    page = (
        importlib.resources.files("milieusim.report").joinpath("comparison.html").read_text(encoding="utf-8")
    )
    (tmp_path / "x.html").write_text(page, encoding="utf-8")
    for name, kind in (("x.xlsx", WORKBOOK), ("x.html", PAGE)):
        assert output_problems(tmp_path / name, "--out", kind, made_by=MADE_BY_COMPARE) == []


def test_no_folder_is_made_by_a_slip_of_the_pen(ward):
    (told,) = output_problems("wrad/x.html", "--report", PAGE)
    assert told.startswith("--report: there is no folder 'wrad' for 'x.html'")
    (told,) = output_folder_problems("wrad/results", "--out")
    assert told.startswith("--out: there is no folder 'wrad' to make 'results' in")
    assert output_folder_problems("results", "--out") == output_folder_problems("ward/results", "--out") == []


@pytest.mark.parametrize("command", ["run acute-ward", "compare acute-ward open-unit --parameters best"])
def test_commands_refuse_a_folder_in_one_that_is_not_there(command, ward, capsys):
    assert main([*command.split(), "--days", "1", "--out", "wrad/results"]) == 2
    assert "--out: there is no folder 'wrad'" in capsys.readouterr().err
    assert not (ward.parent / "wrad").exists()


def test_weighed_sets_and_what_lies_beside_them_spare_the_log(ward, capsys):
    log = ward.parent / "log.csv"
    log.write_text("datetime,kind\n2025-01-01 10:00,verbal\n", encoding="utf-8")
    before = contents(ward.parent)
    asked = ["calibrate", "--data", "log.csv", "--design", "ward", "--out"]
    assert main([*asked, "log.parquet"]) == 2
    assert "--out: 'log.csv' is a file that this command reads" in capsys.readouterr().err
    assert before.items() <= contents(ward.parent).items()


@pytest.mark.parametrize("out", ["targets.yaml", "targets.html"])
def test_a_page_about_evidence_spares_the_targets(out, ward, capsys):
    (ward.parent / "targets.html").write_text("key: value\n", encoding="utf-8")
    (ward.parent / "targets.yaml").symlink_to("targets.html")
    assert main(["evidence", "--targets", "targets.html", "--out", out]) == 2
    assert f"--out: '{out}' is a file that this command reads" in capsys.readouterr().err
    assert (ward.parent / "targets.html").read_text(encoding="utf-8") == "key: value\n"


def test_a_design_that_cannot_be_read_still_has_its_files(ward):
    (ward / "design.yaml").write_text("based_on: [", encoding="utf-8")
    assert {path.name for path in files_of_designs(["ward", {"name": "x"}, "nowhere"])} == {
        "design.yaml",
        "timetable.xlsx",
    }


def test_pages_written_from_python_are_looked_at_too(ward):
    from milieusim.report.comparison_page import write_comparison
    from milieusim.report.score_page import write_scorecard

    for write in (write_comparison, write_scorecard):
        with pytest.raises(ConfigError, match="ends in .yaml"):
            write(None, "ward/routine.yaml")
        with pytest.raises(ConfigError, match="there is no folder 'wrad'"):
            write(None, "wrad/page.html")
