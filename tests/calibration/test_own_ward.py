"""Weighing by a ward's own log: towards the truth, through the instrument, and with nothing of anybody kept."""

import json
import math
from copy import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_wards import BASE, FIRST, HEADER, census_of, own_files, sets_around

from milieusim import load_design, simulate_many
from milieusim.calibration.own_ward.reweighing import reweigh
from milieusim.calibration.own_ward.set_weights import effective, moves, reweighted
from milieusim.calibration.own_ward.smoothing import smoothed
from milieusim.errors import ConfigError
from milieusim.ledger.parameter_sets import ParameterSets, read_sets
from milieusim.ledger.parameters import ledger

DAYS = 112
TRUTH = {"aggression_base": BASE["aggression_base"] * 1.8, "rule_base": BASE["rule_base"] * 0.6}


def ward(instrument):
    return load_design("acute-ward").replace({"policy.instrument": instrument})


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """A ward that keeps PCC-SR and has a known truth, weighed by its log: result, folder and run."""
    folder = tmp_path_factory.mktemp("own")
    design = ward("pcc_sr")
    log, census, run = own_files(folder, design, BASE.replace(TRUTH), DAYS)
    sets = sets_around(60, tuple(TRUTH))
    out = folder / "made" / "ward.parquet"
    out.parent.mkdir()
    done = []
    result = reweigh(
        log, design, out, census, sets, seeds_per_set=2, days=56, progress=lambda *told: done.append(told)
    )
    assert done[-1] == (60, 60)
    return result, out, run


def far(sets, weights, name):
    """Return the root mean square distance of a parameter from the truth, on the scale of factors."""
    apart = np.log(np.array(sets.values(name)) / TRUTH[name])
    return math.sqrt(float(np.array(weights) @ apart**2))


@pytest.mark.parametrize("name", TRUTH)
def test_weights_move_towards_the_parameters_that_made_the_log(seen, name):
    result = seen[0]
    assert far(result.sets, result.weights, name) < 0.85 * far(result.sets, result.sets.weights, name)
    row = result.moved.set_index("parameter").loc[name]
    assert (row["moved"] > 0) == (TRUTH[name] > row["mean_before"])
    assert row["sd_after"] < row["sd_before"]


def test_the_wards_rates_are_matched_better_after_than_before(seen):
    result = seen[0]
    assert result.mismatch("rate") < 0.8 * result.mismatch("rate", "before")
    rates = result.table[result.table["family"] == "rate"].set_index("measure")
    row = rates.loc["verbal aggression"]
    assert row["low"] < row["log"] < row["high"]
    assert abs(row["after"] - row["log"]) < abs(row["before"] - row["log"])


def test_the_table_shows_the_log_as_it_is(seen):
    result, _, run = seen
    row = result.table.set_index("measure").loc["verbal aggression"]
    rows = run.raw["incidents"]
    recorded = (rows["is_recorded"] & (rows["kind_recorded"] == 0)).sum()
    bed_days = run.raw["shifts"]["resident_hours"].sum() / 24
    assert row["log"] == pytest.approx(1000 * recorded / bed_days, rel=0.01)


def test_blocks_of_the_day_cover_it_and_their_shares_add_up(seen):
    hours = seen[0].hours
    assert hours["start"].iloc[0] == 0 and hours["end"].iloc[-1] == 24
    assert (hours["start"].to_numpy()[1:] == hours["end"].to_numpy()[:-1]).all()
    for column in ("log", "before", "after"):
        assert hours[column].sum() == pytest.approx(100)


def test_enough_sets_are_left_to_speak_and_that_is_said(seen):
    result = seen[0]
    assert result.ess_before == pytest.approx(60) and result.ess_after >= 19.9
    assert (result.weights > 0).all() and result.weights.sum() == pytest.approx(1)
    if result.share_used < 1:
        assert any("effective sets; only" in note for note in result.notes)


def test_what_moved_is_named_in_the_sentence_and_what_did_not_is_not(seen):
    result = seen[0]
    named = result.sentence.split("What moved")[1]
    assert "aggression_base +" in named and "rule_base \u2212" in named
    assert "as pcc_sr would record them" in result.sentence
    columns, cells = result.rows()
    assert len(cells) == len(result.table) and all(len(row) == len(columns) for row in cells)


def test_the_file_is_a_set_of_parameters_like_the_one_that_was_weighed(seen):
    result, out, _ = seen
    made = read_sets(out)
    assert made.weights == pytest.approx(result.weights)
    assert made.names == result.sets.names and made.roles == result.sets.roles
    assert made.values("aggression_base") == result.sets.values("aggression_base")
    assert made.labels() == [f"ward-{place}" for place in range(60)]
    assert made.facts["own_ward"]["instrument"] == "pcc_sr"


def test_nothing_of_anybody_is_in_what_is_written(seen):
    result, out, run = seen
    log = (out.parent.parent / "log.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in log[1:]]
    forbidden = {row[2] for row in rows} | {row[0] for row in rows} | {row[0][2:] for row in rows}
    forbidden |= {str(FIRST.year), "log.csv", "census.csv", str(out.parent.parent)}
    files = sorted(out.parent.iterdir())
    assert [file.suffix for file in files] == [".csv", ".parquet", ".png"]
    import pyarrow.parquet as parquet

    table = parquet.read_table(out)
    plain = json.dumps(table.to_pydict()) + table.schema.metadata[b"milieusim"].decode() + repr(result.notes)
    for raw in [*(file.read_bytes() for file in files), plain.encode(), result.sentence.encode()]:
        # Day numbers and codes as text; chance alone writes six digits into floats, so those count with ends.
        words = set(raw.replace(b",", b" ").replace(b'"', b" ").replace(b":", b" ").split())
        assert not words & {code.encode() for code in forbidden}
        assert not [code for code in forbidden if "-" in code and code.encode() in raw]
    facts = json.loads(table.schema.metadata[b"milieusim"])["own_ward"]
    assert set(facts) == {
        *("design", "instrument", "days", "incidents", "has_census"),
        *("share_of_evidence_used", "effective_sets", "seed"),
    }


def test_small_counts_are_not_written(tmp_path):
    rows = [f"2021-01-{day:02d},09:00,{day},self_harm,,,,,,seclusion" for day in range(1, 4)]
    rows += [f"2021-02-{day:02d},15:00,{day},verbal_aggression,,,,,,talk_down" for day in range(1, 26)]
    log = tmp_path / "log.csv"
    log.write_text("\n".join([",".join(HEADER), *rows[:4]]), encoding="utf-8")
    sets = sets_around(8)
    with pytest.raises(ConfigError, match="log.csv: 4 incidents in 32 days are too few") as told:
        reweigh(log, ward("incident_log"), tmp_path / "few.parquet", sets=sets, seeds_per_set=2, days=28)
    assert "With 5 or more the ward's rate can be compared, with 20 or more" in str(told.value)
    assert not (tmp_path / "few.parquet").exists()
    log.write_text("\n".join([",".join(HEADER), *rows]), encoding="utf-8")
    more = reweigh(log, ward("incident_log"), None, sets=sets, seeds_per_set=2, days=28)
    table = more.table.set_index("family")
    assert np.isnan(table.loc["coerced", "log"]) and np.isnan(table.loc["coerced", "off_after"])
    assert list(table.loc[["rate"], "measure"]) == ["all kinds"]
    assert "under 5" in [cell[2] for cell in more.rows()[1]]


@pytest.mark.slow
def test_an_incident_log_does_not_pull_true_rates_down(tmp_path):
    design, truth = ward("incident_log"), BASE
    log, census, run = own_files(tmp_path, design, truth, 168, seed=77)
    sets = sets_around(40, spread=3.0)
    result = reweigh(log, design, None, census, sets, seeds_per_set=2, days=84)
    rows = run.raw["incidents"]
    assert rows["is_recorded"].sum() < len(rows) / 8
    mean = float(np.exp(np.array(result.weights) @ np.log(sets.values("aggression_base"))))
    assert 0.5 < mean / truth["aggression_base"] < 2.0
    # Read as if everything had been written down, the same log would ask for a far calmer ward.
    naive = reweigh(log, ward("pcc_sr"), None, census, sets, seeds_per_set=2, days=84)
    naive_mean = float(np.exp(np.array(naive.weights) @ np.log(sets.values("aggression_base"))))
    # Half of the sets must be left to speak, which bounds how far apart the two means can be.
    assert naive_mean < 0.85 * mean
    assert any("No set comes near" in note and "pcc_sr" in note for note in naive.notes)


def test_a_log_without_a_census_is_weighed_by_the_models_own_occupancy(seen, tmp_path):
    result, out, _ = seen
    design = result.design
    again = reweigh(out.parent.parent / "log.csv", design, None, None, result.sets, seeds_per_set=2, days=28)
    assert any(note.startswith("No census") for note in again.notes)
    one, other = (r.table.set_index("measure").loc["verbal aggression", "log"] for r in (result, again))
    assert one == pytest.approx(other, rel=0.1)


def test_a_census_of_another_ward_is_pointed_out(seen, tmp_path):
    result, out, run = seen
    census = tmp_path / "census.csv"
    census_of(run, census)
    rows = census.read_text(encoding="utf-8").splitlines()
    rows[1:] = [f"{row.split(',')[0]},,11,12" for row in rows[1:]]
    census.write_text("\n".join(rows), encoding="utf-8")
    sets = ParameterSets(ledger(), {"hygiene_w_distress": [0.1, 0.3]}, [0, 1], [1, 1])
    again = reweigh(
        out.parent.parent / "log.csv", result.design, None, census, sets, seeds_per_set=2, days=28
    )
    assert any("11.0 residents a day" in note for note in again.notes)


@pytest.mark.parametrize("counted", ["", "2021-01-01,18\n"])
def test_a_log_without_incidents_is_refused_and_nothing_is_written(counted, tmp_path):
    log, census = tmp_path / "log.csv", tmp_path / "census.csv"
    log.write_text(",".join(HEADER) + "\n", encoding="utf-8")
    census.write_text(f"date,residents\n{counted}", encoding="utf-8")
    with pytest.raises(ConfigError, match="log.csv: no incident in . days is too few to weigh anything by"):
        reweigh(log, "acute-ward", tmp_path / "out.parquet", census, sets=sets_around(6))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["census.csv", "log.csv"]


def test_a_log_of_three_incidents_is_refused_with_how_many_would_say_something(tmp_path):
    log = tmp_path / "log.csv"
    rows = [f"2021-01-0{day},9:00,absconding" for day in (1, 4, 9)]
    log.write_text("\n".join(["date,time,kind", *rows, ""]), encoding="utf-8")
    with pytest.raises(
        ConfigError, match=r"3 incidents in \d+ days are too few to weigh anything by. With \d+ or more"
    ):
        reweigh(log, "acute-ward", tmp_path / "out.parquet", sets=sets_around(6))


def test_a_rate_that_no_weighing_explains_is_named_with_where_to_look(seen):
    result = seen[0]
    assert "look at the instrument" not in result.sentence
    table = result.table.copy()
    first = table.index[table["family"] == "rate"][0]
    after = table.loc[first, "after"]
    table.loc[first, ["log", "low", "high"]] = [3.5 * after, 3 * after, 4 * after]
    other = copy(result)
    other.table = table
    name = table.loc[first, "measure"]
    assert f"your log's {name} is about 3.5 times the model's: look at the instrument (" in other.sentence
    table.loc[first, "low"] = 0.9 * after
    assert "look at the instrument" not in other.sentence


def test_every_problem_is_told_at_once_before_anything_is_simulated(tmp_path):
    log, census = tmp_path / "log.csv", tmp_path / "census.csv"
    log.write_text(
        "date,time,kind\n2021-01-01,9:00,absconding\n2021-01-02,9:00,agression\n", encoding="utf-8"
    )
    census.write_text("date,residents\n01/02/2021,20\n", encoding="utf-8")
    with pytest.raises(ConfigError) as problem:
        reweigh(log, "acute-wrd", tmp_path / "x.csv", census, ledger(), seeds_per_set=1)
    told = problem.value.problems
    for part in (
        "ends in .csv; what is written there ends in .parquet",
        "seeds_per_set is 1",
        "acute-wrd",
        "one set leaves nothing to weigh",
    ):
        assert any(part in line for line in told)
    assert any(line.startswith("log.csv line 3: kind is 'agression'") for line in told)
    assert any(line.startswith("census.csv line 2: date is '01/02/2021'") for line in told)
    assert told[-1] == "2 of 3 rows cannot be read. --skip-bad-rows goes on without them."


def test_bad_rows_can_be_left_out_and_are_all_in_a_table(tmp_path):
    log = tmp_path / "log.csv"
    good = [f"2021-01-{day:02d},9:00,verbal_aggression" for day in range(1, 29)]
    log.write_text(
        "\n".join(["date,time,kind", *good, "x,9:00,absconding", "y,z,absconding"]), encoding="utf-8"
    )
    sets = sets_around(6)
    result = reweigh(log, "acute-ward", None, sets=sets, seeds_per_set=2, days=28, skip_bad_rows=True)
    assert result.incidents == "28" and result.notes[-4] == "2 rows could not be read and were left out:"
    assert all(note.startswith("log.csv line 3") for note in result.notes[-3:])
    assert result.bad_rows[["line", "column"]].to_numpy().tolist() == [
        [30, "date"],
        [31, "date"],
        [31, "time"],
    ]
    log.write_text("date,time,kind\nx,9:00,absconding\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="No row of the log can be read"):
        reweigh(log, "acute-ward", None, sets=sets, skip_bad_rows=True)


def test_the_same_question_has_the_same_answer(seen, tmp_path):
    result, out, _ = seen
    source, sets = (
        out.parent.parent,
        ParameterSets(
            ledger(), {"aggression_base": result.sets.values("aggression_base")[:6]}, range(6), [1] * 6
        ),
    )
    one, other = (
        reweigh(
            source / "log.csv",
            result.design,
            None,
            source / "census.csv",
            sets,
            seeds_per_set=2,
            days=28,
            workers=w,
        )
        for w in (1, 2)
    )
    assert one.weights.tolist() == other.weights.tolist()
    assert one.table.equals(other.table)


@given(
    st.lists(st.tuples(st.floats(0.01, 1), st.floats(-80, 0)), min_size=3, max_size=60),
    st.floats(1, 30),
)
def test_new_weights_add_up_and_never_fall_below_the_floor(rows, least):
    before = np.array([row[0] for row in rows])
    before /= before.sum()
    found = reweighted(before, np.array([row[1] for row in rows]), least)
    assert found.weights.sum() == pytest.approx(1) and (found.weights >= 0).all()
    assert found.after >= min(least, found.before / 2) - 1e-6 or found.share == 1.0
    assert 0 <= found.share <= 1 and found.before == pytest.approx(effective(before))


def test_a_parameter_that_weights_do_not_care_for_has_not_moved():
    before = np.full(200, 1 / 200)
    values = np.random.default_rng(3).normal(size=(2, 200))
    after = np.exp(-2 * (values[0] - 1) ** 2)
    after /= after.sum()
    rows = {row["parameter"]: row for row in moves({"cared": values[0], "not": values[1]}, before, after)}
    assert rows["cared"]["is_moved"] and rows["cared"]["moved"] > 0.5
    assert not rows["not"]["is_moved"] and rows["not"]["sd_before"] == pytest.approx(values[1].std())
    still = moves({"same": np.ones(200), "endless": [math.inf] * 199 + [1.0]}, before, after)
    assert not any(row["is_moved"] or row["moved"] for row in still)


def test_a_weighed_file_is_used_like_any_other_set(seen):
    made = read_sets(seen[1])
    chosen = made.choose(2)
    runs = simulate_many("acute-ward", days=2, seeds=[1], parameters=chosen[0], warm_up_days=0)
    assert len(runs) == 1 and chosen[0].name.startswith("ward-")


def test_runs_that_disagree_keep_a_parameter_from_being_named():
    before, values = np.full(200, 1 / 200), np.linspace(0, 1, 200)
    one, other = np.exp(3 * values), np.exp(-2 * values)
    others = np.array([one / one.sum(), other / other.sum()])
    after = others.mean(0)
    (alone,), (with_runs,) = (moves({"p": values}, before, after, rest) for rest in (None, others))
    assert with_runs["by_chance"] > 5 * alone["by_chance"]
    assert not with_runs["is_moved"]


def test_smoothing_takes_chance_out_and_leaves_what_is_there():
    chance = np.random.default_rng(8)
    first, second = chance.normal(size=(2, 150))
    truth = np.stack([0.5 * first, np.zeros(150), np.sin(3 * second)], axis=1)
    noise = chance.normal(size=truth.shape) * [0.3, 0.3, 0.01]
    values = truth + noise
    values[3, 0] = math.nan
    found, left = smoothed(values, [first, second], np.full(150, 1 / 150), np.array([0.09, 0.09, 0.0001]))
    known = np.isfinite(values[:, 0])
    before, after = ((np.where(known, (v - truth)[:, 0], 0) ** 2).mean() for v in (values, found))
    assert after < 0.2 * before and left[0] < 0.2
    assert np.abs(found[:, 1]).max() < np.abs(values[:, 1]).max() / 2
    assert found[:, 2] == pytest.approx(values[:, 2], abs=0.05) and left[2] > 0.9
    assert math.isnan(found[3, 0])


def test_smoothing_needs_something_to_smooth_by():
    values = np.random.default_rng(2).normal(size=(30, 2))
    for columns in ([], [np.ones(30)], [[math.inf] * 30]):
        found, left = smoothed(values, columns, np.full(30, 1 / 30), np.ones(2))
        assert (found == values).all() and left.tolist() == [1.0, 1.0]


@pytest.fixture
def command(monkeypatch):
    """Run `milieusim calibrate` with a few sets in place of the shipped ones."""
    from typer.testing import CliRunner

    from milieusim.calibration.own_ward import reweighing
    from milieusim.cli.main import app

    monkeypatch.setattr(
        reweighing, "load_parameters", lambda name: sets_around(6) if name == "posterior" else None
    )
    return lambda *words: CliRunner().invoke(app, ["calibrate", *map(str, words)])


def test_the_command_prints_the_table_the_notes_and_the_sentence(command, tmp_path):
    log, out = tmp_path / "log.csv", tmp_path / "ward.parquet"
    rows = [f"2021-01-{day:02d};9:00;verbal aggression" for day in range(1, 29)]
    log.write_text("\n".join(["Date;Time;Kind", *rows]), encoding="utf-8")
    done = command("--data", log, "--design", "acute-ward", "--out", out)
    assert done.exit_code == 0, done.output
    assert "recorded per 1,000 bed-days" in done.stdout and "No census" in done.stdout
    assert "6 sets of parameters were weighed by 28 incidents on 28 days" in done.stdout
    assert len(read_sets(out)) == 6 and out.with_suffix(".png").exists()


def test_the_command_ends_with_2_for_bad_rows_and_goes_on_if_told_to(command, tmp_path):
    log, out = tmp_path / "log.csv", tmp_path / "ward.parquet"
    rows = [f"2021-01-{day:02d},9:00,self_harm" for day in range(2, 30)]
    text = "\n".join(["date,time,kind", "2021-01-01,9:00,selff_harm", *rows])
    log.write_text(text, encoding="utf-8")
    words = "--data", log, "--design", "acute-ward", "--out", out
    refused = command(*words)
    assert refused.exit_code == 2 and not out.exists()
    assert (
        "log.csv line 2: kind is 'selff_harm'" in refused.stderr and "Nearest: self_harm." in refused.stderr
    )
    assert "1 of 29 rows cannot be read. --skip-bad-rows goes on without them." in refused.stderr
    done = command(*words, "--skip-bad-rows")
    assert done.exit_code == 0 and "1 row could not be read and was left out:" in done.stdout
