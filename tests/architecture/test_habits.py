"""Habits of the repository: no stray print, no bare except, nothing about machines or trackers."""

import ast
import re
import subprocess

import pytest
from source_code import REPOSITORY, called, modules, tree_of

MAY_PRINT = ("cli/",)
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".txt", ".cfg", ".csv", ".html", ".ipynb", ".cff", ".sh", ""}
FORBIDDEN = {
    "a folder outside the repository": re.compile(r"\.\./shared|/work/(?:main|shared|\.library)"),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:tmp|home|root|Users)/[a-z]\w+"),
    "a number of a tracker": re.compile(
        r"\b(?:issue|ticket|PR|pull request)s? ?#?\d+\b|(?:^|[\s(])#\d{1,5}\b(?![;\w])"
    ),
    "a person at a keyboard": re.compile(r"\bC:\\\\Users\b"),
    "an unfinished place": re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b"),
}
PICTURE = '"image/png": "'
"""Begins the bytes of a picture in a notebook, which spell any word by chance."""


def tracked_files():
    """Return the text files under version control, or all of them where there is no git."""
    done = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True)
    if done.returncode or not done.stdout:
        pytest.skip("no checkout here")
    paths = [REPOSITORY / line for line in done.stdout.splitlines()]
    return [path for path in paths if path.suffix in TEXT and path.is_file()]


@pytest.mark.parametrize("name", modules())
def test_only_the_command_line_prints(name):
    if not name.startswith(MAY_PRINT):
        assert not [call for call in called(tree_of(modules()[name])) if call[0] == "print"]


@pytest.mark.parametrize("name", modules())
def test_every_except_says_what_it_catches(name):
    handlers = [node for node in ast.walk(tree_of(modules()[name])) if isinstance(node, ast.ExceptHandler)]
    assert not [node.lineno for node in handlers if node.type is None]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_repository_does_not_mention(what):
    found = []
    for path in tracked_files():
        if path.name == "test_habits.py":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if PICTURE not in line and FORBIDDEN[what].search(line):
                found.append(f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()[:100]}")
    assert not found


def test_global_random_numbers_decide_nothing():
    found = []
    for name, path in modules().items():
        for call, line in called(tree_of(path)):
            if call.startswith(("np.random.", "numpy.random.", "random.random", "self.random.", "self.rng.")):
                if not name.startswith(
                    ("comparison/", "analysis/", "evidence/", "campaign/", "plots/", "calibration/")
                ):
                    found.append((name, line, call))
            if call.endswith("shuffle_do"):
                found.append((name, line, call))
    assert not found
