"""Metrics of conflict and containment: true events, and the same as the ward would have recorded them."""

from milieusim.analysis.metrics.registry import register_metric
from milieusim.analysis.metrics.run_view import RESTRAINTS, share
from milieusim.incident_kinds import AGGRESSION
from milieusim.vocabulary import ResponseKind
from milieusim.ward.tables import INCIDENT_COLUMNS, RESPONSE_COLUMNS

PCC = "Patient-staff Conflict Checklist, shift report (Bowers)"
BED_DAYS = "events per occupied bed-days, as national returns count them"
WHEN = "in the window"
OBD = "occupied bed-days (hours that residents were on the ward / 24)"
AGGRESSION_COLUMNS = [kind.label for kind in AGGRESSION]
# Asking, talking and medicine that is asked for are means of help as much as containment.
SOFT = {"talk_down", "prn_medication"}


def _recorded(sentence):
    return sentence + " Counted as the ward's own instrument recorded it."


def _per_bed_days(columns, suffix, times):
    names = [column + suffix for column in columns]
    return lambda run: share(sum(run.totals[name] for name in names), run.occupied_bed_days, times)


def _per_shift(column):
    return lambda run: share(run.totals[column], run.shifts_begun)


def _without(column):
    def shifts_without(run):
        counts = run.rows("shifts")[column][run.is_whole]
        return share(int((counts == 0).sum()), len(counts))

    return shifts_without


def _aggression(suffix, say):
    register_metric(
        "aggression_per_100_obd" + suffix,
        _per_bed_days(AGGRESSION_COLUMNS, suffix, 100),
        say(f"Verbal, object and physical aggression {WHEN}, per 100 {OBD}."),
        "incidents per 100 occupied bed-days",
        "SOAS-R studies (Abderhalden 2007)",
        "lower",
        "aggression" + suffix.replace("_", ", "),
    )


def _kinds(columns, suffix, say):
    for column in columns:
        words = column.replace("_", " ").replace("prn", "PRN").replace("self harm", "self-harm")
        register_metric(
            f"{column}_per_1000_obd{suffix}",
            _per_bed_days([column], suffix, 1000),
            say(f"{words[0].upper() + words[1:]}: events {WHEN}, per 1,000 {OBD}."),
            "events per 1,000 occupied bed-days",
            BED_DAYS,
            "neither" if column in SOFT else "lower",
            words + suffix.replace("_", ", "),
        )


def _shift_totals(suffix, say):
    for column, words in (("conflict", "conflict"), ("containment", "containment")):
        register_metric(
            f"{column}_per_shift{suffix}",
            _per_shift(column + suffix),
            say(f"Events of {words} {WHEN} / shifts that began in it."),
            "events a shift",
            PCC,
            "lower",
            f"{words} a shift{suffix.replace('_', ', ')}",
        )
    register_metric(
        "shifts_without_conflict" + suffix,
        _without("conflict" + suffix),
        say("Shifts without any conflict / shifts that lie wholly in the window."),
        "share of shifts",
        PCC,
        "higher",
        "shifts without conflict" + suffix.replace("_", ", "),
    )


def _hours(suffix, say):
    for name, column, kinds, source in (
        ("restraint", "restraint_hours", RESTRAINTS, "HBIPS-2"),
        ("seclusion", "seclusion_hours", (ResponseKind.SECLUSION,), "HBIPS-3"),
    ):
        what = "manual and mechanical restraint" if name == "restraint" else "seclusion"
        register_metric(
            f"{name}_hours_per_1000_patient_hours{suffix}",
            _restriction(column, kinds, suffix),
            say(f"Hours of {what} {WHEN}, per 1,000 hours of residents on the ward (leave not counted)."),
            "hours per 1,000 patient-hours",
            source,
            "lower",
            f"hours in {name}{suffix.replace('_', ', ')}",
        )


def _restriction(column, kinds, suffix):
    if suffix:
        return lambda run: share(run.restriction_hours(kinds), run.totals["resident_hours"], 1000)
    return lambda run: share(run.totals[column], run.totals["resident_hours"], 1000)


for _suffix, _say in (("", str), ("_recorded", _recorded)):
    _aggression(_suffix, _say)
    _kinds(INCIDENT_COLUMNS, _suffix, _say)
    _kinds(RESPONSE_COLUMNS, _suffix, _say)
    _shift_totals(_suffix, _say)
    _hours(_suffix, _say)
