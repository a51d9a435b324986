"""Versions are noted with each stage, told before runs, and the same on all workers."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from sweeps import experiment, files_of
from test_executors import Cluster

import milieusim as ms
from milieusim.campaign.store.manifest import Manifest
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep import versions
from milieusim.errors import VersionsWarning

OTHER = """
import milieusim
milieusim.__version__ = "0.0.1"
"""


@pytest.fixture
def begun(tmp_path):
    """Return a store that was begun with an older numpy."""
    store = tmp_path / "store"
    ms.run_experiment(experiment(), store)
    manifest = Manifest.read(place_at(store))
    manifest.facts["versions"]["numpy"] = "1.0"
    manifest.facts["stages"][0]["versions"] = manifest.facts["versions"]
    manifest.write(place_at(store))
    return store


def test_versions_are_kept_for_each_stage(begun):
    with pytest.warns(VersionsWarning, match=r"begun with other versions \(numpy 1.0 then, .* now\)"):
        ms.run_experiment(experiment(replications=5), begun)
    facts = Manifest.read(place_at(begun)).facts
    here = versions.versions_here()
    assert [stage["versions"]["numpy"] for stage in facts["stages"]] == ["1.0", here["numpy"]]
    assert facts["versions"] == facts["stages"][0]["versions"]


def test_versions_are_told_before_the_first_run_and_only_if_something_is_run(begun):
    seen = []
    ms.run_experiment(experiment(), begun, progress=seen.append)
    files = files_of(begun)
    # Warnings are errors here: nothing is run after one.
    with pytest.raises(VersionsWarning, match="Stop now and install those versions"):
        ms.run_experiment(experiment(replications=5), begun, progress=seen.append)
    new = {name for name in files_of(begun) if name not in files}
    assert {name.partition("-")[0] for name in new} == {"points/0002", "points/0002.json"} and seen[
        -1
    ].done == seen[-1].before == 12


def test_versions_of_an_extension_are_told_too(tmp_path, monkeypatch):
    store, here = tmp_path / "store", versions.versions_here()
    ms.run_experiment(experiment(), store)
    manifest = Manifest.read(place_at(store))
    manifest.facts["stages"].append({**manifest.facts["stages"][0], "versions": {**here, "numba": "0.1"}})
    with pytest.warns(VersionsWarning, match="The store was extended with other versions .numba 0.1 then"):
        versions.warn_of_other_versions(manifest)


def test_stage_of_before_versions_were_noted_counts_with_those_of_the_store(tmp_path):
    ms.run_experiment(experiment(), tmp_path)
    manifest = Manifest.read(place_at(tmp_path))
    manifest.facts["stages"] += [{}]
    versions.warn_of_other_versions(manifest)


def _other_version():
    ms.__version__ = "0.0.1"


def test_worker_of_other_versions_is_refused_with_what_differs(tmp_path):
    told = f"has other versions: milieusim 0.0.1 here, {ms.__version__} where the sweep was begun. Install the same"
    with ProcessPoolExecutor(1, get_context("spawn"), _other_version) as own:
        with pytest.raises(ms.ConfigError, match=told):
            ms.run_experiment(experiment(), tmp_path / "store", executor=own)
    assert not (tmp_path / "store" / "metrics").exists()


@pytest.mark.parametrize("name", ["numpy", "numba", "pyarrow"])
def test_libraries_of_a_worker_must_be_the_same(name):
    there = {**versions.versions_here(), name: "0.1"}
    with pytest.raises(ms.ConfigError, match=f"{name} .* here, 0.1 where the sweep was begun"):
        versions.run_as_there(there, print)


def test_python_of_a_worker_may_differ():
    assert versions.run_as_there({**versions.versions_here(), "python": "3.0"}, int, "7") == 7


class OtherCluster(Cluster):
    """A cluster whose workers have another milieusim."""

    def _begun(self, kind, *options):
        more = ["--preload", OTHER] if kind == "worker" else []
        return super()._begun(kind, *options, *more)


@pytest.mark.filterwarnings("default")
def test_dask_worker_of_other_versions_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cluster = OtherCluster()
    try:
        with pytest.raises(ms.ConfigError, match="has other versions: milieusim 0.0.1 here"):
            ms.run_experiment(experiment(), tmp_path / "store", scheduler=cluster.address)
    finally:
        cluster.close()
    assert not (tmp_path / "store" / "metrics").exists()
