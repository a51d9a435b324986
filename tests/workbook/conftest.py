"""A ward to read timetables into."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from milieusim.cli.main import app
from milieusim.config.reading.loading import load_design
from milieusim.workbook.importing import read_for

# Random designs are made where designs are tested.
sys.path.append(str(Path(__file__).resolve().parents[1] / "config"))


@pytest.fixture(scope="session")
def ward():
    """A shipped ward; what is read takes the place of its routine."""
    return load_design("acute-ward")


@pytest.fixture
def read(ward):
    """Read a spreadsheet for the ward; its slots as (name, days, start, end, activity), and what was found."""

    def read(path, *words):
        design, _, readings, found = read_for(path, ward, words)
        slots = [(s.name, s.days, s.start, s.end, s.activity) for s in design.routine.slots]
        return design, slots, readings, found

    return read


@pytest.fixture
def folder(tmp_path):
    """A design folder of one's own."""
    assert CliRunner().invoke(app, ["new", str(tmp_path / "mine")]).exit_code == 0
    return tmp_path / "mine"


@pytest.fixture
def run():
    """Call the command line."""
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])
