"""The compiled engine is never stale, and runs where nothing can be cached."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import milieusim

RUN = """
import hashlib
import milieusim as ms
from milieusim.engines.compiled import building as compiled
told = []
compiled.warm(announce=told.append)
run = ms.simulate("closed-unit", days=3, seed=1, warm_up_days=1)
print(hashlib.sha256(run.raw["shifts"].tobytes()).hexdigest(), len(told))
"""
NO_FOLDER = """
from milieusim.engines.compiled import building as compiled
print(type(compiled.kernel()._cache).__name__)
"""
RULE, OTHER = "return clip01(arousal * (1.0 - share))", "return clip01(arousal * (1.0 - share * share))"


def fresh(code, folder, **also):
    """Run code in a fresh process on a package in `folder`; return what it prints."""
    env = dict(os.environ, PYTHONPATH=str(folder), PYTHONDONTWRITEBYTECODE="1")
    env.update(also)
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture
def package(tmp_path):
    """A copy of the library that may be edited, with the compiled engine if numba keeps it there."""
    source = Path(milieusim.__file__).parent
    shutil.copytree(source, tmp_path / "milieusim", ignore=shutil.ignore_patterns("*.pyc"))
    return tmp_path


def test_an_edited_rule_is_seen_and_an_unedited_one_comes_from_the_cache(package):
    rules = package / "milieusim" / "rules" / "arousal.py"
    before = rules.read_text(encoding="utf-8")
    assert before.count(RULE) == 1
    first, _ = fresh(RUN, package)
    rules.write_text(before.replace(RULE, OTHER), encoding="utf-8")
    edited, n_told = fresh(RUN, package)
    assert edited != first
    assert n_told == "1"
    rules.write_text(before + "\n# Another comment.\n", encoding="utf-8")
    again, n_told = fresh(RUN, package)
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
