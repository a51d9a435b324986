"""The digest of the package's own sources follows what they do, not how they are written."""

import ast
import time

import pytest

from milieusim import digests
from milieusim.campaign.store.code_versions import CODE

SOURCE = '''"""What it is."""

GAIN = 2.0
"""A note below a constant."""


def scaled(x):
    """Return it."""
    return GAIN * x  # as assumed
'''


@pytest.fixture
def digest_with(tmp_path, monkeypatch):
    """Return what tells the digest of a package of one file with a text."""
    monkeypatch.setattr(digests, "files", lambda package: tmp_path)
    (tmp_path / "rules").mkdir()

    def digest(text, name="sleep.py"):
        for path in (tmp_path / "rules").iterdir():
            path.unlink()
        (tmp_path / "rules" / name).write_bytes(text.encode())
        return digests.sources_digest.__wrapped__("rules", "none_yet.py")

    return digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("What it is", "What it was"),
        ("A note below", "Another note below"),
        ('    """Return it."""\n', ""),
        ("# as assumed", "# as measured"),
        ("GAIN * x ", "(GAIN\n            * x)"),
        ("\n", "\r\n"),
    ],
)
def test_docstrings_comments_and_layout_do_not_count(digest_with, old, new):
    assert old in SOURCE and digest_with(SOURCE) == digest_with(SOURCE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [("2.0", "2"), ("GAIN * x", "x * GAIN"), ("(x)", "(x, /)"), ("(x)", "(*, x)"), ("return ", "")],
)
def test_what_it_does_counts(digest_with, old, new):
    assert old in SOURCE and digest_with(SOURCE) != digest_with(SOURCE.replace(old, new))


def test_name_of_a_file_counts(digest_with):
    assert digest_with(SOURCE) != digest_with(SOURCE, "ties.py")


def test_fields_that_another_version_of_python_adds_change_nothing():
    tree = ast.parse(SOURCE)
    before = digests.syntax_of(tree)
    tree.body[-1]._fields += ("type_params",)
    tree.body[-1].type_params = []
    assert digests.syntax_of(tree) == before


def test_code_of_a_store_is_digested_once_and_in_a_moment():
    began = time.process_time()
    found = {part: digests.sources_digest.__wrapped__(*places) for part, places in CODE.items()}
    assert len({*found.values()}) == len(CODE) and time.process_time() - began < 2
    assert digests.sources_digest("rules") is digests.sources_digest("rules")
