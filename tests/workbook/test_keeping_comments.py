"""Comments of one's own that an import would lose are kept beside the file that held them."""

import pytest

from milieusim.workbook.fitted.putting_in import write_texts


@pytest.fixture
def routine(tmp_path):
    path = tmp_path / "routine.yaml"
    path.write_text("# agreed in May\nslots: []  # none yet\n", encoding="utf-8")
    return path


def test_a_file_that_loses_comments_is_kept_as_it_was(routine):
    before = routine.read_bytes()
    assert write_texts({routine: "# agreed in May\nslots: []\n"}) == {
        routine: routine.with_name("routine.yaml.before-import")
    }
    assert routine.with_name("routine.yaml.before-import").read_bytes() == before
    assert "none yet" not in routine.read_text(encoding="utf-8")


def test_a_copy_that_is_there_is_never_replaced(routine):
    routine.with_name("routine.yaml.before-import").write_text("first", encoding="utf-8")
    (copy,) = write_texts({routine: "slots: []\n"}).values()
    assert copy.name == "routine.yaml.before-import-2"
    assert routine.with_name("routine.yaml.before-import").read_text(encoding="utf-8") == "first"


@pytest.mark.parametrize(
    "text", ["# agreed in May\nslots: [a]  # none yet\n", "# new\n# none yet\n# agreed in May\n"]
)
def test_nothing_is_kept_where_no_comment_is_lost(routine, text):
    assert write_texts({routine: text}) == {} and len(list(routine.parent.iterdir())) == 1
