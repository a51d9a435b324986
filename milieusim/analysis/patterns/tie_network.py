"""The network of ties on a ward, week by week, beside what the same number of ties would give by chance.

A tie counts if its value is above a threshold. A dense network is transitive whatever people do: each measure that
depends on density comes with what networks of the same numbers of ties a person give, if nothing else is at work.
"""

import math

import numpy as np

from milieusim.analysis.columns import need_columns
from milieusim.analysis.times import rows_told
from milieusim.errors import DataError

SHUFFLES = 50
SWAPS_A_TIE = 10
THRESHOLD, TRUST = 0.02, 0.1
MEASURES = ("transitivity", "modularity")
"""What is held against chance."""


def tie_network(ties, threshold=THRESHOLD, shuffles=SHUFFLES, level=0.95, seed=1):
    """Describe the ties between residents, one row a run and week.

    Parameters
    ----------
    ties : pandas.DataFrame
        day, from, to, kind, value; run if there are several.
    threshold : float
        Value, from -1 to 1, above which a tie is a friendly one.
    shuffles : int
        Networks by chance for each week; 0 for none.
    level : float
        Chance that one more network by chance lies in the expected range; that takes 2 / (1 - level) shuffles at least.
    seed : int

    Returns
    -------
    pandas.DataFrame
        run, day, residents, ties (friendly pairs), density (share of pairs), unfriendly_share (of pairs, below minus the
        threshold), mean_value, value_reciprocity (correlation of what two think of each other, where that differs),
        reciprocity (share of friendly ties that are returned; ties that both sides share are all returned),
        reciprocity_chance, centralisation (0 all alike, 1 a star), isolated_share (of residents without a friendly
        tie), transitivity and modularity, each with _chance, _chance_low and _chance_high.

    Notes
    -----
    By chance: the same number of ties for each resident, otherwise at random (double-edge swaps). Pairs that never met
    have a tie of 0. Who came lately and has no tie to another resident yet is on the ward all the same: ties to staff,
    which everybody has, tell of them, so pass both kinds.
    """
    import pandas as pd

    rows = []
    weeks = _weeks(ties, "resident", "tie_network: the table holds no ties between residents")
    for place, (key, week) in enumerate(weeks):
        people = residents_in(week)
        values = _matrix(week[week["kind"] == "resident"], people, people)
        draw = np.random.default_rng([seed, place])
        rows.append({**key, **_described(values, threshold, shuffles, level, draw)})
    return pd.DataFrame(rows)


def trust_network(ties, threshold=TRUST):
    """Describe residents' trust in staff, one row a run and week.

    Parameters
    ----------
    ties : pandas.DataFrame
        day, from, to, kind, value; run if there are several.
    threshold : float
        Value above which a tie is trust.

    Returns
    -------
    pandas.DataFrame
        run, day, residents, staff, density (share of pairs of resident and staff), mean_value, staff_trusted (mean
        number a resident trusts), without_trust_share (of residents who trust nobody), top_fifth_share (of all trust
        that the most trusted fifth of staff hold).
    """
    import pandas as pd

    weeks = _weeks(
        ties[ties["kind"] == "staff"], "staff", "trust_network: the table holds no ties with staff"
    )
    staff = np.unique(np.concatenate([week["to"].to_numpy() for _, week in weeks]))
    rows = []
    for key, week in weeks:
        residents = np.unique(week["from"])
        values = _matrix(week, residents, staff)
        trust = values > threshold
        held = np.sort(trust.sum(axis=0))[::-1]
        top = held[: max(1, math.ceil(len(staff) / 5))].sum()
        row = {"residents": len(residents), "staff": len(staff), "density": float(trust.mean())}
        row |= {"mean_value": float(values.mean()), "staff_trusted": float(trust.sum(axis=1).mean())}
        row |= {"without_trust_share": float((~trust.any(axis=1)).mean())}
        row |= {"top_fifth_share": float(top / held.sum()) if held.sum() else math.nan}
        rows.append({**key, **row})
    return pd.DataFrame(rows)


def residents_in(week):
    """Return the residents of a week's ties, in order: those with a tie to another, and those with one to staff.

    Parameters
    ----------
    week : pandas.DataFrame
        One week of one run: from, to, kind.

    Returns
    -------
    numpy.ndarray
    """
    to = week.loc[week["kind"] == "resident", "to"]
    return np.unique(np.concatenate([week["from"].to_numpy(), to.to_numpy()]))


def _weeks(ties, kind, words):
    """Return where each week's ties belong (run, if told, and day), and these ties, if there are any of a kind."""
    need_columns(ties, ["day", "from", "to", "kind", "value"], "the table of ties")
    if not (ties["kind"] == kind).any():
        raise DataError(f"{words}.")
    wrong = (ties[["day", "from", "to", "value"]].isna().any(axis=1)).to_numpy()
    if wrong.any():
        raise DataError(f"the table of ties: day, from, to or value is missing in {rows_told(ties, wrong)}.")
    keys = ["run", "day"] if "run" in ties.columns else ["day"]
    return [(dict(zip(keys, key)), week) for key, week in ties.groupby(keys, sort=True)]


def _matrix(week, rows, columns):
    values = np.zeros((len(rows), len(columns)))
    places = np.searchsorted(rows, week["from"]), np.searchsorted(columns, week["to"])
    values[places] = week["value"]
    return values


def _described(values, threshold, shuffles, level, draw):
    import networkx as nx

    people = len(values)
    off = ~np.eye(people, dtype=bool)
    friendly = (values > threshold) & off
    both = np.triu(friendly | friendly.T, 1)
    graph = nx.Graph()
    graph.add_nodes_from(range(people))
    graph.add_edges_from(np.argwhere(both).tolist())
    pairs = people * (people - 1) / 2
    row = {
        "residents": people,
        "ties": int(both.sum()),
        "density": float(both.sum() / pairs) if pairs else math.nan,
    }
    row |= {
        "unfriendly_share": _mean(values[off] < -threshold),
        "mean_value": _mean(values[off]),
    }
    row |= {"value_reciprocity": _alike(values, off), **_returned(friendly, off)}
    row |= {
        "centralisation": _centralisation(graph),
        "isolated_share": sum(d == 0 for _, d in graph.degree) / people,
    }
    return row | _beside_chance(graph, shuffles, level, draw)


def _beside_chance(graph, shuffles, level, draw):
    """Return each measure that depends on density, and what networks by chance have of it."""
    found, row = _structure(graph, draw), {}
    by_chance = [_structure(_shuffled(graph, draw), draw) for _ in range(shuffles)]
    tail = (1 - level) / 2
    for place, name in enumerate(MEASURES):
        chance = np.array([one[place] for one in by_chance])
        known = chance[np.isfinite(chance)]
        # One more network by chance falls outside as often as the level says: so few must not be taken for all there are.
        ends = np.quantile(known, [tail, 1 - tail], method="weibull") if len(known) else (math.nan, math.nan)
        middle = float(known.mean()) if len(known) else math.nan
        row |= {name: found[place], f"{name}_chance": middle}
        row |= {f"{name}_chance_low": float(ends[0]), f"{name}_chance_high": float(ends[1])}
    return row


def _alike(values, off):
    """Return how far two residents think the same of each other (correlation); 1 where they share one tie."""
    one, other = values[off], values.T[off]
    if len(one) == 0 or one.std() == 0:
        return math.nan
    return 1.0 if np.array_equal(one, other) else float(np.corrcoef(one, other)[0, 1])


def _returned(friendly, off):
    ties = friendly.sum()
    returned = float((friendly & friendly.T).sum() / ties) if ties else math.nan
    return {"reciprocity": returned, "reciprocity_chance": _mean(friendly[off])}


def _mean(values):
    # Of one resident alone there are no pairs.
    return float(values.mean()) if len(values) else math.nan


def _centralisation(graph):
    """Return Freeman's centralisation of the numbers of ties."""
    degrees = np.array([degree for _, degree in graph.degree])
    most = (len(degrees) - 1) * (len(degrees) - 2)
    return float((degrees.max() - degrees).sum() / most) if most > 0 else math.nan


def _structure(graph, draw):
    """Return transitivity, and the modularity of the best groups that are found."""
    import networkx as nx

    if graph.number_of_edges() == 0:
        return math.nan, math.nan
    groups = nx.community.louvain_communities(graph, seed=int(draw.integers(1 << 31)))
    return nx.transitivity(graph), nx.community.modularity(graph, groups)


def _shuffled(graph, draw):
    """Return a network in which everybody has as many ties as before, with others at random."""
    edges = np.array(graph.edges)
    known = {frozenset(edge) for edge in edges.tolist()}
    tries = SWAPS_A_TIE * len(edges)
    picks = draw.integers(0, max(len(edges), 1), (tries, 2))
    turned = draw.random(tries) < 0.5
    for (one, two), turn in zip(picks, turned):
        (a, b), (c, d) = edges[one], edges[two][::-1] if turn else edges[two]
        # A swap that would tie somebody to themselves, or two people twice, is left out.
        if len({a, b, c, d}) == 4 and not {frozenset((a, d)), frozenset((c, b))} & known:
            known -= {frozenset((a, b)), frozenset((c, d))}
            known |= {frozenset((a, d)), frozenset((c, b))}
            edges[one], edges[two] = (a, d), (c, b)
    import networkx as nx

    shuffled = nx.Graph()
    shuffled.add_nodes_from(graph)
    shuffled.add_edges_from(edges.tolist())
    return shuffled
