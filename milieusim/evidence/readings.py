"""What each published pattern is in the model: a number read off the pooled counts of runs.

A reading takes one dict of pooled counts for each study that it needs, in the order in which the studies stand.
"""

from collections.abc import Callable
from typing import NamedTuple

from milieusim.evidence.counts.people_counts import COERCION, DAY_EDGES, LENGTH_EDGES
from milieusim.evidence.statistics import (
    cosinor,
    mantel_haenszel,
    median_of_classes,
    odds_ratio,
    pooled_d,
    ratio_without_zeros,
    second_peak,
    share,
    share_of_top,
    spread,
)
from milieusim.rules.basics.units import HOURS_A_DAY
from milieusim.vocabulary import ResponseKind


class Reading(NamedTuple):
    """How a pattern is read.

    Attributes
    ----------
    studies : tuple of str
        Studies whose counts it takes.
    read : callable
        Pooled counts -> number.
    is_rate : bool
        Whether it is a rate of events per time, to which the frailty of those present is a control variate.
    condition : callable or None
        Pooled counts -> (whether what the source says besides the number holds too, in words).
    """

    studies: tuple
    read: Callable
    is_rate: bool = False
    condition: Callable | None = None


def _share(part, whole, times=1.0):
    return lambda c: share(c[part], c[whole], times)


def _bed_days(c):
    return c["resident_hours"] / HOURS_A_DAY


def _per_bed_days(kind, times=1000.0):
    return lambda c: share(c["responses"][kind], _bed_days(c), times)


def _longer_stays(c):
    lengths = c["by_length"]
    middle = median_of_classes(lengths.sum(axis=0), LENGTH_EDGES)
    if middle != middle:
        return middle
    long = LENGTH_EDGES[:-1] >= middle
    return odds_ratio([[side[~long].sum() for side in lengths], [side[long].sum() for side in lengths]])


def _clock_is_round(c):
    r2 = cosinor(c["by_hour"])[1]
    return (
        r2 >= 0.7,
        f"one harmonic takes {100 * r2:.0f} % of the variance between hours; at least 70 % asked",
    )


def _first_day(name):
    return lambda c: median_of_classes(c[name], DAY_EDGES)


def _other_later(c):
    gap = _first_day("first_other")(c) - _first_day("first_psychosis")(c)
    return gap >= 3, f"{gap:.1f} days after the schizophrenia spectrum; at least 3 asked"


def _ratio(name, per):
    return lambda base, treated: share(share(treated[name], treated[per]), share(base[name], base[per]))


def _ratio_without_zeros(name):
    return lambda base, treated: ratio_without_zeros(base[name], treated[name])


def _odds_of_a_quiet_shift(base, treated):
    return odds_ratio([[c["by_conflict"][1:].sum(), c["by_conflict"][0]] for c in (base, treated)])


def _coercion_rate_ratio(base, treated):
    measures = [sum(c["responses"][kind] for kind in COERCION) for c in (base, treated)]
    rates = [share(count, _bed_days(c)) for count, c in zip(measures, (base, treated))]
    return share(rates[1], rates[0])


SWISS, ENGLISH, NSW = ("switzerland",), ("england",), ("new-south-wales",)
AUSTRALIA, GERMANY = ("australia",), ("germany",)
SAFEWARDS = ("england", "england-safewards")
TOP_SEVENTH = 0.14
RISK, TALK = ("switzerland", "switzerland-risk-assessment"), ("switzerland", "switzerland-de-escalation")

READINGS = {
    "T01": Reading(SWISS, lambda c: share(c["aggression"], _bed_days(c), 100.0), is_rate=True),
    "T02": Reading(SWISS, _share("physical", "aggression")),
    "T03": Reading(SWISS, _share("ever", "stays")),
    "T04": Reading(SWISS, _share("ever_physical", "stays")),
    "T05": Reading(SWISS, _share("of_aggressors", "ever")),
    "T07": Reading(SWISS, lambda c: cosinor(c["by_hour"])[0], condition=_clock_is_round),
    "T09": Reading(SWISS, _share("first_week", "aggression")),
    "T11": Reading(SWISS, _share("by_staff", "aggression")),
    "T12": Reading(SWISS, _share("denied_or_limited", "aggression")),
    "T13": Reading(SWISS, _share("no_trigger", "aggression")),
    "T14": Reading(SWISS, _share("coerced", "aggression")),
    "T15": Reading(ENGLISH, _per_bed_days(ResponseKind.MANUAL_RESTRAINT), is_rate=True),
    "T16": Reading(ENGLISH, _per_bed_days(ResponseKind.SHOW_OF_FORCE), is_rate=True),
    "T17": Reading(AUSTRALIA, _per_bed_days(ResponseKind.SECLUSION), is_rate=True),
    "T18": Reading(GERMANY, _share("restricted_hours", "resident_hours"), is_rate=True),
    "T20": Reading(ENGLISH, _share("given_prn", "followed")),
    "T21": Reading(ENGLISH, _share("doses_after_conflict", "doses")),
    "T22": Reading(ENGLISH, lambda c: 1 - share(c["engaged"], c["awake"])),
    "T23": Reading(ENGLISH, _share("organised", "awake")),
    "T24": Reading(ENGLISH, _share("nursing_contact", "nursing")),
    "T25": Reading(ENGLISH, _share("without_contact", "snapshots")),
    "T26": Reading(
        ENGLISH,
        lambda c: pooled_d(c["rated"], c["before"], c["before_squared"], c["after"], c["after_squared"]),
    ),
    "T31": Reading(NSW, _share("conflict", "shifts"), is_rate=True),
    "T32": Reading(NSW, lambda c: spread(c["shifts"], c["conflict"], c["conflict_squared"])),
    "T33": Reading(AUSTRALIA, _share("seclusion_lengths", "seclusions")),
    "T34": Reading(SWISS, lambda c: odds_ratio(c["by_detention"])),
    "T35": Reading(SWISS, lambda c: odds_ratio(c["by_psychosis"])),
    "T36": Reading(SWISS, _longer_stays),
    "T37": Reading(SWISS, _share("severity", "aggression")),
    "T38": Reading(SWISS, _share("verbal_severe", "verbal")),
    "T39": Reading(NSW, _share("containment", "shifts"), is_rate=True),
    "T40": Reading(ENGLISH, _share("nurse_medication", "nurse_hours")),
    "T41": Reading(ENGLISH, _share("nurse_indirect", "nurse_hours")),
    "T42": Reading(ENGLISH, _share("nurse_for_ward", "nurse_hours")),
    "T43": Reading(SWISS, lambda c: share(c["at_staff"], c["at_staff"] + c["at_residents"])),
    "T44": Reading(ENGLISH, _share("active_weeks", "weeks")),
    "T45": Reading(ENGLISH, _share("active_hours", "active_weeks")),
    "T50": Reading(SWISS, lambda c: second_peak(c["by_hour"])),
    "T51": Reading(
        SWISS,
        lambda c: mantel_haenszel(c["inside"], c["outside"], c["inside_hours"], c["outside_hours"]),
    ),
    "T52": Reading(SWISS, _first_day("first_other"), condition=_other_later),
    "T53": Reading(GERMANY, _share("cases_tied", "cases")),
    "T54": Reading(GERMANY, _share("hours_held", "cases_held")),
    "I27": Reading(ENGLISH, lambda c: median_of_classes(c["by_length"].sum(axis=0), LENGTH_EDGES)),
    "I28": Reading(ENGLISH, _share("census_hours", "bed_hours")),
    "I29": Reading(ENGLISH, _share("day_nurses", "day_census")),
    "I30": Reading(ENGLISH, _share("bank", "on_duty")),
    "V03": Reading(SWISS, _first_day("first_psychosis")),
    "V05": Reading(SAFEWARDS, _ratio_without_zeros("by_conflict")),
    "V06": Reading(SAFEWARDS, _ratio_without_zeros("by_containment")),
    "V07": Reading(SAFEWARDS, _odds_of_a_quiet_shift),
    "V08": Reading(RISK, _ratio("severe", "resident_hours")),
    "V09": Reading(RISK, _coercion_rate_ratio),
    "V10": Reading(TALK, _ratio("aggression", "resident_hours")),
    "V11": Reading(ENGLISH, _share("fall_by_day_7", "fall_by_the_end")),
    "V12": Reading(ENGLISH, _share("first_nights_asleep", "first_nights")),
    "V13": Reading(
        ENGLISH, lambda c: share_of_top(c["stays_by_aggression"], c["aggression_by_stays"], TOP_SEVENTH)
    ),
    "V14": Reading(SWISS, lambda c: spread(c["aggression"], c["severity"], c["severity_squared"])),
    "V15": Reading(AUSTRALIA, _per_bed_days(ResponseKind.MECHANICAL_RESTRAINT), is_rate=True),
    "V16": Reading(ENGLISH, _share("absconded", "admissions", 100.0)),
}


def studies_of(keys):
    """Return the studies that readings need, in the order in which they are first named."""
    return list(dict.fromkeys(study for key in keys for study in READINGS[key].studies))
