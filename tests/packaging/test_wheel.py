"""The wheel holds all it needs, and works away from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OFFLINE = ["--no-deps", "--no-index", "--disable-pip-version-check", "-q"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built with the tools that are installed: nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", *OFFLINE, "--no-build-isolation", "-w", str(folder), str(ROOT))
    (built,) = folder.glob("milieusim-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A folder with the wheel unpacked as pip does it."""
    site = tmp_path_factory.mktemp("site")
    _pip("install", *OFFLINE, "--target", str(site), str(wheel))
    return site


def _pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True, capture_output=True, text=True)


def _python(installed, cwd, *arguments):
    # Not the checkout's code: it is neither the working folder nor on the path.
    env = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, timeout=120
    )


def _names(wheel):
    return set(zipfile.ZipFile(wheel).namelist())


def test_everything_in_the_package_is_in_the_wheel(wheel):
    shipped = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "milieusim").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert shipped - _names(wheel) == set()


def test_nothing_else_is_in_the_wheel(wheel):
    tops = {name.split("/")[0] for name in _names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"milieusim"}


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "data/parameters.yaml",
        "data/designs/open-unit.yaml",
        "data/templates/README.txt",
        "report/comparison.html",
    ],
)
def test_files_that_are_no_code_are_in_the_wheel(wheel, name):
    assert f"milieusim/{name}" in _names(wheel)


def test_the_command_and_the_licence_come_with_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (points,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert "milieusim = milieusim.cli.main:main" in archive.read(points).decode()
        assert any(name.endswith("LICENSE") for name in archive.namelist())


def test_commands_work_away_from_the_checkout(installed, tmp_path):
    where = _python(installed, tmp_path, "-c", "import milieusim; print(milieusim.__file__)")
    assert where.stdout.startswith(str(installed))
    version = _python(installed, tmp_path, "-m", "milieusim", "--version")
    assert (version.returncode, version.stdout.split()[0]) == (0, "milieusim")
    assert "open-unit" in _python(installed, tmp_path, "-m", "milieusim", "designs").stdout
    assert _python(installed, tmp_path, "-m", "milieusim", "new", "my-ward").returncode == 0
    assert _python(installed, tmp_path, "-m", "milieusim", "check", "my-ward").returncode == 0


def test_a_ward_runs_away_from_the_checkout(installed, tmp_path):
    ask = (
        "import milieusim as ms; print(len(ms.simulate('open-unit', 1, 1, 'agents', warm_up_days=1).shifts))"
    )
    answer = _python(installed, tmp_path, "-c", ask)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert int(answer.stdout) >= 3


def test_bad_input_ends_with_a_message_and_status_two(installed, tmp_path):
    answer = _python(installed, tmp_path, "-m", "milieusim", "check", "opn-unit")
    assert answer.returncode == 2
    assert "Did you mean 'open-unit'?" in answer.stderr and "Traceback" not in answer.stderr
