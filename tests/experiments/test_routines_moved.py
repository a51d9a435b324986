"""Shipped routines on one ward: nothing but the routine differs, and no slot is lost on the way."""

import re
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
HOME = ROOT / "experiments" / "03-routine-designs"
sys.path.insert(0, str(HOME))

import transplant  # noqa: E402

import milieusim as ms  # noqa: E402


def _moved(name):
    return ms.load_design(HOME / "designs" / f"{name}{transplant.SUFFIX}.yaml")


def test_files_are_those_that_the_script_writes():
    written = {path.name: path.read_text(encoding="utf-8") for path in (HOME / "designs").iterdir()}
    assert written == transplant.files()


def test_the_experiment_runs_every_routine():
    experiment = ms.load_experiment(HOME / "experiment.yaml")
    assert list(experiment.designs) == [name + transplant.SUFFIX for name in transplant.ROUTINES]


@pytest.mark.parametrize("name", transplant.ROUTINES)
def test_only_the_routine_differs_from_the_one_ward(name):
    host, moved = ms.load_design(HOME / "host.yaml"), _moved(name)
    assert moved.replace(name=host.name, about=host.about, routine=host.routine) == host


@pytest.mark.parametrize("name", transplant.ROUTINES)
def test_slots_keep_all_but_their_place(name):
    shipped, moved = ms.load_design(name).routine, _moved(name).routine
    back = tuple(slot.replace(place=old.place) for slot, old in zip(moved.slots, shipped.slots, strict=True))
    assert moved.replace(slots=back) == shipped


@pytest.mark.parametrize("name", transplant.ROUTINES)
def test_places_here_are_of_the_kind_of_those_there(name):
    kinds = {place.name: place.kind for place in ms.load_design(name).ward.places}
    here = {place.name: place.kind for place in _moved(name).ward.places}
    pairs = zip(ms.load_design(name).routine.slots, _moved(name).routine.slots)
    others = {old.place for old, new in pairs if kinds[old.place] != here[new.place]}
    assert others <= {"Chapel"}


@pytest.mark.parametrize("name", transplant.ROUTINES)
def test_every_slot_has_a_leader_on_the_rota(name):
    from milieusim.config.feasibility.feasibility import slots_not_held

    assert slots_not_held(_moved(name)) == []


def test_a_slot_that_nobody_can_lead_is_told():
    host = ms.load_design(HOME / "host.yaml")
    without = host.replace({"rota.early.psychologist": 0, "rota.late.psychologist": 0})
    assert any("psychologist" in line for line in list(transplant.told("open-unit", without))[1:])


def test_a_place_without_a_counterpart_is_an_error():
    with pytest.raises(ms.ConfigError, match="'Gymnasium' has no counterpart on acute-ward"):
        transplant.moved("structured-hospital-day", ms.load_design("acute-ward"))


def test_the_page_gives_each_routine_the_places_that_its_means_have(monkeypatch):
    monkeypatch.syspath_prepend(str(HOME))
    from ranking import label
    from ranking_words import PLACES

    page = (HOME / "README.md").read_text(encoding="utf-8")
    (sentence,) = re.findall(r"\*\*By their means\*\*: (.*)\.\n", page)
    means = pd.read_csv(HOME / "ranking.csv").pivot(index="design", columns="metric", values="other")
    conflict = means["conflict_per_100_obd"].rank()
    wellbeing = means["wellbeing_gain_day14"].rank(ascending=False)
    told = {
        f"{label(design).lower()} {PLACES[int(conflict[design]) - 1]} for conflict, "
        f"{PLACES[int(wellbeing[design]) - 1]} for wellbeing"
        for design in means.index
    }
    assert set(sentence.split("; ")) == told
