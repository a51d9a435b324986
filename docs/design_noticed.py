"""Things to notice in a shipped design: sentences and tables that are worked out, from its file and from short runs."""

import design_facts as facts

DAY_NAMES = {0: "Monday", 5: "Saturday"}
REASONS = {
    "no_minutes": "since nobody had the minutes to offer them again",
    "not_served": "since the round was over before it was their turn",
    "refused": "since they were refused",
    "away": "since the resident was off the ward",
    "asleep": "since the resident was asleep",
    "held": "since the resident was secluded or restrained",
    "no_leader": "since nobody was there to give the round",
    "no_room": "since the round had no room",
    "short_staffed": "since too few were on duty to give the round",
    "not_planned": "since the timetable has no round for them",
    "stayed_away": "since the resident stayed away and was not asked",
    "cut_short": "since the round was cut short",
    "elsewhere": "since the resident was at something else",
}


def noticed(name, told):
    """Return the section of things to notice.

    Parameters
    ----------
    name : str
    told : dict
        What the runs of the design gave.
    """
    design = facts.loaded(name)
    points = [*_day(design), _hands(design), *_warnings(design)]
    runs = [_doses(design, told["doses"]), _nurses(told), _held(told["held"])]
    return "\n".join(
        [
            "## Things to notice\n",
            "In the file:\n",
            *points,
            "\nWhat is on the timetable, hours a week (what runs at the same time counts each by itself):\n",
            _families(design),
            f"\nIn runs ({len(facts.SEEDS)} of {facts.DAYS} days, one set of parameters; a ward's log would hold far "
            "fewer events):\n",
            *runs,
            "",
            _measures(name, told),
        ]
    )


def _day(design):
    for day, named in DAY_NAMES.items():
        waking, free, (start, end) = facts.free_of_slots(design, day)
        asked = [slot for slot in design.routine.slots if slot.is_expected and day in slot.day_numbers]
        longest = f", the longest time from {_clock(start)} to {_clock(end)}" if end > start else ""
        yield (
            f"- **{named}.** Of {waking:.1f} waking hours {free:.1f} have nothing on{longest}. "
            f"{len(asked)} things are asked of everybody whom they concern."
        )


def _hands(design):
    weekday, weekend = facts.hands(design, 0), facts.hands(design, 5)
    told = ", ".join(
        f"{number} at {clock}" + (f" (Saturday {weekend[clock]})" if weekend[clock] != number else "")
        for clock, number in weekday.items()
    )
    return f"- **Hands.** Nurses and assistants on the rota for {design.ward.beds} beds, on a Monday: {told}."


def _warnings(design):
    from milieusim.config.feasibility.feasibility import warnings_of

    found = warnings_of(design)
    if not found:
        yield f"- **`milieusim check {design.name}`** has no warnings."
    else:
        yield f"- **`milieusim check {design.name}`** warns, and the design keeps what it warns of:"
        yield from (f"    - {warning}" for warning in found)


def _families(design):
    rows = ["| what | a week | of it at weekends | of it asked of everybody |", "|---|---|---|---|"]
    rows += [
        f"| {family} | {row['week']:.1f} | {row['weekend']:.1f} | {row['asked']:.1f} |"
        for family, row in facts.week_in_hours(design).items()
    ]
    return "\n".join(rows)


def _doses(design, doses):
    from milieusim.ledger.parameters import ledger

    each = ledger().values()["dose_preparation_minutes"]
    by_size = sorted(doses["missed"].items(), key=lambda one: -one[1])
    missed = "; ".join(f"{often:g}, {REASONS[why]}" for why, often in by_size)
    return (
        f"- **Doses.** {doses['asked']:g} a day fall due at rounds and {doses['given']:g} are given there. Not given in "
        f"the end, a day: {missed or 'none'}. The rounds are {doses['planned']:g} minutes of nurses a day on the "
        f"timetable; with preparing ({each:g} minutes a dose) and all else that goes with it, nurses spend "
        f"{doses['minutes']:g} minutes a day on medication."
    )


def _nurses(told):
    hour, left = told["nurses"]["hour"], told["nurses"]["left"]
    short = f"{-left:g} minutes too few" if left < 0 else f"{left:g} minutes left"
    most = told["conflict"]
    return (
        f"- **Tightest hour.** Registered nurses together have {short} in the hour from {hour:02d}:00. Most conflict "
        f"falls in the hour from {most['hour']:02d}:00: {100 * most['share']:.0f} % of the day's."
    )


def _held(held):
    text = f"- **What falls through.** {100 * held['all']:.1f} % of slots are held"
    if held["share"] >= held["all"]:
        return text + "."
    return f"{text}; *{held['slot']}* least often, {100 * held['share']:.0f} % of the times it is planned."


def _measures(name, told):
    """The table of measures: this design, and where there is one its counterpart at the same seeds."""
    from milieusim.analysis.metrics.metrics import METRICS

    other = facts.tries()[name]["counterpart"]
    heads = ["measure", "unit", "here (between months)"]
    heads += [f"`{other}`", "difference, 95 % interval"] if other else []
    rows = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for measure, value in told["measures"].items():
        metric = METRICS[measure]
        cells = [
            f"{metric.label} (`{measure}`)",
            metric.unit,
            f"{value['mean']:g} ± {value['sd']:g}",
        ]
        if other:
            gap = told["beside"][measure]
            apart = (
                f"{gap['low']:+.3g} to {gap['high']:+.3g}" if gap["low"] < gap["high"] else "none in any run"
            )
            cells += [f"{gap['other']:g}", apart]
        rows.append(f"| {' | '.join(cells)} |")
    note = "\n± is one standard deviation between months with other people."
    if other:
        note += (
            f" Differences are between runs of the same seeds. Of {len(facts.MEASURES)} intervals one that only just "
            "lies beside 0 may be chance, and none holds what nobody knows of the parameters: ask `milieusim compare` "
            "before you believe any."
        )
    return "\n".join(rows) + "\n" + note + "\n"


def _clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"
