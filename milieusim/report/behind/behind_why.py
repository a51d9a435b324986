"""What the page about a comparison says of why designs differ."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number, signed
from milieusim.comparison.answered.shift_rates import has_shifts_in, shifts_of
from milieusim.phrasing import listed
from milieusim.report.day_cuts import cut_differently, day_unit
from milieusim.report.page_writing import drawn
from milieusim.report.rows_told import level, part_told

LARGEST = 4
MOST_PARTS = 14
"""Lines of a table that is open from the first."""
SENTENCES = {
    "kind of event": (
        "The parts add up to the difference, in its unit. They have no verdict: they were not chosen before the runs."
    ),
    "part of wellbeing": "Gains in each part, weighted as in wellbeing, over {sample}: they add up there.",
}
UNDONE = (
    "Care that was due and not given in every run; what residents refused is conflict and not counted here."
)


def why_contents(result):
    """Return what the section shows: parts, mechanisms, where days part and one of those days."""
    from milieusim.comparison.behind.mechanism_runs import PAIRS
    from milieusim.plots.behind.mechanisms_carried import mechanisms_figure

    carried = result.carried_by
    return {
        "parts": [
            part | {"is_long": len(part["rows"]) > MOST_PARTS} for part in _parts(result) if part["rows"]
        ],
        "carried": [_carried(row) for row in carried.itertuples(index=False)],
        "carried_sentence": " ".join(_carried_sentences(result, carried)),
        "mechanism_pairs": min(PAIRS, result.replications),
        "mechanisms_png": drawn(lambda width: mechanisms_figure(carried, result.judged, width)),
        "parted": result.parted["sentence"].tolist(),
        "days": [_day(design, day) for design, day in result.one_day.groupby("design", sort=False)],
    }


def _parts(result):
    table = result.made_of
    for metric in result.judged:
        for what, sentence in SENTENCES.items():
            rows = table[(table["metric"] == metric) & (table["made_of"] == what)]
            label = METRICS[metric].label
            yield {
                "title": f"What {label} is made of",
                "sentence": sentence.format(sample=result.sample),
                "heading": f"{what[0].upper()}{what[1:]}, {METRICS[metric].unit}",
                "rows": list(_with_totals(rows, result)),
            }
    undone = table[table["made_of"] == "undone care"]
    rows = [_by_the_day(row, result) for row in undone.itertuples(index=False)]
    yield {"title": "Care left undone", "sentence": UNDONE, "heading": "Care", "rows": rows}


def _by_the_day(row, result):
    """Return undone care in words, minutes by the day as on the first page where designs cut the day alike."""
    if has_shifts_in(row.unit) and not cut_differently(result, row.design):
        shifts = shifts_of(result.designs[result.base])
        numbers = {
            name: shifts * getattr(row, name) for name in ("base", "other", "difference", "low", "high")
        }
        row = row._replace(unit=day_unit(row.unit), **numbers)
    return part_told(row, row.label, row.unit, result)


def _with_totals(rows, result):
    """Return the parts of each design, and after them their sum: the judged difference."""
    for design, some in rows.groupby("design", sort=False):
        yield from (part_told(row, row.label, "", result) for row in some.itertuples(index=False))
        base, other, difference = (some[name].sum() for name in ("base", "other", "difference"))
        yield {
            "label": "Together",
            "unit": "",
            "design": design,
            "base": level(base),
            "other": level(other),
            "difference": signed(difference),
            "interval": "adds up" if some["adds_up"].all() else "does not add up",
        }


def _carried(row):
    return {
        "label": row.label[0].upper() + row.label[1:],
        "design": row.design,
        "measure": METRICS[row.metric].label,
        "unit": METRICS[row.metric].unit,
        "difference": signed(row.difference),
        "left": signed(row.difference_left),
        "low": signed(row.low_left),
        "high": signed(row.high_left),
    }


def _carried_sentences(result, carried):
    verdicts = {(row.design, row.metric): row.verdict for row in result.judged_rows}
    for (design, metric), rows in carried.groupby(["design", "metric"], sort=False):
        found = rows[rows["stands_out"]]
        told = [
            f"{row.label} ({signed(row.carried)} {row.unit})"
            for row in found.head(LARGEST).itertuples(index=False)
        ]
        if verdicts[design, metric] not in ("better", "worse") and not rows["stands_out"].any():
            yield (
                f"{METRICS[metric].label[0].upper()}{METRICS[metric].label[1:]}: these runs show no difference between "
                f"{design} and {result.base} for a mechanism to carry."
            )
            continue
        whose = f"Of the difference in {METRICS[metric].label} between {design} and {result.base}"
        if told:
            yield f"{whose}, what goes without a mechanism is told apart from chance for {listed(told)}."
        else:
            yield f"{whose}, no one mechanism carries a part that is beyond chance."


def _day(design, table):
    rows = list(table.itertuples(index=False))
    shown = [
        row
        for before, row in zip([None, *rows], rows)
        if before is None or row.differs or _moved(before, row)
    ]
    first = rows[0]
    return {
        "design": design,
        "resident": first.resident,
        "day": first.day,
        "rows": [_moment(row) for row in shown],
    }


def _moved(before, row):
    names = [
        f"{what}_{side}" for what in ("place", "activity", "what_happened") for side in ("base", "other")
    ]
    return any(str(getattr(before, name)) != str(getattr(row, name)) for name in names)


def _moment(row):
    found = {"time": row.time, "differs": row.differs}
    for side in ("base", "other"):
        told = [
            getattr(row, f"{what}_{side}") for what in ("activity", "place", "with_staff", "what_happened")
        ]
        words = [str(text).replace("_", " ") for text in told if isinstance(text, str) and text]
        found[side] = ", ".join(words) or "not on the ward"
        found[f"arousal_{side}"] = number(getattr(row, f"arousal_{side}"))
    return found
