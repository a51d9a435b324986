"""The page about evidence is what its files say, and is not made from files that leave something out."""

import json
import math
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from milieusim.evidence.studies import component_effects
from milieusim.evidence.targets import load_targets
from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import ledger

DOCS = Path(__file__).resolve().parents[2] / "docs"
sys.path.insert(0, str(DOCS))

import evidence_files  # noqa: E402
import evidence_pictures  # noqa: E402
import evidence_report  # noqa: E402

NULLS = ("practices_off", "contagion_off", "identical_residents")
STATUSES = {
    "T03": "pass",
    "T05": "miss",
    "T34": "undecided",
    "V03": "inside",
    "V12": "outside",
    "I27": "input",
}
NOTES = {
    "T05": {"why": "Too few come back.", "mend": "A study of who does."},
    "T34": {"why": "Chance.", "mend": "Runs."},
}


def row(key):
    """Return a row of a scorecard, its numbers those of the target."""
    target, status = load_targets()[key], STATUSES[key]
    told = {
        name: getattr(target, name) for name in ("key", "metric", "label", "unit", "used_for", "interval_is")
    }
    told |= {
        "published": target.value,
        "low": target.low,
        "high": target.high,
        "simulated": target.low,
        "error": 0.01,
    }
    told |= {
        "status": status,
        "reason": "",
        "moved_by": "emergent",
        "top_parameter": "rule_base",
        "top_share": 0.3,
    }
    for null in NULLS if status != "input" else ():
        bad = "miss" if target.used_for == "fit" else "outside"
        told |= {null: target.high * 2, f"{null}_error": 0.02, f"{null}_status": bad, f"{null}_differs": True}
    return told


def scorecard():
    rows = [row(key) for key in STATUSES]
    tally = {"good": 1, "undecided": 1, "bad": 1, "of": 3}
    return {
        "parameters": "posterior",
        "parameter_sets": 3,
        "seeds": [10, 12],
        "runs_by_study": {"england": {"design": "reference-england", "days": 364, "runs": 3}},
        "total_runs": 1234,
        "component_digest": "abc",
        "fit": {"model": tally, **dict.fromkeys(NULLS, tally)},
        "check": {"model": tally, **dict.fromkeys(NULLS, tally)},
        "rows": rows,
        "sentences": ["The model passes 1 of 3 fitted patterns."],
        "notes": ["The reference wards have no practices."],
        "limits": ["A pass is no proof."],
        "versions": {"milieusim": "0.1.0", "rules": "fed"},
    }


def facts():
    names = ["rule_base", "beta_denied", "contagion_gain"]
    return {
        "roles": dict(zip(names, ["fitted", "fitted", "free"])) | {"australia_threshold_seclusion": "solved"},
        "prior": dict.fromkeys(names, [0.0, 1.0]),
        "log_scale": ["rule_base"],
        "seed": 1,
        "code": "fed",
        "targets": "t",
        "settings": "s",
        "solved_for": {"australia_threshold_seclusion": "T17"},
        "bank": 1000,
        "effective_sets": 2.9,
        "contraction": dict(zip(names, [0.4, 0.5, 1.0])),
        "explained": dict(zip(names, [0.8, 0.7, 0.01])),
        "adjusted": names[:2],
        "not_constrained": ["contagion_gain"],
        "identified": names[:2],
        "covered": {"rule_base": 0.9, "beta_denied": 0.8},
        "pass_share": {"T03": 0.75},
        "top_effects": {"T03": ["rule_base", 0.3], "T05": ["rule_base", 0.4]},
        "share_left": [0.5, 0.25],
        "cutoff": [3.0, 3.0],
    }


@pytest.fixture
def docs(tmp_path):
    """Return a folder with all files of the page, of a model that was never run."""
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "scorecard.json").write_text(json.dumps(scorecard()))
    (tmp_path / "evidence_notes.yaml").write_text(yaml.safe_dump(NOTES))
    (tmp_path / "check_scores.yaml").write_text(
        (DOCS / "check_scores.yaml").read_text().split("scores:")[0] + "scores: []\n"
    )
    sizes = {"screen": 6, "waves": 2, "wave_points": 160, "bank": 1000, "sets": 3}
    (data / "asked.json").write_text(
        json.dumps({"sizes": sizes, "seeds": {"bank": {"england": 2}}, "seed": 1})
    )
    known = facts()
    names = list(known["contraction"])
    held = [0.9, 0.8, 0.5]
    coverage = {
        "parameter": names,
        "truths": 50,
        "covered": held,
        "contraction": 0.5,
        "is_identified": [True, True, False],
    }
    pd.DataFrame(coverage).to_parquet(data / "coverage.parquet")
    pd.DataFrame({name: (np.arange(50) + 0.5) / 50 for name in names}).to_parquet(data / "ranks.parquet")
    bursts = [{"model": model, "lag_low": low, "lag_high": high, "ratio": ratio, "error": 0.03,
               "elsewhere": 1.0, "elsewhere_error": 0.02, "pairs": 9, "runs": 60}
              for model, ratio in (("full", 1.3), ("contagion_off", 1.0), ("identical_residents", 1.1))
              for low, high in ((0, 0.5), (0.5, 1))]  # fmt: skip
    pd.DataFrame(bursts).to_csv(data / "bursts.csv", index=False)
    evidence_files.record("0123abc", docs=tmp_path)
    return tmp_path


@pytest.fixture
def sets():
    table = {
        "rule_base": [0.02, 0.03, 0.04],
        "beta_denied": [1.0, 1.1, 1.2],
        "contagion_gain": [0.0, 0.1, 0.2],
    }
    return ParameterSets(ledger(), table, [0, 1, 2], [1, 1, 2], facts())


def page_of(docs, sets):
    return evidence_report.page(evidence_files.load(docs, sets))


def edit(docs, name, change):
    path = docs / name
    document = yaml.safe_load(path.read_text())
    change(document)
    path.write_text(json.dumps(document) if path.suffix == ".json" else yaml.safe_dump(document))


def test_page_says_what_the_files_say(docs, sets):
    text = page_of(docs, sets)
    assert "| [T03](reference/targets.md#t03) Stays with aggression, % | 11.2 (8.50 to 15.0) |" in text
    assert "| T03, T05 |" in text and "| none |" in text
    assert "| 75 % |" in text and "emergent (`rule_base` 30 %)" in text
    assert "### T05 Incidents per aggressive stay\n\nMiss." in text and "A study of who does." in text
    assert "They have no pass mark" not in text and "These 2 have no pass mark" in text
    assert "| 1 of 2 | V03 | none | nothing |" in text
    assert "1.30 ± 0.03 times" in text and "a difference of 0.30 ± 0.04" in text
    assert "cover in 86 to 94 % of 50 truths, all but `beta_denied` (80.0 %)" in text
    assert (
        "1 free parameter keeps nearly all of the prior, and every answer carries it: `contagion_gain`."
        in text
    )
    assert "A pass is no proof." in text and "1,234 further runs over 3 sets" in text


def test_component_effects_that_are_held_at_one_value_are_named(docs, sets):
    assert "are held at one value: `attend_w_programme`" in page_of(docs, sets)
    sets.facts["roles"] |= {name: "free" for name in component_effects()}
    text = page_of(docs, sets)
    assert (
        "through which practices act vary over their whole ranges." in text
        and "are held at one value" not in text
    )


def test_a_change_that_moves_no_check_is_told_too(docs, sets):
    told = {"date": "2026-11-30", "digest": "fed", "told": ["Bedrooms are places of their own."]}
    edit(docs, "check_scores.yaml", lambda history: history["since_then"].append(told))
    text = page_of(docs, sets)
    assert (
        "On 2026-11-30 (digest `fed`) the model was changed:\n\n- Bedrooms are places of their own." in text
    )


def test_nothing_on_the_page_is_without_a_number(docs, sets):
    text = page_of(docs, sets)
    assert re.findall(r"\bnan\b|\bNone\b", text) == []


@pytest.mark.parametrize("key", ["T05", "T34"])
def test_a_row_that_does_not_pass_needs_a_note(docs, sets, key):
    edit(docs, "evidence_notes.yaml", lambda notes: notes.pop(key))
    with pytest.raises(evidence_files.Incomplete, match=key):
        page_of(docs, sets)


def test_a_number_that_is_not_there_is_told_in_words(docs, sets):
    nothing = {"simulated": None, "error": 0.0, "reason": "there is none", "contagion_off": None}
    edit(docs, "scorecard.json", lambda card: card["rows"][3].update(nothing))
    assert "| there is none | inside | 8.00\\* (-) | none\\* (-) |" in page_of(docs, sets)


def test_a_score_that_is_not_in_the_history_is_not_shown(docs, sets):
    edit(docs, "scorecard.json", lambda card: card["rows"][4].update(status="inside"))
    with pytest.raises(evidence_files.Incomplete, match="--record"):
        page_of(docs, sets)
    evidence_files.record("4567def", ["the peak of visits"], docs)
    text = page_of(docs, sets)
    assert "| 1 of 2 | V03 | none | nothing |" in text
    assert "| 2 of 2 | V03, V12 | none | the peak of visits |" in text


def test_missing_files_are_named(docs, sets):
    (docs / "data" / "ranks.parquet").unlink()
    with pytest.raises(evidence_files.Incomplete, match="data/ranks.parquet"):
        page_of(docs, sets)


def test_pictures_are_drawn(docs, sets):
    written = evidence_pictures.write_pictures(evidence_files.load(docs, sets), docs)
    assert [path.name for path in written] == [
        f"evidence-{name}.png" for name in ("null-models", "coverage", "ranks")
    ]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in written)


def test_quantiles_follow_the_weights():
    assert evidence_files.quantiles([3.0, 1.0, 2.0], [0.5, 0.25, 0.25], (0.25, 0.5, 0.95)) == [1.0, 2.0, 3.0]
    assert not any(math.isnan(end) for end in evidence_files.quantiles([1.0], [1.0]))


@pytest.mark.skipif(not (DOCS / "scorecard.json").is_file(), reason="this version has no score yet")
def test_the_page_about_evidence_is_up_to_date():
    files = evidence_files.load()
    assert files.card["parameters"] == "posterior"
    assert [row["key"] for row in files.card["rows"]] == list(load_targets())
    said = (DOCS / evidence_report.PAGE).read_text(encoding="utf-8")
    assert said == evidence_report.page(files), "run: python docs/evidence_report.py"
    for name in ("null-models", "coverage", "ranks"):
        assert (DOCS / "images" / f"evidence-{name}.png").is_file()
