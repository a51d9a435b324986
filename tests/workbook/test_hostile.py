"""Broken and hostile spreadsheets end in one clear line and change nothing."""

import re

import pytest
from hostile_workbooks import EXPECTED


@pytest.mark.parametrize("made", EXPECTED, ids=lambda made: made.__name__)
def test_it_is_refused_in_one_line(made, folder, run, tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(made())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("import", file, "--into", folder)
    assert result.exit_code == 2 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{file}: ") and re.search(EXPECTED[made], line), line
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"a\0b", "this is not a text file"),
        ("a.csv", b"x,y\n1,2\n", "no timetable and no rota found."),
        ("a.csv", b"a\n" * 30_000, "more than 5,000 rows"),
        ("a.csv", b"x" * 6_000_000, "too large"),
        ("a.pdf", b"%PDF-1.4", "a timetable is a workbook"),
        ("a", b"hello", "a timetable is a workbook"),
    ],
)
def test_other_files_are_refused_in_one_line(name, content, told, folder, run, tmp_path):
    file = tmp_path / name
    file.write_bytes(content)
    result = run("import", file, "--into", folder)
    assert result.exit_code == 2 and told in result.stderr and len(result.stderr.splitlines()) == 1


def test_paths_that_are_no_file_are_refused(folder, run, tmp_path):
    assert "this is a folder" in run("import", tmp_path, "--into", folder).stderr
    missing = run("import", tmp_path / "timetabel.csv", "--into", folder)
    assert missing.exit_code == 2 and "there is no such file" in missing.stderr
    nowhere = run("import", folder / "timetable.csv", "--into", tmp_path / "none")
    assert nowhere.exit_code == 2 and f"milieusim new {tmp_path / 'none'}" in nowhere.stderr
