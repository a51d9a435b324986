"""Studies: their figures are those of their experiments and of the model as it is, or say that they are not."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "experiments"), str(ROOT / "docs")]

import examples  # noqa: E402
import marks  # noqa: E402
import plans  # noqa: E402

import milieusim as ms  # noqa: E402

HOMES = sorted(path.parent for path in (ROOT / "experiments").glob("*/experiment.yaml"))
QUICK = "02-what-matters"
LARGE = {
    "05-what-the-milieu-is-made-of",
    "06-milieu-therapy",
}  # of dozens of experiments: among the slow tests


@pytest.fixture(scope="module", autouse=True)
def warmed():
    from milieusim.engines.compiled.building import warm

    warm()


def _name(home):
    return home.name


def _mark(home):
    return json.loads((home / marks.MARK).read_text(encoding="utf-8"))


def _with_mark(home, **changes):
    (home / marks.MARK).write_text(json.dumps({**_mark(home), **changes}), encoding="utf-8")
    return home


def _of_this_machine():
    if examples.MACHINE.read_text(encoding="utf-8").strip() != examples.machine():
        pytest.skip("numbers were made on a machine that computes otherwise in the last place")


@pytest.fixture
def copied(tmp_path):
    home = ROOT / "experiments" / QUICK
    return Path(shutil.copytree(home, tmp_path / QUICK, ignore=shutil.ignore_patterns("out", "trial")))


def test_there_are_six_studies_with_a_store():
    assert [home.name[:2] for home in HOMES] == ["01", "02", "03", "04", "05", "06"]


@pytest.mark.parametrize("home", HOMES, ids=_name)
def test_a_script_has_sixty_lines_at_most(home):
    assert len((home / "run.py").read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("home", HOMES, ids=_name)
def test_figures_tables_and_printed_words_are_those_that_the_study_made(home):
    assert marks.changed_files(home) == []


@pytest.mark.parametrize("home", HOMES, ids=_name)
def test_a_page_shows_every_figure(home):
    page = (home / "README.md").read_text(encoding="utf-8")
    figures = [name for name in _mark(home)["files"] if name.endswith(".png")]
    assert figures and all(f"]({name})" in page for name in figures)


@pytest.mark.parametrize(
    "home",
    [pytest.param(home, marks=pytest.mark.slow if home.name in LARGE else []) for home in HOMES],
    ids=_name,
)
def test_figures_are_of_the_model_as_it_is_or_the_page_says_stale(home):
    state = marks.state_of(home)
    if state != "current":
        _of_this_machine()
    says_so = marks.STALE in (home / "README.md").read_text(encoding="utf-8")
    assert (state == "stale") == says_so, (
        f"remove {home.name}/out, run: python experiments/{home.name}/run.py, or write {marks.STALE} into its README"
    )


@pytest.mark.parametrize("home", HOMES, ids=_name)
def test_the_store_that_lies_here_is_the_one_of_the_figure(home):
    places = plans.places_of(home / "out", _mark(home)["experiments"])
    if not all((place / "manifest.json").is_file() for place in places.values()):
        pytest.skip("the store was not kept")
    stores = {name: ms.open_store(place) for name, place in places.items()}
    if sum(len(store.metrics()) for store in stores.values()) == _mark(home)["runs"]:
        assert marks.digest_of_stores(stores) == _mark(home)["store"]


def test_a_figure_that_somebody_changed_is_told(copied):
    name = next(name for name in _mark(copied)["files"] if name.endswith(".png"))
    (copied / name).write_bytes((copied / name).read_bytes() + b"0")
    page = (copied / "README.md").read_text(encoding="utf-8")
    (copied / "README.md").write_text(page.replace("\n```\n", "\nmore\n```\n"), encoding="utf-8")
    assert marks.changed_files(copied) == [name, "README.md"]


def test_another_experiment_makes_a_figure_stale(copied):
    asked = (copied / "experiment.yaml").read_text(encoding="utf-8")
    (copied / "experiment.yaml").write_text(asked.replace("sets: 250", "sets: 249"), encoding="utf-8")
    assert marks.state_of(copied) == "stale"


def test_another_way_to_read_the_runs_makes_a_figure_stale(copied):
    script = copied / "run.py"
    script.write_text(script.read_text(encoding="utf-8") + "\nSURE = 0.5\n", encoding="utf-8")
    assert marks.state_of(copied) == "stale"


def test_code_that_is_only_put_in_order_leaves_a_figure_valid(copied):
    _of_this_machine()
    if marks.state_of(copied) == "stale":
        pytest.skip("the figure is stale, and its page says so")
    assert marks.state_of(_with_mark(copied, plan="of other code")) == "same numbers"


def test_runs_that_give_other_numbers_make_a_figure_stale(copied):
    sample = _mark(copied)["sample"]
    kept = sample[-1]["metrics"]
    kept[next(iter(kept))] += 0.01
    assert marks.state_of(_with_mark(copied, plan="of other code", sample=sample)) == "stale"


@pytest.mark.slow
@pytest.mark.parametrize("home", HOMES, ids=_name)
def test_a_trial_makes_all_that_the_study_makes(home, tmp_path):
    command = [sys.executable, str(home / "run.py"), "--trial", "--out", str(tmp_path)]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path})
    assert done.returncode == 0, done.stderr
    made = _mark(tmp_path)
    assert set(made["files"]) == set(_mark(home)["files"])
    assert f"{made['runs']:,} runs of 14 days." in done.stdout.splitlines()[:2]
    places = plans.places_of(tmp_path / "store", made["experiments"])
    assert marks.digest_of_stores({name: ms.open_store(at) for name, at in places.items()}) == made["store"]


@pytest.mark.slow
def test_the_first_comparison_prints_every_column_where_there_is_no_screen(tmp_path):
    script = ROOT / "experiments" / "00-a-first-comparison" / "run.py"
    command = [sys.executable, str(script), "--days", "3", "--replications", "2", "--out", str(tmp_path)]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path})
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == ["metric", "base", "other", "low", "high", "verdict"]
