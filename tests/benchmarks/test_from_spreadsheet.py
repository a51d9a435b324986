"""Three commands lead from a ward's spreadsheet to a report."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2]))
from benchmarks.from_spreadsheet import LAYOUTS, main, route


@pytest.mark.slow
def test_three_commands_lead_from_a_workbook_to_a_report(tmp_path):
    found = route("lifespan_grid", tmp_path, ["--replications", "2", "--days", "7"])
    assert found.exits == [0, 0, 0] and found.slots > 5 and found.unread == 0
    assert "<html" in found.report and "my-ward" in found.report


def test_what_is_not_known_of_a_workbook_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["--only", "another"])
    assert "cumberland_twelve_hours" in capsys.readouterr().err and len(LAYOUTS) >= 8
