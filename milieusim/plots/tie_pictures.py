"""The network of ties: over the weeks beside chance, and as a picture of one week."""

import numpy as np

from milieusim.analysis.patterns.tie_network import residents_in
from milieusim.plots.style import COLOURS, GREY, LEGEND, PALE, axes_or_new, bare, own_settings

WORDS = {
    "density": "Pairs of residents with a friendly tie, %",
    "unfriendly_share": "Pairs of residents with an unfriendly tie, %",
    "transitivity": "Two friends of one resident\nwho are friends of each other, %",
    "modularity": "Modularity: how far\nresidents fall into groups (0-1)",
    "centralisation": "Centralisation of ties\n(0 all alike, 1 one in the middle)",
    "reciprocity": "Friendly ties that are returned, %",
    "isolated_share": "Residents without a friendly tie, %",
    "mean_value": "Mean tie of two residents (\u22121 to 1)",
    "staff_trusted": "Staff whom a resident trusts (persons)",
    "without_trust_share": "Residents who trust nobody on the staff, %",
    "top_fifth_share": "Trust held by the most trusted fifth of staff, %",
}
DAYS_A_WEEK = 7
LINES = ["-", (0, (3, 2))]
"""Of friendly and of unfriendly ties."""


@own_settings()
def draw_tie_network(table, measure="transitivity", ax=None):
    """Draw a measure of the network over the weeks: runs, their mean, and what chance would give.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `tie_network` or `trust_network`.
    measure : str
        Column.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 5.8, 3.6))
    times = 100.0 if WORDS.get(measure, "").endswith("%") else 1.0
    table = table.assign(week=(table["day"] + 1) / DAYS_A_WEEK)
    if f"{measure}_chance_low" in table.columns:
        _draw_chance(ax, table, measure, times)
    if "run" in table.columns and table["run"].nunique() > 1:
        for _, run in table.groupby("run"):
            ax.plot(run["week"], times * run[measure], color=COLOURS[5], linewidth=0.7, alpha=0.5)
    mean = times * table.groupby("week")[measure].mean()
    ax.plot(mean.index, mean, "o-", color=COLOURS[0], markersize=5, label="this ward, mean of runs")
    ax.set_xlabel("Week", fontsize=9)
    ax.set_ylabel(WORDS.get(measure, measure.replace("_", " ")), fontsize=9)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.legend(ncols=2, loc="lower left", bbox_to_anchor=(0, 1), **LEGEND)
    return ax


def _draw_chance(ax, table, measure, times):
    names = [f"{measure}_{part}" for part in ("chance_low", "chance_high", "chance")]
    chance = times * table.groupby("week")[names].mean()
    low, high, middle = (chance[name] for name in chance)
    ax.fill_between(chance.index, low, high, color=PALE, alpha=0.7, linewidth=0, label="by chance, 95 %")
    ax.plot(chance.index, middle, color=GREY, linewidth=1, linestyle=(0, (4, 3)))


@own_settings()
def draw_ties(ties, ax=None, threshold=0.02):
    """Draw the ties between residents in one week: friends near each other.

    Parameters
    ----------
    ties : pandas.DataFrame
        One week of one run: from, to, kind, value.
    ax : matplotlib.axes.Axes, optional
    threshold : float
        Size from which a tie is drawn.

    Returns
    -------
    matplotlib.axes.Axes
    """
    import networkx as nx

    ax = axes_or_new(ax, 5.6, 5.0)
    rows = ties[ties["kind"] == "resident"]
    graph = nx.Graph()
    graph.add_nodes_from(residents_in(ties).tolist())
    strong = rows[(rows["value"].abs() > threshold) & (rows["from"] < rows["to"])]
    graph.add_weighted_edges_from(strong[["from", "to", "value"]].itertuples(index=False, name=None))
    at = _places(graph)
    _draw_lines(ax, graph, at)
    places = np.array([at[node] for node in graph])
    ax.scatter(*places.T, s=230, color="white", edgecolor="black", linewidth=0.8, zorder=2)
    for node, (x, y) in zip(graph, places):
        ax.text(x, y, str(node), ha="center", va="center", fontsize=6, zorder=3)
    ax.plot([], [], color=COLOURS[0], linewidth=2, label=f"tie above {threshold:g}")
    ax.plot([], [], color=COLOURS[1], linewidth=2, linestyle=LINES[1], label=f"below \u2212{threshold:g}")
    ax.set_axis_off()
    ax.set_ylim(places[:, 1].min() - 0.15, places[:, 1].max() + 0.5)
    ax.legend(ncols=2, loc="upper left", title="Residents by number; wider is stronger", title_fontsize=8.5,
              alignment="left", **LEGEND)  # fmt: skip
    return ax


def _draw_lines(ax, graph, at):
    friendly, unfriendly = ({"color": COLOURS[place], "linestyle": line} for place, line in enumerate(LINES))
    for a, b, value in graph.edges(data="weight"):
        style = friendly if value > 0 else unfriendly
        ax.plot(*zip(at[a], at[b]), linewidth=0.5 + 4 * abs(value), alpha=0.75, zorder=1, **style)


def _places(graph):
    """Return where residents are drawn: as far apart as their friends' friends are, strangers at the rim."""
    import networkx as nx

    friendly = nx.Graph()
    friendly.add_nodes_from(graph)
    friendly.add_edges_from((a, b) for a, b, value in graph.edges(data="weight") if value > 0)
    steps = dict(nx.all_pairs_shortest_path_length(friendly))
    far = 1 + max((step for row in steps.values() for step in row.values()), default=1)
    apart = {one: {other: row.get(other, far) for other in friendly} for one, row in steps.items()}
    return nx.kamada_kawai_layout(friendly, dist=apart)
