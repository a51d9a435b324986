"""What is wrong with an experiment, or dear about it, is told before the first run."""

import pytest
import yaml
from sweeps import SMALL, experiment, files_of

import milieusim as ms
from milieusim.campaign.experiment.notices import notices
from milieusim.campaign.sweep import book
from milieusim.campaign.sweep.estimate import usual_hours
from milieusim.cli.main import main


@pytest.fixture
def file(tmp_path):
    """Return an experiment file beside its design."""
    (tmp_path / "small.yaml").write_text(yaml.safe_dump(SMALL))
    path = tmp_path / "experiment.yaml"
    path.write_text(yaml.safe_dump(experiment(designs=["small.yaml"])))
    return path


def test_factorial_without_end_is_refused_with_its_product_and_the_limit():
    levels = [k / 1e5 for k in range(100_000)]
    with pytest.raises(
        ms.ConfigError, match=r"100,000 x 100,000 levels .* 10,000,000,000 points.* 10,000,000"
    ):
        ms.load_experiment(experiment(factors={"milieu.structure": levels, "milieu.support": levels}))


def test_more_runs_than_can_be_are_refused_with_their_number():
    with pytest.raises(
        ms.ConfigError, match="3 points x .* 1,000,000 replications = .* an experiment may have"
    ):
        sets = {"parameters": "posterior", "sets": 1000}
        ms.load_experiment(experiment(replications=1_000_000, **sets))


def test_days_of_more_ticks_than_a_run_may_have_are_refused_on_loading():
    with pytest.raises(
        ms.ConfigError, match=r"days is 3650; with 1-minute ticks a run may have at most 2\*\*20"
    ):
        ms.load_experiment(experiment(days=3650, tick_minutes=1))


def test_ends_of_each_factor_go_through_the_check_of_designs():
    told = list(notices(ms.load_experiment(experiment(factors={"ward.beds": [3, 6, 60]}))))
    assert told[0].startswith("small with ward.beds 60: ward.beds is 60, but the bedrooms hold 6.")
    assert not any("ward.beds 6:" in line for line in told)
    # Left out because it has no level of its own: what is said of the design as it is.
    assert not [line for line in notices(ms.load_experiment(experiment(factors={"ward.beds": [6]})))]


def test_dry_run_tells_runs_hours_disk_and_files_and_writes_nothing(file, tmp_path, capsys):
    before = sorted(tmp_path.rglob("*"))
    assert main(["sweep", str(file), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("12 runs in 6 chunks: about ") and "24 files in 4 folders. By 3 runs" in told
    assert sorted(tmp_path.rglob("*")) == before


def test_long_sweep_needs_a_yes_where_nobody_can_answer(file, tmp_path, capsys):
    text = (
        file.read_text()
        .replace("replications: 4", "replications: 1000000")
        .replace("days: 7\n", "days: 700\n")
    )
    file.write_text(text.replace("runs_per_file: 2\n", ""))
    assert usual_hours(ms.load_experiment(file)) > 100
    assert main(["sweep", str(file), "--store", str(tmp_path / "out")]) == 2
    assert "3,000,000 runs take about" in (told := capsys.readouterr().err) and "say --yes" in told
    assert not (tmp_path / "out").exists()


def test_chunks_with_failures_are_run_again_when_that_is_asked_for(tmp_path, monkeypatch, undisturbed):
    def fault(point, *others):
        raise ValueError("a machine's bad day")

    store, seen = tmp_path / "store", []
    with monkeypatch.context() as patch:
        patch.setattr(book, "applied", fault)
        assert len(ms.run_experiment(experiment(), store).failures()) == 12
    ms.run_experiment(experiment(), store, progress=seen.append)
    assert seen[-1].failed == 12 and seen[-1].before == 12
    ms.run_experiment(experiment(), store, progress=seen.append, retry_failures=True)
    assert seen[-1].failed == 0 and files_of(store) == files_of(undisturbed)
