import pytest
from fake_runs import engine  # noqa: F401


@pytest.fixture
def blank_pictures(monkeypatch):
    """Pages with no pictures: tests of words need no pixels."""
    monkeypatch.setattr("milieusim.report.page_writing.painted", lambda figure_of, width: "")
