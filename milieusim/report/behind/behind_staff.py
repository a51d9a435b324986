"""What the page about a comparison says of staff: whether there are enough, and what they cost."""

from milieusim.analysis.numbers import number, signed
from milieusim.comparison.behind.costs import ALL
from milieusim.phrasing import listed
from milieusim.report.page_writing import drawn
from milieusim.report.rows_told import NOT_COMPARABLE, part_told

PARTS = {
    "hours": (
        "Hours asked for and left",
        "Role",
        "Hours a day of each role over {sample}. What could not be done is asked for again until it is done, so that "
        "more can be asked for than there is work.",
    ),
    "slots": ("Slots that fell through, and why", "Slots", "Slots of the timetable a week, over {sample}."),
    "care": (
        "Doses and meals missed, and why",
        "Care",
        "Residents without a dose or meal a week, over {sample}; refusals are conflict.",
    ),
    "shifts": (
        "Shifts short, work owed, staying on",
        "Shifts",
        "Over all pairs; shifts after which nurses stay on over {sample}. The model has no other overtime.",
    ),
    "reported": (
        "In the units of the reports that hospitals file",
        "Report",
        "Over all pairs. HBIPS-2 and HBIPS-3 are hours per 1,000 patient-hours, counted as 24 for each resident on the "
        "ward at midnight.",
    ),
}
MOST_TOLD = 6
NO_RATES = (
    "Hours a week on the rota, worked, and of these by bank staff, over {sample}. No money and no whole-time "
    "equivalents: give rates (--rates FILE.yaml), nothing is taken for granted."
)


def staff_contents(result):
    """Return what the section shows: hours left by the clock, costs, slots, care, shifts and reported figures."""
    from milieusim.plots.behind.staff_by_hour import staff_figure

    rates = result.rates
    return {
        "sentence": " ".join(_hours_left(result)),
        "png": drawn(lambda width: staff_figure(result.staff_hours, width)),
        "sample": str(result.sample),
        "has_rates": rates is not None,
        "currency": rates.currency if rates else "",
        "cost_sentence": " ".join(_cost_sentences(result)),
        "costs": [_cost(row, result.base) for row in _by_role(result.costs) if row.role != ALL],
        "costs_of_all": [_cost(row, result.base) for row in _by_role(result.costs) if row.role == ALL],
        "parts": [_part(result, about) for about in PARTS],
    }


def _hours_left(result):
    table = result.staff_hours
    yield "By the clock, with one correction for all hours, roles and designs:"
    for design in result.designs:
        mine = table[table["design"] == design]
        short = [
            f"{role.replace('_', ' ')}s in {len(rows)}"
            for role, rows in mine[mine["stands_out"] & (mine["minutes_left"] < 0)].groupby(
                "role", sort=False
            )
        ]
        found = listed(short) if short else "no role"
        yield f"{design}: more is asked for than is there, beyond chance, of {found}{' of 24 hours' if short else ''}."


def _cost_sentences(result):
    rates, sample = result.rates, str(result.sample)
    if rates is None:
        yield NO_RATES.format(sample=sample)
        return
    yield (
        f"Hours and {rates.currency} a week at the rates given: the rota in whole-time equivalents (WTE) of "
        f"{number(rates.wte_hours_a_week)} hours, the money for hours worked over {sample}, bank staff at their own rate."
    )
    for row in result.costs.itertuples(index=False):
        if row.role == ALL and row.design != result.base:
            yield (
                f"{row.design} takes {signed(row.wte_more)} WTE and {signed(row.cost_more)} {rates.currency} a week "
                f"({signed(row.low)} to {signed(row.high)}) beside {result.base}."
            )


def _by_role(costs):
    roles = list(dict.fromkeys(costs["role"]))
    rows = list(costs.itertuples(index=False))
    return sorted(rows, key=lambda row: roles.index(row.role) if row.role != ALL else len(roles))


def _cost(row, base):
    is_base = row.design == base
    return {
        "role": "All roles" if row.role == ALL else f"{row.role.replace('_', ' ').capitalize()}s",
        "design": row.design,
        "rota": number(row.rota_hours_a_week),
        "worked": number(row.hours_worked_a_week),
        "bank": number(row.bank_hours_a_week),
        "wte": number(row.wte),
        "cost": number(row.cost_a_week),
        "more": "" if is_base else signed(row.cost_more),
        "interval": "" if is_base else f"{signed(row.low)} to {signed(row.high)}",
    }


def _part(result, about):
    title, heading, sentence = PARTS[about]
    rows = list(result.staffing[result.staffing["about"] == about].itertuples(index=False))
    units = {row.unit for row in rows}
    told = [part_told(row, _label(row), row.unit if len(units) > 1 else "", result) for row in rows]
    return {
        "title": title,
        "heading": f"{heading}, {rows[0].unit}" if len(units) == 1 else heading,
        "sentence": sentence.format(sample=result.sample),
        "finding": _beyond_chance(rows, told, len(result.others) > 1),
        "rows": told,
    }


def _beyond_chance(rows, told, many):
    """Return what differs beyond chance in a sentence, so that nobody has to open the table for it."""
    found = [
        f"{one['label']} {one['difference']}{f' ({row.design})' if many else ''}"
        for row, one in zip(rows, told)
        if one["difference"] != NOT_COMPARABLE and (row.low > 0 or row.high < 0)
    ]
    if not found:
        return "Nothing differs beyond chance."
    if len(found) > MOST_TOLD:
        found = [*found[:MOST_TOLD], f"{len(found) - MOST_TOLD} more"]
    return f"Beyond chance, each by itself: {'; '.join(found)}."


def _label(row):
    if isinstance(row.role, str):
        return f"{row.role.replace('_', ' ')}s, {row.measure}"
    return f"{row.measure}: {row.reason}" if isinstance(row.reason, str) else row.measure
