"""What the page about a comparison says of who gains and who loses."""

from milieusim.analysis.numbers import signed
from milieusim.comparison.behind.who import FEWEST_RESIDENTS, MEASURES
from milieusim.phrasing import listed
from milieusim.report.page_writing import drawn


def who_contents(result):
    """Return what the section shows: a picture, a sentence, and the numbers by group."""
    from milieusim.plots.behind.groups_of_residents import groups_figure

    table = result.who
    return {
        "sentence": " ".join(_sentences(result)),
        "png": drawn(lambda width: groups_figure(table, width)) if table["is_shown"].any() else None,
        "sample": str(result.sample),
        "tests": int(table["is_shown"].sum()),
        "fewest": FEWEST_RESIDENTS,
        "hidden": listed(_hidden(table)),
        "labels": [
            {"text": label[0].upper() + label[1:], "unit": unit} for label, unit, _ in MEASURES.values()
        ],
        "rows": list(_rows(table[table["is_shown"]])),
    }


def _hidden(table):
    """Return the groups that are not shown, with the measures where others of theirs are shown, or the designs."""
    many = table["design"].nunique() > 1
    told = {}
    for (design, grouped_by, group), rows in table.groupby(["design", "grouped_by", "group"], sort=False):
        away = rows[~rows["is_shown"]]
        if len(away):
            measures = "" if len(away) == len(rows) else f": {listed(away['label'].tolist())}"
            told.setdefault(f"{group} ({grouped_by}{measures})", []).append(design)
    everywhere = table["design"].nunique()
    return [
        text if not many or len(designs) == everywhere else f"{text} in {listed(designs)}"
        for text, designs in told.items()
    ]


def _sentences(result):
    table = result.who[result.who["is_shown"]]
    yield (
        f"{len(table)} paired differences, one a group and measure, with one correction for all of them: without it, "
        "about one in twenty would differ by chance alone."
    )
    for design in result.others:
        found = table[(table["design"] == design) & table["stands_out"]]
        gains, losses = [], []
        for row in found.itertuples(index=False):
            is_gain = (row.difference > 0) == (row.better == "higher")
            (gains if is_gain else losses).append(f"{row.group} ({row.label} {signed(row.difference)})")
        if not len(found):
            yield f"{design}: no group is told apart from chance to gain or to lose beside {result.base}."
            continue
        yield f"{design}: better for {listed(gains) or 'no group'}; worse for {listed(losses) or 'no group'}."


def _rows(shown):
    for (design, grouped_by, group), rows in shown.groupby(["design", "grouped_by", "group"], sort=False):
        by_measure = {row.measure: row for row in rows.itertuples(index=False)}
        yield {
            "design": design,
            "grouped_by": grouped_by,
            "group": group[0].upper() + group[1:],
            "residents": rows["residents"].iloc[0],
            "cells": [_cell(by_measure.get(name), label) for name, (label, *_) in MEASURES.items()],
        }


def _cell(row, label):
    label = label[0].upper() + label[1:]
    if row is None:
        return {"label": label, "difference": "not shown", "interval": ""}
    beyond = ", beyond chance" if row.stands_out else ""
    return {
        "label": label,
        "difference": signed(row.difference),
        "interval": f"{signed(row.low)} to {signed(row.high)}{beyond}",
    }
