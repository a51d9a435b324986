"""Files and folders that commands write: whole or not at all, and onto nothing but ordinary files."""

import os
import socket
import stat
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from milieusim.calibration.calibrate import write_sets
from milieusim.calibration.own_ward.weighed_files import out_problems
from milieusim.calibration.trail import Trail
from milieusim.cli.main import main
from milieusim.errors import ConfigError
from milieusim.files import (
    all_written_whole,
    file_problems,
    folder_problems,
    folder_written_whole,
    write_whole,
)
from milieusim.ledger.parameter_sets import read_sets
from milieusim.report.page_writing import write_page

COMPARE = "compare acute-ward open-unit --days 3 --replications 2 --parameters best".split()
ROWS = pd.DataFrame({"parameter_set": [0, 1], "weight": [1.0, 3.0], "arousal_gain": [0.4, 0.5]})


def pipe(path):
    os.mkfifo(path)


def device(path):
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes devices")


def plug(path):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def loop(path):
    path.symlink_to(path)


NODES = {"a pipe": pipe, "a device": device, "a socket": plug, "cannot be used": loop}


WRITERS = {
    "page": ("x.html", lambda path: write_page("text", path)),
    "sets": ("x.parquet", lambda path: write_sets(path, ROWS, {})),
    "bytes": ("x", lambda path: write_whole(path, b"text", "--out")),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("node", NODES)
def test_no_writer_puts_a_file_where_something_else_is(node, writer, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    name, write = WRITERS[writer]
    NODES[node](tmp_path / name if node != "a socket" else type(tmp_path)(name))
    before = os.lstat(tmp_path / name)
    with pytest.raises((ConfigError, OSError)) as told:
        write(tmp_path / name)
    assert node in str(told.value)
    after = os.lstat(tmp_path / name)
    assert (before.st_ino, before.st_mode) == (after.st_ino, after.st_mode)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("is_there", [True, False])
def test_what_a_link_leads_to_is_written(is_there, writer, tmp_path):
    name, write = WRITERS[writer]
    target, link = tmp_path / "far" / name, tmp_path / name
    target.parent.mkdir()
    if is_there:
        target.write_text("old")
    link.symlink_to(target)
    write(link)
    assert link.is_symlink() and target.is_file() and target.read_bytes() not in (b"", b"old")
    assert sorted(path.name for path in target.parent.iterdir()) == [name]


def test_a_trail_writes_onto_no_pipe_and_reads_from_none(tmp_path):
    trail = Trail(tmp_path / "trail", {})
    pipe(tmp_path / "trail" / "screened.json")
    with pytest.raises(ConfigError, match="is a pipe"):
        trail.write_json("screened", {})
    pipe(tmp_path / "asked.json")
    with pytest.raises(ConfigError, match="holds something that is no trail"):
        Trail(tmp_path, {})


def test_who_may_read_a_file_stays_as_it_was(tmp_path):
    file = tmp_path / "page.html"
    file.write_text("old")
    file.chmod(0o600)
    write_page("new", file)
    assert file.read_text() == "new" and stat.S_IMODE(file.stat().st_mode) == 0o600


def test_several_files_come_together_or_not_at_all(tmp_path):
    paths = [tmp_path / "deep" / "a", tmp_path / "deep" / "b"]
    with pytest.raises(ZeroDivisionError), all_written_whole(paths, "--out") as drafts:
        drafts[0].write_text("a")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    with all_written_whole(paths, "--out") as drafts:
        for draft in drafts:
            draft.write_text("x")
        assert not any(path.exists() for path in paths)
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["a", "b"]


def test_problems_of_all_files_are_told_under_the_option_that_named_them(tmp_path):
    (tmp_path / "folder").mkdir()
    pipe(tmp_path / "pipe")
    with (
        pytest.raises(ConfigError) as told,
        all_written_whole([tmp_path / "folder", tmp_path / "pipe"], "--own"),
    ):
        pytest.fail("must not begin")
    assert [problem.split(":")[0] for problem in told.value.problems] == ["--own", "--own"]


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "file/inside"])
def test_a_path_that_cannot_be_is_told_before_anything_is_computed(name, tmp_path):
    (tmp_path / "file").write_text("")
    for problems in (file_problems, folder_problems):
        (told,) = problems(f"{tmp_path}/{name}", "--out")
        assert told.startswith("--out: ")


def test_a_picture_or_table_beside_weighed_sets_must_be_writable_too(tmp_path):
    pipe(tmp_path / "sets.png")
    (told,) = out_problems(tmp_path / "sets.parquet")
    assert "sets.png' is a pipe" in told


@pytest.mark.parametrize("through", ["link", "itself"])
def test_an_empty_folder_is_filled_and_not_replaced(through, tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    before = folder.stat().st_ino
    path = folder
    if through == "link":
        path = tmp_path / "link"
        path.symlink_to(folder)
    with pytest.raises(ZeroDivisionError), folder_written_whole(path) as draft:
        (draft / "a").write_text("a")
        raise ZeroDivisionError
    assert list(folder.iterdir()) == []
    with folder_written_whole(path) as draft:
        (draft / "a").write_text("a")
        assert not (folder / "a").exists()
    assert [item.name for item in folder.iterdir()] == ["a"] and folder.stat().st_ino == before


def test_a_pipe_is_no_folder_for_results(tmp_path):
    pipe(tmp_path / "out")
    (told,) = folder_problems(tmp_path / "out", "--out")
    assert "is a pipe; name a new folder" in told


@pytest.mark.parametrize("option", ["--report", "--out"])
def test_a_command_refuses_a_pipe_before_it_runs(option, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("milieusim.comparison.compare.compare", lambda *a: pytest.fail("must not run"))
    pipe(tmp_path / "x")
    assert main([*COMPARE, option, str(tmp_path / "x")]) == 2
    assert f"{option}: '{tmp_path / 'x'}' is a pipe" in capsys.readouterr().err


@pytest.fixture
def odd(tmp_path):
    """Return a folder whose name holds a byte that is no UTF-8."""
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/st\xe4tion")
    try:
        os.mkdir(folder)
    except OSError:
        pytest.skip("this disk takes no such names")
    return type(tmp_path)(folder)


@pytest.mark.slow
def test_results_are_written_under_names_that_are_not_utf8(odd, capsys):
    assert main([*COMPARE, "--out", str(odd / "out"), "--report", str(odd / "page.html")]) == 0
    assert {"comparison.parquet", "manifest.json"} <= set(os.listdir(odd / "out"))
    assert (odd / "page.html").stat().st_size > 10_000
    assert main(["run", "acute-ward", "--days", "1", "--out", str(odd / "run")]) == 0
    assert "incidents.parquet" in os.listdir(odd / "run")


def test_messages_about_such_names_can_be_shown(odd):
    command = [sys.executable, "-m", "milieusim", "new", str(odd / "mine")]
    for environment in ({}, {"PYTHONIOENCODING": "ascii"}):
        done = subprocess.run(command, capture_output=True, env={**os.environ, **environment})
        assert b"st\\xe4tion" in done.stdout + done.stderr
    assert done.returncode == 2  # it is there by now


def test_a_store_under_such_a_name_is_refused_before_it_is_made(odd, tmp_path, capsys):
    file = tmp_path / "x.yaml"
    file.write_text("name: x\ndesigns: [acute-ward]\ndays: 1\n", encoding="utf-8")
    assert main(["sweep", str(file), "--store", str(odd / "store")]) == 2
    assert "a sign in it that is not UTF-8" in capsys.readouterr().err
    assert os.listdir(odd) == []


def test_sets_and_designs_of_such_names_can_be_used(odd, capsys):
    sets = odd / os.fsdecode(b"s\xe4tze.parquet")
    write_sets(sets, ROWS, {})
    assert read_sets(sets).labels() == ["s\ufffdtze-0", "s\ufffdtze-1"]
    trail = Trail(odd / "trail", {})
    trail.write_table("rows", ROWS)
    assert trail.read_table("rows").equals(ROWS)
    trail.write_arrays("arrays", x=np.arange(3))
    assert trail.read_arrays("arrays")["x"].tolist() == [0, 1, 2]
    design = odd / os.fsdecode(b"w\xe4rd.yaml")
    design.write_text("based_on: acute-ward\n", encoding="utf-8")
    assert main(["check", str(design)]) == 0
