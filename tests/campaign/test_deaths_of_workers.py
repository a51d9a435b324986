"""Why workers died is told as far as it is known, and not guessed."""

import os
import signal

import pytest
from sweeps import experiment

import milieusim as ms
from milieusim.campaign.sweep import disk, executors
from milieusim.errors import RunError


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The exit codes of the workers are {SIGKILL(-9)}", "SIGKILL(-9). Often memory ran out"),
        ("The exit codes of the workers are {EXIT(7)}", "EXIT(7); what it printed stands above."),
        ("all those workers died", "It says: all those workers died. Often memory ran out"),
    ],
)
def test_reason_of_a_death_is_what_is_known_of_it(said, told):
    assert told in disk.told_of_death(RuntimeError(said))


def test_what_a_worker_could_not_read_is_the_reason():
    error = RuntimeError("A task has failed to un-serialize.")
    error.__cause__ = AttributeError("Can't get attribute 'mine'")
    assert "Can't get attribute 'mine'" in disk.told_of_death(error)


def _be_killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
def test_worker_that_the_system_kills_again_and_again_ends_the_sweep_with_the_likely_reason(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(executors, "run_chunk", _be_killed)
    with pytest.raises(RunError, match=r"SIGKILL\(-9\). Often memory ran out"):
        ms.run_experiment(experiment(), tmp_path / "store", executor="processes", workers=1)
