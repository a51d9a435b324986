"""`milieusim sweep --import`: rules, metrics, agents and designs of one's own, and what is told of a bad module."""

import sys

import pytest
import yaml

import milieusim as ms
from milieusim.analysis.metrics.metrics import METRICS
from milieusim.campaign.sweep.own_module import taken_from
from milieusim.cli.main import main

MINE = """
import milieusim as ms

def never_bored(p, boredom, engaged_share):
    return 0.0

def night(run):
    return float((run.incidents["shift"] == "night").sum())

class Early(ms.Resident):
    def answer_invitation(self, slot):
        return 1.0

rules = {"next_boredom": never_bored}
resident_class = Early
designs = [ms.load_design("acute-ward").replace(name="mine")]
ms.register_metric("at_night", night, "At night.", "incidents", "own measure", replace=True)
"""
EXPERIMENT = {"name": "try", "designs": ["mine"], "days": 1, "warm_up_days": 1, "engine": "agents"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_things.py").write_text(MINE)
    (tmp_path / "try.yaml").write_text(yaml.safe_dump(EXPERIMENT))
    yield tmp_path
    METRICS.pop("at_night", None)
    for name in ("my_things", "bad"):
        sys.modules.pop(name, None)
    sys.path[:] = [path for path in sys.path if path != str(tmp_path)]


@pytest.mark.parametrize("name", ["my_things", "my_things.py"])
def test_what_a_module_holds_is_used(folder, name):
    asked = ["sweep", "try.yaml", "--store", "out", "--import", name, "--executor", "threads"]
    assert main(asked) == 0
    store = ms.open_store("out")
    assert store.metrics()["design"].tolist() == ["mine"] and "at_night" in store.metrics()
    code = set(store.manifest.facts["code"])
    assert {"rule next_boredom", "class Early", "metric at_night"} <= code


def test_without_the_module_its_design_is_not_there(folder, capsys):
    assert main(["sweep", "try.yaml", "--store", "out"]) == 2
    assert "mine" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("nowhere", None, "there is no module 'nowhere' in this folder"),
        ("nowhere.py", None, "there is no file 'nowhere.py'"),
        ("bad.py", "x = 1\nx.y\n", r"bad.py: line 2 \(AttributeError: 'int' object has no attribute 'y'\)"),
        ("bad.py", "def f(:\n", "bad.py: line 1: invalid syntax"),
        (
            "bad.py",
            "import not_there_at_all\n",
            "line 1 .ModuleNotFoundError: No module named 'not_there_at_all'",
        ),
        ("bad.py", "resident_clas = 1\n", "registers no metric, and holds none of .* mean 'resident_clas'"),
    ],
)
def test_a_module_that_cannot_be_used_is_told_of(folder, name, text, told):
    if text is not None:
        (folder / name).write_text(text)
    with pytest.raises(ms.ConfigError, match=told):
        taken_from(name)
    assert "bad" not in sys.modules or text == "resident_clas = 1\n"


def test_a_bad_module_ends_the_command_before_anything_is_written(folder, capsys):
    assert main(["sweep", "try.yaml", "--store", "out", "--import", "nowhere"]) == 2
    assert "--import: there is no module 'nowhere'" in capsys.readouterr().err
    assert not (folder / "out").exists()


def swept(folder, *more):
    return main(
        ["sweep", "try.yaml", "--store", "out", "--import", "my_things.py", "--executor", "threads", *more]
    )


def test_a_store_of_own_code_says_that_it_wants_the_module_again(folder, capsys):
    assert swept(folder) == 0
    (folder / "try.yaml").write_text(yaml.safe_dump({**EXPERIMENT, "designs": ["acute-ward"]}))
    METRICS.pop("at_night")
    assert main(["sweep", "try.yaml", "--store", "out"]) == 2
    told = capsys.readouterr().err
    assert "code of rule next_boredom" in told and "give it again, with --import MODULE" in told


def test_a_store_keeps_text_and_unit_of_own_things_for_who_has_not_imported_them(folder, capsys):
    assert swept(folder) == 0
    METRICS.pop("at_night")
    store = ms.open_store("out")
    assert store.manifest.own["rule next_boredom"]["text"].startswith("def never_bored(p, boredom")
    assert store.manifest.own["class Early"]["text"].startswith("class Early(ms.Resident)")
    assert store.metrics().attrs["units"]["at_night"] == "incidents"
    assert store.to_xarray("at_night")["at_night"].attrs["description"] == "At night."
    assert main(["sensitivity", "out", "--metric", "at_nite"]) == 2
    assert "Did you mean 'at_night'?" in capsys.readouterr().err


def test_an_engine_with_an_own_rule_is_told_to_be_compiled_before_the_first_run(folder, capsys, monkeypatch):
    from milieusim.cli import sweep_command

    def stop(*given, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr("milieusim.campaign.sweep.sweep.run_experiment", stop)
    monkeypatch.setattr(sweep_command, "warmed", lambda: pytest.fail("the shipped engine is not asked for"))
    (folder / "my_things.py").write_text(MINE.replace("resident_class = Early", ""))
    (folder / "try.yaml").write_text(yaml.safe_dump({**EXPERIMENT, "engine": "compiled"}))
    assert swept(folder) == 130
    told = capsys.readouterr().err
    assert "compiled with next_boredom replaced" in told
    assert "Stopped before the first new run; the same command goes on where it stopped." in told
