"""Sets of parameters: what a file may hold, which sets are chosen, and who takes one set only."""

import json
from collections import Counter

import pyarrow as pa
import pytest
from pyarrow import parquet

from milieusim.engines.simulate import simulate, simulate_many
from milieusim.errors import ConfigError
from milieusim.ledger import parameter_sets
from milieusim.ledger.parameter_sets import ParameterSets, read_sets
from milieusim.ledger.parameters import ledger, load_parameters, one_set


def written(path, facts=None, **columns):
    table = pa.table(columns)
    if facts:
        table = table.replace_schema_metadata({b"milieusim": json.dumps(facts).encode()})
    parquet.write_table(table, path)
    return path


def some(n, weights=None):
    column = [0.1 + 0.001 * i for i in range(n)]
    return ParameterSets(ledger(), {"trait_spread": column}, range(n), weights or [1] * n)


def test_a_file_gives_sets_with_names_weights_and_roles(tmp_path):
    columns = {"parameter_set": [4, 7], "weight": [1.0, 3.0], "trait_spread": [0.1, 0.2]}
    path = written(tmp_path / "mine.parquet", {"roles": {"trait_spread": "fitted"}}, **columns)
    sets = load_parameters(str(path))
    assert len(sets) == 2 and sets.names == ["trait_spread"] and sets.weights == (0.25, 0.75)
    assert sets.labels() == ["mine-4", "mine-7"] == [one.name for one in sets]
    assert sets.roles == {"trait_spread": "fitted"}
    assert sets[1]["trait_spread"] == 0.2
    assert sets[1]["state_spread"] == ledger()["state_spread"]
    assert load_parameters(sets) is sets and load_parameters(path).names == sets.names


def test_every_problem_of_a_file_is_told(tmp_path):
    columns = {"parameter_set": [1, 1], "weight": [-1.0, 0.5], "trait_spreed": [0.1, 0.2]}
    path = written(tmp_path / "bad.parquet", state_spread=[0.1, float("nan")], **columns)
    with pytest.raises(ConfigError) as caught:
        load_parameters(path)
    text = "\n".join(caught.value.problems)
    assert len(caught.value.problems) == 4 and text.count("bad.parquet: ") == 4
    for part in ("different whole number", "numbers of 0 or more", "Did you mean 'trait_spread'?", "is nan"):
        assert part in text


@pytest.mark.parametrize(("content", "said"), [(None, "no such file"), (b"text", "no Parquet file")])
def test_what_is_no_file_of_sets_is_refused(tmp_path, content, said):
    path = tmp_path / "x.parquet"
    if content:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        load_parameters(path)


def test_a_file_without_sets_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="it holds no set"):
        read_sets(written(tmp_path / "none.parquet", parameter_set=pa.array([], "int64")))


def test_few_chosen_sets_are_the_first_of_many():
    weights = [1 + i % 7 for i in range(40)]
    many = [one.name for one in some(40, weights).choose(90)]
    for n in (1, 10, 41, 89):
        assert [one.name for one in some(40, weights).choose(n)] == many[:n]


@pytest.mark.parametrize("n", [10, 37, 80, 400])
def test_sets_come_as_often_as_their_weight_asks_for(n):
    weights = [1 + (i * 37 % 11) for i in range(60)]
    sets = some(60, weights)
    counts = Counter(sets.places(n))
    assert sum(counts.values()) == n
    for place, weight in enumerate(sets.weights):
        assert abs(counts[place] - n * weight) < 1.6
    mean = sum(sets.weights[place] * place for place in range(60))
    assert sum(sets.places(n)) / n == pytest.approx(mean, abs=30 / n**0.5)


def test_equal_sets_all_come_once_before_any_comes_twice():
    assert sorted(some(50).places(50)) == list(range(50))
    assert set(Counter(some(50).places(100)).values()) == {2}
    assert sorted(some(50).places(10)) != list(range(10))  # a sample of all, and not the top of the file


def test_sets_of_no_weight_are_never_chosen():
    assert set(some(4, [0, 1, 0, 1]).places(9)) == {1, 3}


def test_runs_of_one_set_refuse_many():
    for run in (simulate, simulate_many):
        with pytest.raises(ConfigError, match=r"a run takes one.*load_parameters\('posterior'\)\[0\]"):
            run("acute-ward", days=1, parameters=some(3))
    assert one_set(some(3)[0]).name == "posterior-0"
    with pytest.raises(ConfigError, match="'best', 'posterior', a file"):
        one_set("worst")


def test_the_posterior_is_the_shipped_file(tmp_path, monkeypatch):
    path = written(tmp_path / "p.parquet", parameter_set=[0, 1], trait_spread=[0.1, 0.2])
    monkeypatch.setattr(parameter_sets, "shipped_file", lambda: path)
    parameter_sets.shipped_sets.cache_clear()
    try:
        assert load_parameters("posterior").labels() == ["posterior-0", "posterior-1"]
        with pytest.raises(ConfigError, match="which is 2 sets; a run takes one"):
            simulate("acute-ward", parameters="posterior")
    finally:
        parameter_sets.shipped_sets.cache_clear()


def test_a_run_of_one_of_many_sets_carries_its_name():
    run = simulate("acute-ward", days=1, parameters=some(3)[2], warm_up_days=0)
    assert run.parameter_set == "posterior-2"
