"""`milieusim sensitivity`: what matters, read off a store."""

import math
from typing import Annotated

import typer

from milieusim.analysis.numbers import number
from milieusim.cli.declaring import Json, Stored
from milieusim.cli.showing.screen_tables import say, say_json, say_table, tell
from milieusim.errors import ConfigError, DataError
from milieusim.phrasing import near

MOST_PARAMETERS = 10
SHARES = (
    "first", "first_low", "first_high", "total", "total_low", "total_high", "threshold", "first_plain", "total_plain",
)  # fmt: skip


Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "--metric", metavar="METRIC", help="Metric, by name or label; may be repeated; headlines if left out."
    ),
]


def sensitivity(store: Stored, metrics: Metrics = None, as_json: Json = False):
    """Tell what matters: indices of a sweep's factors and parameters, with intervals."""
    from milieusim.analysis.sensitivity.by_sampling import METHODS
    from milieusim.campaign.store.store import open_store

    opened = open_store(store)
    _refuse_unfinished(opened, store)
    table = opened.metrics()
    names = _names(metrics, table, opened.manifest.measures())
    if len(table) == 0:
        raise DataError(f"{store}: all runs failed; `milieusim status` and the folder failures tell of them.")
    _tell_missing(opened)
    found = opened.sensitivity(names)
    for told in found.factors.attrs["left_out"] if found.factors is not None else ():
        tell(f"Left out: {told}")
    kind = opened.experiment["sampling"]["kind"]
    facts = {"experiment": opened.experiment["name"], "sampling": kind, "method": METHODS[kind]}
    if as_json:
        parts = {"factors": found.factors, "parameters": found.parameters}
        rows = {name: [] if table is None else table.to_dict("records") for name, table in parts.items()}
        say_json({**facts, **rows})
    else:
        _say(opened, names, found, facts)


def _say(opened, names, found, facts):
    from milieusim.campaign.experiment.notices import small_sample

    sampling, measures = opened.experiment["sampling"], opened.manifest.measures()
    (factors, is_cut), (sets, is_cut_too) = _bounded(found.factors), _bounded(found.parameters)
    for name in names:
        _show(name, factors, facts, measures)
        _show_sets(name, sets, measures)
    if factors is not None and "first" in factors and factors["first"].isna().any():
        say(_NOT_KNOWN)
    for line in _notes(factors, sampling["kind"]):
        say(line)
    if factors is not None:
        say(f"The numbers hold {factors['over'].iloc[0]}.")
    for told in small_sample(sampling, len(opened.factors)):
        say(f"Read nothing from these numbers. {told[0].upper()}{told[1:]}")
    if is_cut or is_cut_too:
        say(
            "What few points and chance carried below 0 or above 100 % is shown as 0 or 100 %; --json has it uncut."
        )


_NOT_KNOWN = (
    "n/a: the points differ by hardly more than chance, or some have no value; more replications may help."
)


def _refuse_unfinished(opened, store):
    from milieusim.campaign.sweep.store_status import stored_of

    done, total = stored_of(opened)
    if done < total:
        raise DataError(
            f"{store}: {done:,} of {total:,} runs are stored: finish the sweep first; the same sweep command goes on "
            "where it stopped."
        )


def _names(asked, metrics, measures):
    from milieusim.analysis.metrics.metrics import HEADLINES, METRICS, metric_called
    from milieusim.shown.metric_names import unknown_metrics

    if not asked:
        return [name for name in HEADLINES if name in metrics.columns]
    labels = {metric.label.lower(): name for name, metric in measures.items() if name not in METRICS}
    names = [labels.get(" ".join(text.lower().split()), metric_called(text)) for text in asked]
    unknown = [name for name in names if name not in metrics.columns]
    own = [name for name in measures if name not in METRICS]
    if unknown:
        raise ConfigError(
            [
                hint
                and f"--metric: there is no metric '{name}'.{hint}"
                or "".join(unknown_metrics([name], "--metric"))
                or f"--metric: the store has no metric '{name}'; it was made without it."
                for name, hint in [(name, near(name, own)) for name in unknown]
            ]
        )
    return list(dict.fromkeys(names))


def _tell_missing(store):
    failed = len(store.failures())
    if failed:
        tell(f"{failed:,} failed runs are left out.")


def _bounded(table):
    """Return a table with its shares cut at 0 and 1, and whether any was beyond."""
    shares = [] if table is None else [name for name in SHARES if name in table]
    if not shares:
        return table, False
    # What is shown is whole per cents: less than half of one beyond is no news.
    is_beyond = (table[shares] < -0.005) | (table[shares] > 1.005)
    return table.assign(**table[shares].clip(0.0, 1.0)), bool(is_beyond.any(axis=None))


def _show(name, table, facts, measures):
    from milieusim.analysis.sensitivity.point_means import OVER, SET

    if table is None:
        return
    metric = measures.get(name)
    label = f"{metric.label} ({metric.unit})" if metric else name
    for design, rows in table[table["metric"] == name].groupby("design", sort=False):
        columns, lines = _lines(rows)
        say_table(f"{label}, {design}: {facts['method']}", columns, lines)
        share = rows["chance_share"].iloc[0]
        lone = "not known with one run a point" if rows["runs"].max() <= 1 else "not known"
        known = lone if math.isnan(share) else f"{100 * share:.0f} %, taken off"
        if "mu_star" in rows:
            known = known.replace(", taken off", "")
        chance = "Which sets were drawn, and chance," if rows["over"].iloc[0] == OVER[SET] else "Chance"
        say(f"{chance} in the differences between points: {known}.\n")


def _lines(rows):
    """Return columns and lines of a table of indices, the strongest first."""
    if "mu_star" in rows:
        columns = ["factor", ">mean size", ">95 % interval", ">mean", ">spread", ">by chance alone"]
        rows = rows.sort_values("mu_star", ascending=False, kind="stable")
        return columns, [
            [row.factor, number(row.mu_star), _interval(row.mu_star_low, row.mu_star_high), _signed(row.mu),
             number(row.sigma), number(row.chance)]
            for row in rows.itertuples()
        ]  # fmt: skip
    if "total" in rows:
        columns = ["factor", ">total", ">95 % interval", ">alone", ">95 % interval"]
        is_corrected = bool(rows["chance_share"].notna().any())
        columns += [">total, with chance", ">alone, with chance"] * is_corrected
        rows = rows.sort_values(["total", "total_plain"], ascending=False, kind="stable")
        return columns, [
            [row.factor, _share(row.total), _shares_of(row.total_low, row.total_high), _share(row.first),
             _shares_of(row.first_low, row.first_high),
             *[_share(row.total_plain), _share(row.first_plain)] * is_corrected]
            for row in rows.itertuples()
        ]  # fmt: skip
    return _first_lines(rows, "factor")


def _first_lines(rows, what):
    columns = [what, ">alone", ">95 % interval", ">without effect, below"]
    rows = rows.sort_values("first", ascending=False, kind="stable")
    return columns, [
        [row.factor, _share(row.first), _shares_of(row.first_low, row.first_high), _share(row.threshold)]
        for row in rows.itertuples()
    ]


def _show_sets(name, table, measures):
    from milieusim.analysis.sensitivity.by_sampling import luck_sentence

    if table is None or len(table) == 0:
        return
    rows = table[table["metric"] == name]
    columns, lines = _first_lines(rows, "parameter")
    label = measures[name].label if name in measures else name
    say_table(f"{label}: parameters behind the differences between sets", columns, lines[:MOST_PARAMETERS])
    if len(lines) > MOST_PARAMETERS:
        say(f"{len(lines) - MOST_PARAMETERS} more parameters: --json.")
    say(luck_sentence(rows))
    passing = 0.05 * len(lines)
    if passing >= 1:
        say(f"Of {len(lines)} parameters without effect, {passing:.0f} would pass their limit by chance.")
    say("")


def _notes(table, kind):
    if kind == "sobol":
        yield "Shares of the variance between points. alone: by a factor itself; total: also together with others."
    elif kind == "morris":
        yield "In the unit of the metric, for a step over a factor's whole range. spread: interactions, bends and chance."
    else:
        yield "Shares of the variance between points that a factor explains by itself."
    if table is not None and "dropped" in table and table["dropped"].max() > 0:
        yield f"{table['dropped'].max()} rows of the sample were left out: not all of their runs have a value."


def _interval(low, high):
    return f"{number(low)} to {number(high)}"


def _share(value):
    return "n/a" if math.isnan(value) else f"{_whole(value)} %"


def _shares_of(low, high):
    if math.isnan(low) or math.isnan(high):
        return "n/a"
    return f"{_whole(low)} to {_whole(high)} %"


def _whole(share):
    # Rounded first: no share is shown as minus nothing.
    return f"{round(100 * share):d}".replace("-", "\u2212")


def _signed(value):
    from milieusim.analysis.numbers import signed

    return signed(value)
