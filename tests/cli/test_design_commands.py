"""The commands about designs, as a person at a terminal meets them."""

# ruff: noqa: E501

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from milieusim.campaign.experiment.experiment_files import load_experiment
from milieusim.cli import declaring, main
from milieusim.comparison.choices import checked_numbers
from milieusim.config.reading.loading import load_design, shipped_designs
from milieusim.engines.inputs import build_inputs
from milieusim.errors import ConfigError, RunError
from milieusim.ledger.parameters import load_parameters
from milieusim.vocabulary import LONGEST_DAYS

SMALL = Path(__file__).parent.parent / "config" / "designs" / "small.yaml"
SLOW = ["numpy", "pandas", "rich", "mesa", "numba", "scipy", "matplotlib", "pyarrow"]


def run(*args):
    return CliRunner().invoke(main.app, [str(arg) for arg in args])


def test_designs_have_a_name_and_a_title_a_line():
    lines = run("designs").stdout.splitlines()
    assert [line.split()[0] for line in lines] == shipped_designs()
    assert all(len(line.split()) > 2 for line in lines)


def test_a_valid_design_passes_with_its_warnings(tmp_path):
    assert run("check", SMALL).exit_code == 0
    file = tmp_path / "locked.yaml"
    file.write_text(
        f"based_on: {SMALL}\npolicy: {{is_locked: true}}\npractices: {{open_door: 1}}\n", encoding="utf-8"
    )
    result = run("check", file)
    assert result.exit_code == 0 and result.stderr == ""
    assert "warning: practices.open_door is 1" in result.stdout
    assert result.stdout.splitlines()[-1] == f"{file}: valid, 1 warning."


def test_a_new_folder_is_a_valid_copy_to_edit(tmp_path):
    result = run("new", tmp_path / "north" / "ward-3", "--from", SMALL)
    assert result.exit_code == 0, result.output
    folder = tmp_path / "north" / "ward-3"
    made, base = load_design(folder), load_design(SMALL)
    assert made.name == "ward-3"
    assert made.about.title.startswith("Ward 3, begun as a copy of ")
    assert made.replace(name=base.name, about=base.about) == base
    assert {"design.yaml", "rota.yaml", "timetable.csv", "incident_log.csv", "README.txt"} <= {
        p.name for p in folder.iterdir()
    }
    assert run("check", folder).exit_code == 0
    assert run("diff", folder, SMALL).stdout == ""


def test_changing_safewards_in_a_new_folder_changes_all_ten(tmp_path):
    run("new", tmp_path / "mine", "--from", SMALL)
    file = tmp_path / "mine" / "practices.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("safewards: 0.0", "safewards: 0.7"), encoding="utf-8"
    )
    assert load_design(tmp_path / "mine").practices.reassurance == 0.7


def test_the_readme_of_a_new_folder_tells_the_truth_about_its_base(tmp_path):
    run("new", tmp_path / "mine", "--from", SMALL)
    line = next(
        line for line in (tmp_path / "mine" / "README.txt").read_text().splitlines() if "based_on:" in line
    )
    (tmp_path / "mine" / "ward.yaml").unlink()
    with open(tmp_path / "mine" / "design.yaml", "a", encoding="utf-8") as file:
        file.write(line.strip() + "\n")
    assert load_design(tmp_path / "mine").ward == load_design(SMALL).ward


def test_a_folder_that_is_not_empty_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    result = run("new", tmp_path, "--from", SMALL)
    assert result.exit_code == 2 and "is not empty" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_and_a_shipped_name_are_refused_as_folders(tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert "this is a file" in run("new", tmp_path / "taken").stderr
    assert "choose another" in run("new", tmp_path / "acute-ward").stderr
    assert run("new", tmp_path / "x", "--from", "acut-ward").exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("existed", [True, False])
def test_nothing_half_written_is_left(failure, existed, tmp_path, monkeypatch):
    folder = tmp_path / "a" / "b"
    if existed:
        folder.mkdir(parents=True)

    def failing(path, *args, **kwargs):
        if "rota" in str(path):
            raise failure
        return open(path, *args, **kwargs)

    monkeypatch.setattr("milieusim.cli.new_command.open", failing, raising=False)
    result = run("new", folder, "--from", SMALL)
    assert result.exit_code == (2 if isinstance(failure, OSError) else 130)
    assert sorted(tmp_path.rglob("*")) == ([tmp_path / "a", folder] if existed else [])


def test_a_difference_is_told_path_by_path(tmp_path):
    file = tmp_path / "other.yaml"
    file.write_text(
        f"based_on: {SMALL}\nmilieu: {{support: 0.8}}\n"
        "rota: {early: {activity_worker: {weekday: 1, weekend: 2}}}\n"
        "routine: {remove: [Art], change: {Lunch: {start: '12:15'}}}\n",
        encoding="utf-8",
    )
    assert run("diff", SMALL, file).stdout.splitlines() == [
        "routine.slots[Art]: daily 10:00-11:00 creative studio activity_worker -> (not there)",
        "routine.slots[Lunch].start: 12:00 -> 12:15",
        "rota.early.activity_worker: 1 -> weekday 1, weekend 2",
        "milieu.support: 0.5 -> 0.8",
    ]


def test_the_same_rota_written_in_two_ways_is_no_difference(tmp_path):
    file = tmp_path / "same.yaml"
    file.write_text(
        f"based_on: {SMALL}\nrota: {{early: {{activity_worker: {{weekday: 1, weekend: 1}}}}}}\n",
        encoding="utf-8",
    )
    result = run("diff", SMALL, file)
    assert (result.exit_code, result.stdout) == (0, "")


def test_the_schema_is_json():
    assert json.loads(run("schema").stdout)["title"] == "milieusim design"


def test_the_version_is_told():
    assert run("--version").stdout.startswith("milieusim ")


@pytest.mark.parametrize(
    "args", [["no-such-command"], ["run"], ["run", "x", "--days", "0"], ["run", "x", "--engine", "steam"],
             ["compare", "a"], ["compare", "a", "b", "--replications", "few"], ["check"]],
)  # fmt: skip
def test_wrong_use_ends_with_status_2(args):
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage" in result.stderr and "Traceback" not in result.output


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (ConfigError(["one", "two"]), 2, ["one", "two"]),
        (KeyboardInterrupt(), 130, ["Interrupted."]),
        (RunError("run 3 failed"), 1, ["run 3 failed"]),
        (OSError(28, "No space left on device", "x.csv"), 1, ["x.csv: No space left on device."]),
        (ZeroDivisionError("a\nb"), 1, ["milieusim failed (ZeroDivisionError: a b). This is a fault of milieusim and "
                                        "not of your files; set MILIEUSIM_DEBUG=1 to see where it happened."]),
    ],
)  # fmt: skip
def test_errors_end_with_a_message_and_their_status(error, status, told, monkeypatch):
    monkeypatch.delenv("MILIEUSIM_DEBUG", raising=False)
    monkeypatch.setattr(
        "milieusim.config.reading.loading.load_design", lambda name: (_ for _ in ()).throw(error)
    )
    result = run("diff", "a", "b")
    assert (result.exit_code, result.stderr.splitlines()) == (status, told)


def test_the_traceback_is_there_for_those_who_ask(monkeypatch):
    monkeypatch.setenv("MILIEUSIM_DEBUG", "1")

    @declaring.guarded
    def broken():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()


def test_main_returns_the_status(capsys):
    assert main.main(["designs"]) == 0
    assert main.main(["check", "no-such-design"]) == 2
    assert "no-such-design" in capsys.readouterr().err


@pytest.mark.parametrize("args", [["--help"], ["check", str(SMALL)], ["diff", str(SMALL), "acute-ward"]])
def test_quick_commands_load_nothing_heavy_and_answer_in_plain_text(args):
    code = (
        "import sys; from milieusim.cli.main import main; status = main(sys.argv[1:]); "
        f"loaded = [name for name in {SLOW} if name in sys.modules]; "
        "sys.exit(f'loaded {loaded}' if loaded else status)"
    )
    began = _seconds_of_children()
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii() and "\x1b" not in done.stdout
    # On a quiet machine this is a third of a second.
    assert _seconds_of_children() - began < 3


def _seconds_of_children():
    """Return what ended children have had of the processor, whatever else is at work on it."""
    times = os.times()
    return times.children_user + times.children_system


def test_the_next_command_can_be_typed_as_it_is_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("new", "My Ward 2").stdout.strip().endswith(("check 'My Ward 2'", 'check "My Ward 2"'))


def test_help_names_the_parameters_that_a_command_takes():
    answer = run("run", "--help").stdout
    assert "posterior" not in answer and "best" in answer
    assert "posterior|best|FILE.parquet" in run("compare", "--help").stdout


@pytest.mark.parametrize("command", ["run acute-ward", "compare acute-ward open-unit"])
def test_the_longest_run_in_the_help_is_the_longest_that_is_made(command):
    assert f"1<=x<={LONGEST_DAYS}]" in run(command.split()[0], "--help").stdout
    refused = run(*command.split(), "--days", LONGEST_DAYS + 1)
    assert refused.exit_code == 2 and "--days" in refused.stderr


@pytest.mark.parametrize(
    "ask",
    [
        lambda days: build_inputs(load_design(SMALL), load_parameters(), days, tick_minutes=60),
        lambda days: checked_numbers(days, 2, 1),
        lambda days: load_experiment({"name": "x", "designs": [str(SMALL)], "days": days}),
    ],
    ids=["run", "compare", "sweep"],
)
def test_every_door_has_the_same_longest_run(ask):
    ask(LONGEST_DAYS)
    with pytest.raises(ConfigError, match=f"days is {LONGEST_DAYS + 1}; it must be"):
        ask(LONGEST_DAYS + 1)
