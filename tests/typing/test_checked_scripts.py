"""Type checkers see what users call: right scripts pass in strict mode, every wrong line of wrong ones is an error."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCRIPTS = {path.name: path for path in sorted((HERE / "scripts").glob("*.py"))}


def marked_wrong():
    """Return (script, line) of all that is marked as wrong."""
    return {
        (name, number)
        for name, path in SCRIPTS.items()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.endswith("# wrong")
    }


def answer_of(*command):
    """Return what a checker prints of the scripts."""
    environment = {**os.environ, "MYPYPATH": str(ROOT), "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=HERE, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def test_some_lines_are_wrong_in_one_script_and_right_in_the_others():
    names = {name for name, _ in marked_wrong()}
    assert names == {"wrong_lines.py"} and len(SCRIPTS) == 4


def test_pyright_finds_each_wrong_line_and_no_other():
    pytest.importorskip("pyright")
    found = json.loads(answer_of("pyright", "--project", "pyrightconfig.json", "--outputjson"))
    told = {
        (Path(one["file"]).name, one["range"]["start"]["line"] + 1) for one in found["generalDiagnostics"]
    }
    assert found["summary"]["filesAnalyzed"] == len(SCRIPTS)
    assert told == marked_wrong()


@pytest.mark.slow
def test_mypy_finds_each_wrong_line_and_no_other(tmp_path):
    pytest.importorskip("mypy")
    printed = answer_of("mypy", "--config-file", "mypy.ini", "--cache-dir", str(tmp_path), "scripts")
    told = {(Path(path).name, int(line)) for path, line in re.findall(r"^(.+?):(\d+): error:", printed, re.M)}
    assert told == marked_wrong()
