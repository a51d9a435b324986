"""What comes out where a stream is closed, and on terminals that show few signs."""

import os
import re
import subprocess
import sys

import pytest

from milieusim.cli.showing.screen_tables import plain_sign

pty = pytest.importorskip("pty")

COMPARE = "compare acute-ward open-unit --days 3 --replications 2 --parameters best".split()
EXPERIMENT = """
name: small
designs: [acute-ward]
days: 1
warm_up_days: 1
replications: 2
factors: {milieu.support: [0.2, 0.8]}
"""
ALL_SIGNS = """
from milieusim.cli.showing.screen_tables import ready_streams, say, say_table, tell

ready_streams()
say_table("a \\u2192 b", ["what", ">change"], [["caf\\u00e9", "\\u22121.5"]])
say("\\u2026 said")
tell("\\u2014 told")
"""
EACH = """
import sys
from milieusim.cli.main import main

ended = [main(line.split()) for line in sys.argv[2:]]
with open(sys.argv[1], "w") as file:
    file.write(f"{ended}")
"""


def closed(streams, *command):
    """Run a command with some of its streams closed, as a shell closes them."""
    line = 'exec "$@" ' + " ".join(f"{number}>&-" for number in streams)
    return subprocess.run(["sh", "-c", line, "sh", sys.executable, *command], capture_output=True, text=True)


def on_terminal(arguments, **environment):
    """Run the command line on a terminal of its own and return how it ended and all that was shown."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "120", **environment}
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 1 << 16)
        except OSError:  # how Linux says that nobody writes any more
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return process.wait(), re.sub(rb"\x1b\[[0-9;]*m", b"", shown)


@pytest.fixture(scope="module")
def experiment(tmp_path_factory):
    file = tmp_path_factory.mktemp("streams") / "small.yaml"
    file.write_text(EXPERIMENT, encoding="utf-8")
    return file


@pytest.mark.parametrize("streams", [pytest.param([2], marks=pytest.mark.slow), [0, 1, 2]], ids=str)
def test_every_command_does_its_work_with_streams_closed(streams, experiment, tmp_path):
    store, ended = tmp_path / "store", tmp_path / "ended"
    lines = [
        "--help",
        "--version",
        "designs",
        f"new {tmp_path / 'mine'}",
        f"check {tmp_path / 'mine'}",
        "diff acute-ward open-unit",
        "schema",
        "metrics",
        f"run acute-ward --days 1 --out {tmp_path / 'run'}",
        f"{' '.join(COMPARE)} --out {tmp_path / 'compared'} --report {tmp_path / 'page.html'}",
        f"sweep {experiment} --store {store}",
        f"status {store} --verify",
        f"sensitivity {store} --json",
        "check no-such-ward",
        "calibrate",
        "evidence --parameters no-such-set",
    ]
    done = closed(streams, "-c", EACH, str(ended), *lines)
    assert ended.read_text() == f"{[0] * 13 + [2] * 3}"
    assert {"mine", "run", "compared", "page.html", "store"} <= {path.name for path in tmp_path.iterdir()}
    assert ("conflict a shift" in done.stdout) == (1 not in streams)
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_the_answer_does_not_depend_on_whether_messages_go_anywhere():
    command = ["-m", "milieusim", *COMPARE]
    assert closed([2], *command).stdout == closed([], *command).stdout != ""


def test_a_file_is_never_opened_in_the_place_of_a_closed_stream(tmp_path):
    # Number 2 would be given to the next file, and every message of a library would be written into it.
    code = (
        "import os; from milieusim.cli.main import main; main(['--version']); "
        f"file = open({str(tmp_path / 'x')!r}, 'w'); assert file.fileno() > 2; os.write(2, b'lost')"
    )
    assert closed([2], "-c", code).returncode == 0
    assert (tmp_path / "x").read_text() == ""


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=str,
)
def test_a_terminal_of_few_signs_gets_plain_ones(environment):
    is_western = environment.get("PYTHONIOENCODING") in ("cp1252", "latin-1")
    status, shown = on_terminal(["-c", ALL_SIGNS], **environment)
    lines = shown.decode(environment.get("PYTHONIOENCODING", "ascii")).replace("\x97", "-").splitlines()
    assert status == 0
    assert lines[0].startswith("a -> b") and lines[2].startswith("caf\u00e9" if is_western else "cafe")
    assert lines[2].rstrip().endswith("-1.5")
    assert lines[3][-5:] == " said" and lines[4] in ("- told", "\u2014 told")
    status, shown = on_terminal(["-m", "milieusim", "run", "--help"], **environment)
    assert status == 0 and shown.isascii() and b"--seed" in shown and b"+-" in shown


def test_work_is_not_lost_at_a_minus_sign():
    status, shown = on_terminal(["-m", "milieusim", *COMPARE, "--seed", "3"], PYTHONIOENCODING="cp1252")
    assert status == 0 and re.search(rb" % \(-\d+(\.\d+)? to \+", shown)


def test_a_terminal_of_all_signs_gets_them():
    status, shown = on_terminal(["-c", ALL_SIGNS], PYTHONIOENCODING="utf-8")
    assert status == 0 and "a \u2192 b" in shown.decode("utf-8") and "\u22121.5" in shown.decode("utf-8")


@pytest.mark.parametrize(
    ("sign", "plain"),
    [("\u2212", "-"), ("\u2192", "->"), ("\u2500", "-"), ("\u2502", "|"), ("\u256d", "+"), ("\u2026", "..."),
     ("\u00b1", "+/-"), ("\u00e9", "e"), ("\u00df", "ss"), ("\u00a0", " "), ("\u4e2d", "?"), ("\udce4", "\\xe4")],
)  # fmt: skip
def test_signs_have_plain_ones_that_read_alike(sign, plain):
    assert plain_sign(sign) == plain
