"""Files that cannot be used: each ends with status 2, one line a problem, no traceback and nothing written.

Each file in the folder `bad` says in its first lines what is expected: a line a problem, with ` ... ` where
something may stand in between.
"""

import os
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from milieusim.cli.main import app

HERE = Path(__file__).parent
BAD_FILES = sorted((HERE / "bad").glob("*.yaml"))
SMALL = (HERE / "designs" / "small.yaml").read_text(encoding="utf-8")


def problems_with(file):
    """Run `check` on a file and return its lines on stderr, after checking how it ended."""
    before = listing(Path(file).parent)
    result = CliRunner().invoke(app, ["check", str(file)])
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert listing(Path(file).parent) == before
    return result.stderr.splitlines()


def listing(folder):
    return sorted(os.listdir(folder)) if folder.is_dir() else []


def says(line, expected):
    """Whether the pieces of `expected` stand in a line in their order."""
    position = 0
    for piece in expected.split(" ... "):
        position = line.find(piece, position) + len(piece)
        if position < len(piece):
            return False
    return True


def test_there_are_many_kinds_of_bad_files():
    assert len(BAD_FILES) >= 45


@pytest.mark.parametrize("file", BAD_FILES, ids=lambda file: file.stem)
def test_a_bad_file_is_told_one_line_a_problem(file):
    first_lines = file.read_text(encoding="utf-8").splitlines()
    expected = [line.removeprefix("# expect: ") for line in first_lines if line.startswith("# expect: ")]
    expected = expected or ["the file is empty (or holds nothing but comments)."]
    lines = problems_with(file)
    assert len(lines) == len(expected), lines
    for wanted in expected:
        assert any(says(line, wanted) for line in lines), (wanted, lines)
    assert all(line.endswith((".", "?")) for line in lines)


@pytest.mark.parametrize("command", [["run"], ["diff", "acute-ward"], ["compare", "acute-ward"]])
def test_other_commands_tell_the_same_problems(command, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    file = HERE / "bad" / "negative_staff.yaml"
    result = CliRunner().invoke(app, [*command, str(file)])
    assert result.exit_code == 2
    assert "rota.night.registered_nurse is -1; it must be 0 or more (registered nurses)." in result.stderr
    assert listing(tmp_path) == []


def test_a_problem_names_the_file_that_holds_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("base.yaml").write_text(SMALL.replace("beds: 12", "beds: 0"), encoding="utf-8")
    Path("mine.yaml").write_text("based_on: base.yaml\nmilieu: {support: 3}\n", encoding="utf-8")
    lines = problems_with("mine.yaml")
    assert sorted(line.split(":")[0] for line in lines) == ["base.yaml", "mine.yaml"]


def test_problems_of_all_files_are_told(tmp_path):
    names = ["negative_staff", "impossible_hour"]
    result = CliRunner().invoke(app, ["check", *(str(HERE / "bad" / f"{name}.yaml") for name in names)])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b"   \n\n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "this is not a text file"),
        (b"name: x\0y\n", "this is not a text file"),
        (b"name: caf\xe9\n", "line 1 is not UTF-8 text; save it as plain text in UTF-8."),
        (b"name: a\x07b\n", "not YAML"),
        (b"[" * 100_000, "nested more than 40 levels deep"),
        (b"\n".join(b" " * depth + b"a:" for depth in range(900)), "nested more than 40 levels deep"),
        (b"{" * 5000, "levels deep"),
        (b"- " * 50_000, "levels deep"),
    ],
    ids=["empty", "blank", "picture", "nul", "latin-1", "control", "brackets", "indents", "braces", "dashes"],
)
def test_content_that_is_no_design(content, expected, tmp_path):
    file = tmp_path / "ward.yaml"
    file.write_bytes(content)
    (line,) = problems_with(file)
    assert expected in line


DEEP = {"brackets": "[" * 3000, "closed": "[" * 3000 + "]" * 3000, "braces": "{" * 3000, "dashes": "- " * 3000,
        "questions": "? " * 3000, "later": "name: x\nwards:\n  " + "[" * 50 + "]" * 50}  # fmt: skip


def _stops_by_itself(error):
    def parse(text, Loader):  # noqa: N803 - the library's own name
        raise error
        yield

    return parse


LIBRARIES = {
    "compiled": {},
    "pure": {"SAFE": yaml.SafeLoader},
    "limited": {
        "yaml.parse": _stops_by_itself(yaml.scanner.ScannerError(None, None, "too much for me", None))
    },
    "recursive": {"yaml.parse": _stops_by_itself(RecursionError())},
}


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("shape", DEEP)
def test_deep_nesting_is_told_in_the_same_words_by_every_library(shape, library, tmp_path, monkeypatch):
    for name, other in LIBRARIES[library].items():
        monkeypatch.setattr(f"milieusim.config.reading.yaml_reading.{name}", other)
    file = tmp_path / "ward.yaml"
    file.write_text(DEEP[shape], encoding="utf-8")
    (line,) = problems_with(file)
    number = 3 if shape == "later" else 1
    assert line.endswith(f"line {number}: nested more than 40 levels deep; no design needs that.")


def test_a_bracket_left_open_is_not_taken_for_depth(tmp_path):
    file = tmp_path / "ward.yaml"
    file.write_text("name: x\n" + "days: [mon, tue]\n" * 60 + "more: [mon\n", encoding="utf-8")
    (line,) = problems_with(file)
    assert "not YAML" in line


def test_aliases_that_multiply_are_refused(tmp_path):
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    file = tmp_path / "bomb.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    (line,) = problems_with(file)
    assert "more than 200,000 values once aliases (*name) are filled in." in line


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path, monkeypatch):
    file = tmp_path / "huge.yaml"
    with open(file, "wb") as sparse:
        sparse.truncate(200_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("was read"))
    (line,) = problems_with(file)
    assert "200 MB is too large; a file of a design is at most 2 MB." in line


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    # The file's owner may be root here, whom no permission stops: so the system's answer is put in its place.
    file = tmp_path / "secret.yaml"
    file.write_text(SMALL, encoding="utf-8")
    opened = []

    def refuse(path, *args, **kwargs):
        opened.append(path)
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (line,) = problems_with(file)
    assert opened == [file]
    assert line.endswith(
        "secret.yaml: may not be read by this user; ask its owner, or change its permissions."
    )


def test_a_folder_without_a_design(tmp_path):
    (tmp_path / "ward.yaml").write_text("beds: 3\n", encoding="utf-8")
    (line,) = problems_with(tmp_path)
    assert "this folder holds no design.yaml, so it is not a design." in line


def test_a_folder_with_a_misspelt_part(tmp_path):
    (tmp_path / "design.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "routin.yaml").write_text("wake: '08:00'\n", encoding="utf-8")
    (line,) = problems_with(tmp_path)
    assert "routin.yaml: not a file of a design. Did you mean 'routine.yaml'?" in line


def test_a_part_told_twice(tmp_path):
    (tmp_path / "design.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "routine.yaml").write_text("wake: '08:00'\n", encoding="utf-8")
    (line,) = problems_with(tmp_path)
    assert "design.yaml: line 14: 'routine' stands here and in routine.yaml; keep one of them." in line


def test_a_part_wrapped_in_its_own_name(tmp_path):
    (tmp_path / "design.yaml").write_text(f"based_on: {HERE / 'designs' / 'small.yaml'}\n", encoding="utf-8")
    (tmp_path / "milieu.yaml").write_text("milieu: {support: 0.5}\n", encoding="utf-8")
    (line,) = problems_with(tmp_path)
    assert "leave out 'milieu:' at the top" in line


def test_a_folder_in_the_place_of_a_part(tmp_path):
    (tmp_path / "design.yaml").mkdir()
    (line,) = problems_with(tmp_path)
    assert "this is a folder, not a file." in line


def test_something_that_is_no_ordinary_file():
    (line,) = problems_with("/dev/zero")
    assert "this is not an ordinary file." in line


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("acut-ward", "Did you mean 'acute-ward'?"),
        ("nothing-like-it", "`milieusim designs` lists the shipped ones."),
        ("./acute-ward", "there is no such file or folder."),
        ("no/such/folder/at.yaml", "there is no such file or folder."),
        (" ", "is not the name or path of a design."),
        ("a\0b", "is not the name or path of a design."),
        ("x" * 5000, "there is no"),
    ],
)
def test_a_name_of_nothing(name, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (line,) = problems_with(name)
    assert expected in line


def test_a_missing_file_brings_its_neighbour_to_mind(tmp_path):
    (tmp_path / "north-ward.yaml").write_text(SMALL, encoding="utf-8")
    (line,) = problems_with(tmp_path / "nort-ward.yaml")
    assert "Did you mean 'north-ward.yaml'?" in line


def copy_of_acute_ward(folder):
    assert CliRunner().invoke(app, ["new", str(folder)]).exit_code == 0
    return folder


def test_a_folder_without_a_part_is_told_which_file_is_missing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (copy_of_acute_ward(Path("mine")) / "rota.yaml").unlink()
    assert problems_with("mine") == [
        "mine: there is no rota.yaml; add it, or say based_on in design.yaml.",
    ]


@pytest.mark.parametrize("name", ["routine.yaml", "design.yaml", "timetable.csv"])
def test_one_part_of_a_folder_leads_to_the_folder(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (line,) = problems_with(copy_of_acute_ward(Path("my ward")) / name)
    assert line.startswith(
        f"my ward/{name}: this is one part of a design; check the folder: milieusim check "
    )
    assert line.strip(".").endswith(("'my ward'", '"my ward"'))


def test_a_table_elsewhere_is_no_design(tmp_path):
    (tmp_path / "days.csv").write_text("a,b\n", encoding="utf-8")
    (line,) = problems_with(tmp_path / "days.csv")
    assert "this is a table; a design is a YAML file or a folder" in line


def test_a_design_alone_in_its_folder_may_be_called_design(tmp_path):
    (tmp_path / "design.yaml").write_text(SMALL, encoding="utf-8")
    assert CliRunner().invoke(app, ["check", str(tmp_path / "design.yaml")]).exit_code == 0


def test_a_far_guess_is_not_made():
    from milieusim.phrasing import near

    assert near("Art room", ["Day room", "Clinic room"]) == ""
    assert near("Brunch", ["Lunch"]) == ""
    assert near("bedz", ["beds"]) == " Did you mean 'beds'?"


@pytest.mark.parametrize(
    ("name", "what"), [("week.xlsx", "spreadsheet"), ("WEEK.ODS", "spreadsheet"), ("week.csv", "table")]
)
def test_a_spreadsheet_in_the_place_of_a_design_brings_the_command_that_reads_it(name, what, tmp_path):
    (tmp_path / name).write_bytes(b"PK\x03\x04\x00")
    (line,) = problems_with(tmp_path / name)
    assert (
        f"this is a {what}" in line
        and f"milieusim new my-ward, then milieusim import {tmp_path / name}" in line
    )
