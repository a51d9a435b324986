"""Other tools are asked what they are said to be asked, and lines, losses and answers are counted as told."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# AgentPy's last release is older than the pandas that it meets here.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.slow
def test_the_reduced_ward_is_the_same_in_both_frameworks():
    from benchmarks.peers import asked

    mesa, agentpy = asked.reduced_ward_by_mesa(2, 2), asked.reduced_ward_by_agentpy(2, 2)
    assert len(mesa) == 4 and mesa["incidents"].nunique() > 1
    assert mesa.to_numpy().tolist() == agentpy.to_numpy().tolist()


@pytest.mark.slow
def test_the_workbench_and_the_library_sweep_the_same_ward(tmp_path):
    from benchmarks.peers import asked
    from milieusim.bridges.needed import need

    need("ema_workbench", "this test")
    _, outcomes = asked.sweep_by_ema(1, 2, 2)
    metrics = asked.sweep_by_milieusim(1, 2, 2, tmp_path / "store")
    assert outcomes["conflict_per_100_obd"].shape == (2,) and len(metrics) == 4
    assert asked.whole_ward_by_milieusim(1, 1, tmp_path / "wards")["ward.beds"].tolist() == [10, 20]


def test_lines_of_code_are_no_comments_docstrings_or_blanks():
    from benchmarks.against_peers import code_lines, lines_written

    assert code_lines('def f():\n    """Say."""\n\n    # why\n    return """a\n    b"""\n') == 3
    found = lines_written()
    assert all(
        isinstance(n, int) and n > 4 for name, n in found.items() if "milieusim, the model" not in name
    )


@pytest.mark.slow
def test_a_kill_costs_a_sweep_few_runs_and_others_all(tmp_path):
    from benchmarks.peers.kills import lost_in_kill

    finished, lost = lost_in_kill("reduced ward, Mesa", tmp_path / "mesa", 1, 40)
    assert finished >= 40 and lost == finished
    finished, lost = lost_in_kill("sweep, milieusim", tmp_path / "milieusim", 1, 40)
    assert finished >= 40 and lost < finished
