"""The compiled engine is never stale, and runs where nothing can be cached."""

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import numba
import pytest

import milieusim
from milieusim.engines.compiled.building import _be_patient, source_digest

RUN = """
import hashlib
import milieusim as ms
from milieusim.engines.compiled import building as compiled
told = []
compiled.warm(announce=told.append)
run = ms.simulate("closed-unit", days=3, seed=1, warm_up_days=1)
print(hashlib.sha256(run.raw["shifts"].tobytes()).hexdigest())
"""
TOLD = "print(len(told))"
FOUND = "print(bool(compiled.kernel().stats.cache_hits))"
NO_FOLDER = """
from milieusim.engines.compiled import building as compiled
print(type(compiled.kernel()._cache).__name__)
"""
RULE, OTHER = "return clip01(arousal * (1.0 - share))", "return clip01(arousal * (1.0 - share * share))"


DAMAGES = {
    "emptied": lambda content: b"",
    "halved": lambda content: content[: len(content) // 2],
    "junk": lambda content: b"\xff\x00junk" * 40,
    "of another kind": lambda content: pickle.dumps([1, 2]),
}


def doubled(x):
    """Return twice a number: the smallest engine."""
    return x + x


def damage(folder, endings, damaged):
    """Damage the files of numba's cache that end so."""
    files = [file for ending in endings.split() for file in folder.rglob(f"*{ending}")]
    assert files
    for file in files:
        file.write_bytes(damaged(file.read_bytes()))


def hits_and_misses():
    """Compile or load the smallest engine as the ward's is; return how often numba found it on disk, and did not."""
    dispatcher = numba.njit(cache=True)(doubled)
    _be_patient(dispatcher._cache)
    assert dispatcher(2.0) == 4.0
    return sum(dispatcher.stats.cache_hits.values()), sum(dispatcher.stats.cache_misses.values())


def fresh(code, folder, **also):
    """Run code in a fresh process on a package in `folder`; return what it prints."""
    env = dict(os.environ, PYTHONPATH=str(folder), PYTHONDONTWRITEBYTECODE="1")
    env.update(also)
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture
def cache_folder(tmp_path, monkeypatch):
    """The folder where numba keeps what it compiles during a test."""
    with monkeypatch.context() as here:
        here.setenv("NUMBA_CACHE_DIR", str(tmp_path))
        numba.config.reload_config()
        yield tmp_path
    numba.config.reload_config()


@pytest.fixture
def package(tmp_path):
    """A copy of the library that may be edited, with the compiled engine if numba keeps it there."""
    source = Path(milieusim.__file__).parent
    shutil.copytree(source, tmp_path / "milieusim", ignore=shutil.ignore_patterns("*.pyc"))
    return tmp_path


@pytest.mark.slow
def test_an_edited_rule_is_seen_and_an_unedited_one_comes_from_the_cache(package):
    rules = package / "milieusim" / "rules" / "arousal.py"
    before = rules.read_text(encoding="utf-8")
    assert before.count(RULE) == 1
    first, _ = fresh(RUN + TOLD, package)
    rules.write_text(before.replace(RULE, OTHER), encoding="utf-8")
    edited, n_told = fresh(RUN + TOLD, package)
    assert edited != first
    assert n_told == "1"
    rules.write_text(before + "\n# Another comment.\n", encoding="utf-8")
    again, n_told = fresh(RUN + TOLD, package)
    assert again == first
    assert n_told == "0"


def test_without_a_folder_to_cache_in_the_engine_is_made_all_the_same(package, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    beside = package / "milieusim" / "engines" / "compiled" / "__pycache__"
    shutil.rmtree(beside, ignore_errors=True)
    beside.write_text("not a folder either", encoding="utf-8")
    nowhere = str(blocked / "cache")
    also = {"NUMBA_CACHE_DIR": nowhere, "XDG_CACHE_HOME": nowhere, "HOME": nowhere}
    assert fresh(NO_FOLDER, package, **also) == ["NullCache"]


def test_an_engine_is_known_whatever_else_a_process_has_imported_and_done():
    key = """
from milieusim.engines.compiled import building
dispatcher = building.kernel()
print(dispatcher._cache._index_key((), dispatcher.targetctx.codegen()))
"""
    before = """
import unittest.mock, xml.dom.minidom, scipy.stats, matplotlib.pyplot
import milieusim as ms
ms.WardModel("acute-ward", warm_up_days=0).step()
"""
    plain, after = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for code in (key, before + key)
    )
    assert plain == after and source_digest()[:15].lstrip("0") in plain


def test_what_the_engine_is_made_of_looks_the_same_from_every_process():
    code = "from milieusim.engines.compiled.building import source_digest as d; print(d())"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=dict(os.environ, PYTHONHASHSEED=str(seed)),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(3)
    }
    assert len(seen) == 1


@pytest.mark.parametrize("endings", [".nbi", ".nbc", ".nbi .nbc"])
@pytest.mark.parametrize("damaged", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_cache_is_a_miss_and_is_written_anew(cache_folder, endings, damaged):
    assert hits_and_misses() == (0, 1)
    assert hits_and_misses() == (1, 0)
    damage(cache_folder, endings, damaged)
    assert hits_and_misses() == (0, 1)
    assert hits_and_misses() == (1, 0)


def test_a_cache_that_cannot_be_written_costs_a_compilation_and_not_the_run(cache_folder):
    hits_and_misses()
    (index,) = cache_folder.rglob("*.nbi")
    index.unlink()
    index.mkdir()
    assert hits_and_misses() == hits_and_misses() == (0, 1)


@pytest.mark.slow
def test_the_engine_of_the_ward_outlives_damage_to_its_cache(package, tmp_path):
    cache = tmp_path / "cache"
    also = {"NUMBA_CACHE_DIR": str(cache)}
    first, found = fresh(RUN + FOUND, package, **also)
    assert found == "False"
    damage(cache, ".nbi .nbc", DAMAGES["junk"])
    assert fresh(RUN + FOUND, package, **also) == [first, "False"]
    assert fresh(RUN + FOUND, package, **also) == [first, "True"]
