"""What the page about a comparison says of the day by the clock: what each design adds to an hour, or takes from it."""

from milieusim.phrasing import listed
from milieusim.report.page_writing import drawn

CALLED = {"mean_arousal": "arousal", "conflict": "conflict", "containment": "containment"}


def day_contents(result):
    """Return what the section shows: a picture of differences by hour, and a sentence on those beyond chance."""
    from milieusim.plots.behind.hours_apart import hours_figure

    table = result.day_differences
    return {
        "sentence": " ".join(_told(table, name, result.base) for name in result.others),
        "png": drawn(lambda width: hours_figure(table, width)),
        "sample": str(result.sample),
        "tests": len(table),
    }


def _told(table, design, base):
    found = table[(table["design"] == design) & table["stands_out"]]
    told = []
    for measure, rows in found.groupby("measure", sort=False):
        for way, some in (
            ("more", rows[rows["difference"] > 0]),
            ("less", rows[rows["difference"] < 0]),
        ):
            if len(some):
                told.append(f"{way} {CALLED.get(measure, measure)} {_hours(some['hour'].tolist())}")
    if not told:
        return f"{design}: in no hour of the day is a difference from {base} told apart from chance."
    return f"{design} beside {base}, beyond chance: {listed(told)}."


def _hours(hours):
    """Return hours as spans of the clock: ``from 18:00 to 21:00``."""
    spans = []
    for hour in sorted(hours):
        if spans and spans[-1][1] == hour:
            spans[-1][1] = hour + 1
        else:
            spans.append([hour, hour + 1])
    return listed(f"from {start:02d}:00 to {end:02d}:00" for start, end in spans)
