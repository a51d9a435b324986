"""Runs with a rule or a metric of one's own are never mixed with runs of another, and never refused for no reason."""

import os
import random
import subprocess
import sys
import types
from pathlib import Path

import pytest
from sweeps import experiment, files_of, small

import milieusim as ms
from milieusim.analysis.metrics.metrics import METRICS

SHORT = {"days": 1, "warm_up_days": 1, "engine": "agents", "factors": {}, "keep": [], "runs_per_file": 1}
GAIN = 1.0
PLAIN = ms.RULES["next_boredom"].function
SCRIPT = """
import sys
from sweeps import experiment
import milieusim as ms

GAIN = float(sys.argv[3])
PLAIN = ms.RULES["next_boredom"].function

def mine(p, boredom, engaged_share):
    return GAIN * PLAIN(p, boredom, engaged_share)

def night(run):
    return float("x" in {"early", "late", "night", "dawn", "dusk", "noon"})

ms.register_metric("night", night, "Definition.", "unit", "source")

if __name__ == "__main__":
    short = {"days": 1, "warm_up_days": 1, "engine": "agents", "factors": {}, "keep": [], "runs_per_file": 1}
    asked = experiment(replications=int(sys.argv[4]), **short)
    try:
        store = ms.run_experiment(asked, sys.argv[1], executor=sys.argv[2], workers=1, rules={"next_boredom": mine})
    except ms.ConfigError as error:
        print(error)
    else:
        print(*store.metrics()["run_id"])
"""


def mine(p, boredom, engaged_share):
    """Return boredom as the shipped rule has it, but for a factor."""
    return GAIN * PLAIN(p, boredom, engaged_share)


RULES = {"next_boredom": mine}


def told_by_script(folder, executor, gain, replications):
    """Run the script and return what it says; its processes have their hashes in orders of their own."""
    script = folder / "script.py"
    script.write_text(SCRIPT)
    paths = [str(Path(__file__).parent), *sys.path]
    environment = {**os.environ, "PYTHONHASHSEED": "random", "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, str(script), str(folder / "store"), executor, str(gain), str(replications)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_same_script_goes_on_in_other_processes_and_a_changed_one_does_not(tmp_path):
    first = told_by_script(tmp_path, "processes", 1.0, 1).split()
    both = told_by_script(tmp_path, "threads", 1.0, 2).split()
    assert len(first) == 1 and len(both) == 2 and both[:1] == first
    before = files_of(tmp_path / "store")
    refused = told_by_script(tmp_path, "processes", 0.2, 3)
    assert "code of rule next_boredom" in refused and "metric night" not in refused
    assert files_of(tmp_path / "store") == before


def test_store_of_a_rule_is_not_extended_after_a_global_of_it_has_changed(tmp_path, monkeypatch):
    short = {"executor": "threads", "workers": 1, "rules": RULES}
    one = ms.run_experiment(experiment(replications=1, **SHORT), tmp_path / "one", **short)
    monkeypatch.setattr(sys.modules[__name__], "GAIN", 0.2)
    with pytest.raises(ms.ConfigError, match="code of rule next_boredom: .* in the store, .* now"):
        ms.run_experiment(experiment(replications=2, **SHORT), tmp_path / "one", **short)
    other = ms.run_experiment(experiment(replications=1, **SHORT), tmp_path / "other", **short)
    assert one.metrics()["run_id"][0] != other.metrics()["run_id"][0]


def test_store_of_a_rule_says_that_it_goes_on_under_its_own_python(tmp_path, monkeypatch):
    from milieusim.campaign.store import manifest

    short = {"executor": "threads", "workers": 1, "rules": RULES}
    ms.run_experiment(experiment(replications=1, **SHORT), tmp_path / "store", **short)
    versions = manifest.versions()
    monkeypatch.setattr(manifest, "versions", lambda: versions | {"python": "3.99.0"})
    monkeypatch.setattr(sys.modules[__name__], "GAIN", 0.2)  # as another bytecode would tell
    with pytest.raises(ms.ConfigError, match=f"go on with Python {versions['python']}.* not 3.99.0"):
        ms.run_experiment(experiment(replications=2, **SHORT), tmp_path / "store", **short)


def test_compiled_engine_is_built_again_for_a_changed_global_and_only_then(monkeypatch):
    from milieusim.engines.compiled import building as compiled

    monkeypatch.setattr(compiled, "_kernels", {})
    monkeypatch.setattr(compiled, "_built", lambda rules: object())
    copy = types.FunctionType(mine.__code__, globals(), "copy")
    first = compiled.kernel(RULES)
    assert compiled.kernel({"next_boredom": copy}) is first
    monkeypatch.setattr(sys.modules[__name__], "GAIN", 0.2)
    assert compiled.kernel(RULES) is not first


def drawing():
    """Return a rule that holds a random generator."""
    draws = random.Random(1)
    return lambda p, boredom, engaged_share: boredom * draws.random()


def test_rule_without_a_digest_is_refused_before_a_store_is_begun(tmp_path):
    asked = experiment(replications=1, **SHORT)
    with pytest.raises(
        ms.ConfigError,
        match=r"rule next_boredom: draws \(random.Random\) is no plain value.* try it out with sim",
    ):
        ms.run_experiment(asked, tmp_path / "store", executor="threads", rules={"next_boredom": drawing()})
    assert files_of(tmp_path / "store") == {}


def sent_copy(function):
    """Return a function as it is where it was sent to by value: its file is not there."""
    code = function.__code__.replace(co_filename="not-here.py")
    return types.FunctionType(code, function.__globals__, function.__name__, function.__defaults__)


def test_worker_takes_a_rule_that_it_has_no_source_of_and_refuses_another(monkeypatch):
    from milieusim.campaign.store.manifest import Manifest
    from milieusim.campaign.sweep.work import Context
    from milieusim.engines.identity import own_code

    manifest = Manifest.of(ms.load_experiment(experiment(**SHORT)), RULES)
    copies = {"next_boredom": sent_copy(mine)}
    assert own_code(copies) == own_code(RULES) == Context(manifest, copies).own
    monkeypatch.setattr(sys.modules[__name__], "GAIN", 0.2)
    for rules in (copies, RULES, {}):
        with pytest.raises(ms.ConfigError, match="has other code than the store: rule next_boredom"):
            Context(manifest, rules)


def test_metric_without_a_digest_is_refused_by_its_name(tmp_path):
    draws = random.Random(1)
    ms.register_metric("guessed", lambda run, draws=draws: draws.random(), "A guess.", "none", "a test")
    try:
        with pytest.raises(ms.ConfigError, match="metric guessed: draws .* is no plain value"):
            ms.run_experiment(experiment(**SHORT), tmp_path / "store")
    finally:
        METRICS.pop("guessed")


def test_wrapped_metric_of_the_library_counts_as_ones_own(tmp_path):
    import functools

    from milieusim.campaign.store.code_versions import code_digests

    shipped = METRICS["conflict_per_shift"]

    @functools.wraps(shipped.function)
    def doubled(run):
        return 2 * shipped.function(run)

    try:
        ms.register_metric("conflict_per_shift", doubled, "D.", "unit", "source", replace=True)
        assert "metric conflict_per_shift" in code_digests()
    finally:
        METRICS["conflict_per_shift"] = shipped


def test_single_run_with_such_a_rule_is_made_and_has_no_id():
    options = {"days": 1, "warm_up_days": 1, "engine": "agents", "rules": {"next_boredom": drawing()}}
    run = ms.simulate(small(), **options)
    assert run.metrics()["occupancy"] >= 0
    with pytest.raises(ms.ConfigError, match="rule next_boredom: draws"):
        assert run.run_id
    runs = ms.simulate_many(small(), seeds=[1], **options)
    with pytest.raises(ms.ConfigError, match="rule next_boredom: draws"):
        assert runs.runs is None


def test_rule_that_keeps_notes_runs_on_many_threads(tmp_path):
    notes = {}

    def noting(p, boredom, engaged_share):
        notes[len(notes)] = boredom
        return boredom

    asked = experiment(**{**SHORT, "replications": 6})
    store = ms.run_experiment(
        asked, tmp_path / "store", executor="threads", workers=4, rules={"next_boredom": noting}
    )
    assert len(store.metrics()) == 6 and notes


def test_agent_class_counts_by_its_content():
    def early(answer):
        class EarlyRiser(ms.Resident):
            def answer_invitation(self, slot):
                return super().answer_invitation(slot) if answer else -1.0

        return EarlyRiser

    options = {"days": 1, "warm_up_days": 0, "engine": "agents"}
    ids = [
        ms.simulate(small(), resident_class=early(answer), **options).run_id for answer in (True, True, False)
    ]
    assert ids[0] == ids[1] != ids[2]
