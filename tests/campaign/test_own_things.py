"""Rules, metrics, agent classes and designs of one's own in a sweep: with the bytes of threads, wherever they run."""

import pickle
import subprocess
import sys
from concurrent.futures import Executor, Future

import pytest
from sweeps import experiment, files_of, small

import milieusim as ms
from milieusim.analysis.metrics.metrics import METRICS
from milieusim.campaign.experiment.own_things import own_things, registered
from milieusim.campaign.sweep.sent import Sent, received, sent

SHORT = {"days": 1, "warm_up_days": 1, "engine": "agents", "factors": {}, "keep": [], "replications": 2}
WILLING = 0.5


class EarlyRiser(ms.Resident):
    """Comes to half of what is offered as soon as can be."""

    def answer_invitation(self, slot):
        return WILLING * super().answer_invitation(slot) + shared()


class Quiet(ms.Staff):
    """Stands apart."""

    def show_warmth(self):
        return None


def shared():
    """Return what another function asks for."""
    return 0.1


def mine(p, boredom, engaged_share):
    """Return no boredom."""
    return 0.0


def night(run):
    """Return how many incidents there were at night."""
    return float((run.incidents["shift"] == "night").sum())


@pytest.fixture
def metric():
    registered = ms.register_metric("night_incidents", night, "At night.", "incidents", "own measure")
    yield registered
    METRICS.pop("night_incidents", None)


OWN = {"rules": {"next_boredom": mine}, "resident_class": EarlyRiser, "staff_class": Quiet}


class Posted(Executor):
    """Does work at once, on what is left of it after a pickle has been made and read."""

    def submit(self, function, *work):
        done = Future()
        try:
            done.set_result(function(*pickle.loads(pickle.dumps(work))))
        except Exception as error:  # noqa: BLE001 - as any executor
            done.set_exception(error)
        return done


def test_own_things_give_the_same_bytes_sent_and_in_shards_as_in_threads(tmp_path, metric):
    asked = experiment(**{**SHORT, "runs_per_file": 1})
    threads = ms.run_experiment(asked, tmp_path / "threads", executor="threads", workers=1, **OWN)
    for shard, executor in (("2/2", "threads"), ("1/2", Posted())):
        ms.run_experiment(asked, tmp_path / "shards", executor=executor, workers=1, shard=shard, **OWN)
    assert files_of(tmp_path / "threads") == files_of(tmp_path / "shards")
    found, plain = (
        threads.metrics(),
        ms.run_experiment(asked, tmp_path / "plain", workers=1, executor="threads"),
    )
    assert len(threads.failures()) == 0 and "night_incidents" in found
    assert not found["conflict_per_100_obd"].equals(plain.metrics()["conflict_per_100_obd"])


def test_run_of_a_sweep_is_that_run_alone(tmp_path):
    store = ms.run_experiment(experiment(**SHORT), tmp_path / "store", executor="threads", workers=1, **OWN)
    alone = ms.simulate(small(), days=1, warm_up_days=1, engine="agents", seed=1, **OWN)
    row = store.metrics().iloc[0]
    assert row["run_id"] == alone.run_id and row["occupancy"] == alone.metrics()["occupancy"]


def test_metrics_that_are_named_are_worked_out_and_those_that_are_only_registered_are_not(tmp_path, metric):
    METRICS.pop("night_incidents")
    other = ms.register_metric("other", night, "Other.", "incidents", "own measure")
    how = {"executor": "threads", "workers": 1}
    try:
        store = ms.run_experiment(experiment(**SHORT), tmp_path / "one", metrics=[metric], **how)
    finally:
        METRICS.pop("other")
    assert "night_incidents" in store.metrics() and other.name not in store.metrics()


def test_store_with_a_class_is_not_extended_after_the_class_has_changed(tmp_path, monkeypatch):
    how = {"executor": "threads", "workers": 1, "resident_class": EarlyRiser}
    ms.run_experiment(experiment(**SHORT), tmp_path / "store", **how)
    monkeypatch.setattr(sys.modules[__name__], "WILLING", 0.9)
    with pytest.raises(ms.ConfigError, match="code of class EarlyRiser: .* in the store, .* now"):
        ms.run_experiment(experiment(**{**SHORT, "replications": 3}), tmp_path / "store", **how)


def test_where_they_were_made_the_very_things_are_used(metric):
    own = own_things(**OWN)
    posted = pickle.loads(pickle.dumps(sent(own)))
    assert isinstance(posted, Sent) and received(posted) is own
    parts = {"rule next_boredom", "metric night_incidents", "class EarlyRiser", "class Quiet"}
    assert set(own.digests()) == parts


READ = """
import sys, pickle
from milieusim.campaign.sweep.sent import received
own = received(pickle.loads(sys.stdin.buffer.read()))
print(*own.digests().values())
"""


def test_code_of_a_file_that_no_worker_has_is_sent_with_it(tmp_path, monkeypatch):
    (tmp_path / "helpers_of_mine.py").write_text("FACTOR = 0.5\ndef scaled(x):\n    return FACTOR * x\n")
    (tmp_path / "things_of_mine.py").write_text(
        "import helpers_of_mine\nfrom helpers_of_mine import scaled\n"
        "import milieusim as ms\n"
        "def mine(p, boredom, engaged_share):\n    return scaled(boredom) + helpers_of_mine.scaled(boredom)\n"
        "class Early(ms.Resident):\n    likes = {'art': [1, 2]}\n"
        "    def answer_invitation(self, slot):\n        return scaled(super().answer_invitation(slot))\n"
        "class Earlier(Early):\n    def complies(self):\n        return self.likes is not None\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import things_of_mine

    own = own_things({"next_boredom": things_of_mine.mine}, resident_class=things_of_mine.Earlier)
    content = pickle.dumps(sent(own))
    done = subprocess.run(
        [sys.executable, "-c", READ], input=content, capture_output=True, cwd=tmp_path.parent
    )
    assert done.stdout.decode().split() == list(own.digests().values()), done.stderr.decode()


def test_nothing_of_ones_own_is_sent_as_it_is():
    assert sent(own_things()) == own_things() and not own_things() and registered() == ()


def test_worker_of_another_python_is_told_of():
    other = sent(own_things(**OWN))._replace(python="3.9")
    with pytest.raises(ms.ConfigError, match="has Python .* and rule next_boredom, .* was made with 3.9"):
        received(other)


def test_worker_says_why_it_cannot_take_something():
    with pytest.raises(
        ms.ConfigError, match=r"cannot take rule mine \(ModuleNotFoundError: No module named 'nowhere_"
    ):
        received(sent(own_things(**OWN))._replace(names="rule mine", content=b"cnowhere_at_all\nmine\n."))


def test_what_cannot_travel_is_named_before_a_store_is_begun(tmp_path, monkeypatch):
    import cloudpickle

    def refuse(own):
        raise TypeError("cannot pickle '_thread.lock' object")

    monkeypatch.setattr(cloudpickle, "dumps", refuse)
    with pytest.raises(
        ms.ConfigError, match="class EarlyRiser .*cannot be sent .*_thread.lock.* executor='threads'"
    ):
        ms.run_experiment(experiment(**SHORT), tmp_path / "store", executor="processes", **OWN)
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"resident_class": EarlyRiser, "engine": "compiled"},
            "resident_class is EarlyRiser; the compiled engine",
        ),
        ({"resident_class": Quiet}, "must be a subclass of milieusim.Resident"),
        ({"rules": {"next_boredm": mine}}, "there is no rule 'next_boredm'. Did you mean 'next_boredom'"),
        ({"rules": [mine]}, "it must be a dict of functions"),
        (
            {"metrics": ["occupancy"]},
            "metrics: 'occupancy' is no metric; it must be what register_metric returned",
        ),
        ({"metrics": {"night": night}}, "it must be a list of what register_metric returned"),
    ],
)
def test_what_cannot_be_used_is_told_before_a_store_is_begun(tmp_path, given, told):
    asked = experiment(**{**SHORT, "engine": given.pop("engine", "agents")})
    with pytest.raises(ms.ConfigError, match=told.replace("(", r"\(")):
        ms.run_experiment(asked, tmp_path / "store", executor="threads", **given)
    assert not (tmp_path / "store").exists()


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    with pytest.raises(ms.ConfigError) as told:
        ms.run_experiment(
            experiment(**SHORT), tmp_path / "store", rules={"no": mine}, metrics=[1], staff_class=EarlyRiser
        )
    assert len(told.value.problems) == 3


def test_module_types_are_left_as_they_were():
    from cloudpickle import list_registry_pickle_by_value

    before = list_registry_pickle_by_value()
    sent(own_things(**OWN))
    assert list_registry_pickle_by_value() == before
