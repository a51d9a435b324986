"""The network of ties, against networks whose shape is known."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import milieusim as ms
from milieusim.analysis.patterns.tie_network import _shuffled, tie_network, trust_network
from milieusim.errors import DataError


def ties(graph, day=6, value=0.3, **more):
    rows = [(day, a, b, "resident", value) for one in graph.edges for a, b in (one, one[::-1])]
    table = pd.DataFrame(rows, columns=["day", "from", "to", "kind", "value"])
    strangers = [node for node in graph if graph.degree(node) == 0]
    quiet = pd.DataFrame(
        {"day": day, "from": strangers, "to": [0] * len(strangers), "kind": "resident", "value": 0.0}
    )
    return pd.concat([table, quiet.astype(table.dtypes)], ignore_index=True).assign(**more)


def test_a_star_is_all_centre_and_no_triangles():
    row = tie_network(ties(nx.star_graph(9)), shuffles=3).iloc[0]
    assert (row["residents"], row["ties"]) == (10, 9)
    assert row["centralisation"] == 1 and row["transitivity"] == 0
    assert row["density"] == pytest.approx(0.2)
    assert row["reciprocity"] == 1 and row["value_reciprocity"] == 1


def test_two_circles_of_friends_are_more_than_chance():
    row = tie_network(ties(nx.caveman_graph(2, 8)), shuffles=20).iloc[0]
    assert row["transitivity"] == 1 > row["transitivity_chance_high"]
    assert row["modularity"] == pytest.approx(0.5) and row["modularity"] > row["modularity_chance_high"]


def test_a_network_of_chance_lies_where_chance_does():
    inside = []
    for seed in range(12):
        row = tie_network(ties(nx.gnp_random_graph(20, 0.3, seed=seed)), shuffles=40, seed=seed).iloc[0]
        inside.append(
            row["transitivity_chance_low"] <= row["transitivity"] <= row["transitivity_chance_high"]
        )
    assert np.mean(inside) >= 0.8


def test_shuffling_keeps_everybodys_number_of_ties():
    graph = nx.gnp_random_graph(20, 0.3, seed=1)
    other = _shuffled(graph, np.random.default_rng(1))
    assert dict(graph.degree) == dict(other.degree)
    assert set(map(frozenset, graph.edges)) != set(map(frozenset, other.edges))


def test_one_sided_ties_are_not_returned():
    table = pd.DataFrame(
        {
            "day": 6,
            "from": [1, 2, 1, 3],
            "to": [2, 1, 3, 1],
            "kind": "resident",
            "value": [0.5, -0.5, 0.4, 0.4],
        }
    )
    row = tie_network(table, shuffles=0).iloc[0]
    assert row["reciprocity"] == pytest.approx(2 / 3) and row["reciprocity_chance"] == pytest.approx(0.5)
    assert row["unfriendly_share"] == pytest.approx(1 / 6)
    assert np.isnan(row["transitivity_chance"])


def test_residents_who_have_no_tie_yet_are_on_the_ward_all_the_same():
    table = ties(nx.star_graph(4))
    staff = pd.DataFrame({"day": 6, "from": range(8), "to": 90, "kind": "staff", "value": 0.1})
    row = tie_network(pd.concat([table, staff]), shuffles=0).iloc[0]
    assert (row["residents"], row["ties"], row["isolated_share"]) == (8, 4, 3 / 8)
    alone = staff.assign(day=13)
    weeks = tie_network(pd.concat([table, staff, alone]), shuffles=0)
    assert weeks["day"].tolist() == [6, 13] and weeks["isolated_share"].tolist() == [3 / 8, 1]
    first = pd.concat([table, staff.assign(day=5)[:1]])
    assert tie_network(first, shuffles=0)["residents"].tolist() == [1, 5]


def test_the_network_holds_everybody_on_the_ward():
    run = ms.simulate("reference-england", days=28, seed=3)
    stays, network = run.stays, tie_network(run.ties, shuffles=0).set_index("day")
    for day, people in network["residents"].items():
        at = 24 * (day + 1)
        there = (stays["admitted_at_hour"] < at) & ~(stays["discharged_at_hour"] < at)
        assert there.sum() - people in (
            0,
            *range(1, 1 + int(run.shifts.set_index("day")["on_leave"].get(day, 0).max())),
        )


def test_ties_with_gaps_are_refused_with_their_rows():
    table = ties(nx.star_graph(4))
    with pytest.raises(DataError, match=r"missing in 1 of 8 \(row 2\)"):
        tie_network(table.assign(value=table["value"].where(table.index != 2)))


def test_weeks_and_runs_have_rows_of_their_own():
    weeks = pd.concat([ties(nx.star_graph(5), day, run=run) for run in (0, 1) for day in (6, 13)])
    table = tie_network(weeks, shuffles=2)
    assert table[["run", "day"]].to_numpy().tolist() == [[0, 6], [0, 13], [1, 6], [1, 13]]


def test_trust_is_told_by_resident_and_by_who_holds_it():
    table = pd.DataFrame(
        {
            "day": 6,
            "from": [1, 1, 2, 3],
            "to": [10, 11, 10, 14],
            "kind": "staff",
            "value": [0.5, 0.2, 0.4, -0.3],
        }
    )
    more = pd.DataFrame({"day": 6, "from": [1, 1], "to": [12, 13], "kind": "staff", "value": 0.0})
    row = trust_network(pd.concat([table, more])).iloc[0]
    assert (row["residents"], row["staff"]) == (3, 5)
    assert row["density"] == pytest.approx(3 / 15) and row["staff_trusted"] == 1
    assert row["without_trust_share"] == pytest.approx(1 / 3)
    assert row["top_fifth_share"] == pytest.approx(2 / 3)


def test_tables_without_such_ties_are_refused():
    with pytest.raises(DataError, match="no ties between residents"):
        tie_network(pd.DataFrame({"day": [6], "from": [1], "to": [2], "kind": ["staff"], "value": [0.1]}))
    with pytest.raises(DataError, match="no column 'value'"):
        trust_network(pd.DataFrame({"day": [6], "from": [1], "to": [2], "kind": ["staff"]}))
