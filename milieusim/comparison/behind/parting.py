"""Where the same residents' days part, and one of those days under two designs, side by side."""

from milieusim.comparison.pair_runs import some_runs

PARTED = "design seed clock at_hour resident what base other sentence".split()
BESIDE = "place activity arousal with_staff with_resident what_happened".split()
WORDS = {
    "contact_staff": "member of staff with them",
    "partner": "resident with them",
    "doing": "activity",
    "incident_now": "incident",
    "slot": "slot of the timetable",
    "held_in": "restriction",
}
NUMBERED = (WORDS["contact_staff"], WORDS["partner"])
LONGEST_LOOK = 28
"""Days within which designs are followed until they part."""


def parted(result):
    """Return the first event at which each design parts from the base, at one seed from the first day on.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    pandas.DataFrame
        Columns PARTED, a row a design that parts from the base within 28 days. Both wards begin with the
        same residents, before any warm-up; what parts is what they do, where, with whom, or what happens to them.
    """
    import pandas as pd

    from milieusim.engines.agents.tracing import EVENTS, first_difference

    rows = []
    for name in result.others:
        parameters, seed, own = _first(result)
        designs = [result.designs[result.base], result.designs[name]]
        days = min(result.days, LONGEST_LOOK)
        found = first_difference(*designs, seed, days=days, parameters=parameters, looked_at=EVENTS, **own)
        if found is not None:
            about = {"clock": found.clock, "at_hour": found.at_hour, "resident": found.resident}
            what = WORDS.get(found.what, found.what.replace("_", " "))
            shown = {"what": what, "base": _spelt(what, found.base), "other": _spelt(what, found.other)}
            row = {"design": name, "seed": seed} | about | shown
            rows.append(row | {"sentence": _sentence(result.base, row)})
    return pd.DataFrame(rows, columns=PARTED)


def one_day(result):
    """Return the day on which designs part, as the resident for whom they part lives it under each.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    pandas.DataFrame
        A row a design and quarter of an hour: design, resident, day, time, and place, activity, arousal, company and
        events under both designs (``_base`` and ``_other``); `differs` where place, activity or events do.
    """
    import pandas as pd

    from milieusim.engines.agents.tracing import trace

    parts = []
    for row in result.parted.itertuples(index=False):
        parameters, seed, own = _first(result)
        day = max(0, int(row.at_hour // 24))
        both = {}
        for side, name in (("base", result.base), ("other", row.design)):
            with_day = {"parameters": parameters, "warm_up_days": 0, **own}
            try:
                found = trace(result.designs[name], seed, row.resident, day, **with_day)
            except ValueError:  # under one of the designs the resident is not there that day
                break
            both[side] = found.set_index("time")[BESIDE]
        if len(both) == 2:
            parts.append(_beside(both, row, day))
    columns = [
        "design",
        "resident",
        "day",
        "time",
        *(f"{c}_{s}" for c in BESIDE for s in ("base", "other")),
        "differs",
    ]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _beside(both, row, day):
    base, other = (both[side].add_suffix(f"_{side}") for side in ("base", "other"))
    table = base.join(other, how="outer").reset_index()
    told = ["place", "activity", "what_happened"]
    sides = [table[[f"{name}_{side}" for name in told]].astype(str).to_numpy() for side in ("base", "other")]
    differs = (sides[0] != sides[1]).any(axis=1)
    return table.assign(design=row.design, resident=row.resident, day=day, differs=differs)


def _first(result):
    """Return the parameters and the seed of the first pair, and what both wards are run with of somebody's own."""
    (parameters, seeds), *_ = some_runs(result, 1)
    own = {"rules": result.replacements.rules, "resident_class": result.replacements.resident_class}
    return parameters, int(seeds[0]), own


def _spelt(what, value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}"
    if value is None:
        return "none"
    return f"number {value}" if what in NUMBERED else str(value).replace("_", " ")


def _sentence(base, row):
    return (
        f"{row['clock'].capitalize()}, seed {row['seed']}: resident {row['resident']}, {row['what']}: "
        f"{row['base']} under {base}, {row['other']} under {row['design']}."
    )
