"""What was defined in a notebook's cell is swept on processes and on Dask with the bytes of threads."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import milieusim as ms

DEFINED = """
import milieusim as ms

WILLING = 0.5

class EarlyRiser(ms.Resident):
    def answer_invitation(self, slot):
        return WILLING * super().answer_invitation(slot)

def never_bored(p, boredom, engaged_share):
    return 0.0

def night(run):
    return float((run.incidents["shift"] == "night").sum())

metric = ms.register_metric("at_night", night, "At night.", "incidents", "own measure")
ward = ms.load_design("open-unit").replace(name="mine")
"""
SWEPT = """
asked = {"name": "cell", "designs": ward, "days": 1, "warm_up_days": 0, "engine": "agents", "replications": 2,
         "runs_per_file": 1}
store = ms.run_experiment(asked, "EXECUTOR", executor="EXECUTOR", workers=WORKERS,
                          rules={"next_boredom": never_bored}, resident_class=EarlyRiser)
assert len(store.failures()) == 0 and store.metrics()["at_night"].notna().all()
"""


@pytest.mark.slow
@pytest.mark.parametrize("executor", ["processes", "dask"])
def test_own_things_of_a_cell_give_the_bytes_of_threads(executor, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(ms.__file__).parents[1])]))
    cells = [DEFINED] + [
        SWEPT.replace("EXECUTOR", how).replace("WORKERS", "1") for how in ("threads", executor)
    ]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
    client = NotebookClient(
        book, timeout=300, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    threads, other = (ms.open_store(tmp_path / how) for how in ("threads", executor))
    assert other.digest() == threads.digest() and other.manifest.text == threads.manifest.text
    assert {"class EarlyRiser", "rule next_boredom", "metric at_night"} <= set(threads.manifest.facts["code"])
