"""Metrics of conflict and containment: true events, and the same as the ward would have recorded them."""

from milieusim.analysis.metrics.registry import register_metric
from milieusim.analysis.metrics.run_view import share
from milieusim.incident_kinds import AGGRESSION
from milieusim.rules.basics.units import HOURS_A_DAY
from milieusim.vocabulary import ResponseKind
from milieusim.ward.tables import INCIDENT_COLUMNS, RESPONSE_COLUMNS

PCC = "Patient-staff Conflict Checklist, shift report (Bowers)"
BED_DAYS = "events per occupied bed-days, as national returns count them"
WHEN = "in the window"
OBD = "occupied bed-days (hours that residents were on the ward / 24)"
AGGRESSION_COLUMNS = [kind.label for kind in AGGRESSION]
# Asking, talking and medicine that is asked for are means of help as much as containment.
SOFT = {"talk_down", "prn_medication"}
CONTAINMENT = (
    f"Measures of containment {WHEN}, counted once for each shift in which they are in force: those that begin in it "
    "and holds and observation that go on from before"
)
IN_WORDS = {
    "self_harm": "self-harm",
    "medication_refusal": "refused doses",
    "demand_refusal": "refusals of demands",
}


def _recorded(sentence):
    return sentence + " Counted as the ward's own instrument recorded it."


def _per_bed_days(columns, suffix, times):
    names = [column + suffix for column in columns]
    return lambda run: share(sum(run.totals[name] for name in names), run.occupied_bed_days, times)


def _begun_per_bed_days(kind, suffix):
    return lambda run: share(run.responses_begun(bool(suffix))[kind], run.occupied_bed_days, 1000)


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


def _conflict(suffix, say):
    register_metric(
        "conflict_per_100_obd" + suffix,
        _per_bed_days(["conflict"], suffix, 100),
        say(
            f"Events of conflict of every kind {WHEN}, per 100 {OBD}; unlike a count a shift it does not depend on "
            "how a day is cut into shifts."
        ),
        "events per 100 occupied bed-days",
        "all that the Patient-staff Conflict Checklist counts (Bowers), over occupied bed-days",
        "lower",
        "conflict" + suffix.replace("_", ", "),
    )


def _kinds(suffix, say):
    for column in INCIDENT_COLUMNS:
        _kind(column, _per_bed_days([column], suffix, 1000), "events", suffix, say)
    for column in RESPONSE_COLUMNS:
        kind = ResponseKind.of(column).value
        _kind(column, _begun_per_bed_days(kind, suffix), "events that began", suffix, say)


def _kind(column, function, events, suffix, say):
    words = IN_WORDS.get(column, column.replace("_", " ").replace("prn", "PRN"))
    register_metric(
        f"{column}_per_1000_obd{suffix}",
        function,
        say(f"{words[0].upper() + words[1:]}: {events} {WHEN}, per 1,000 {OBD}."),
        "events per 1,000 occupied bed-days",
        BED_DAYS,
        "neither" if column in SOFT else "lower",
        words + suffix.replace("_", ", "),
    )


def _shift_totals(suffix, say):
    for column, what, unit in (
        ("conflict", f"Events of conflict {WHEN}", "events a shift"),
        ("containment", CONTAINMENT, "measures a shift"),
    ):
        register_metric(
            f"{column}_per_shift{suffix}",
            _per_shift(column + suffix),
            say(f"{what} / shifts that began in it."),
            unit,
            PCC,
            "lower",
            f"{column} a shift{suffix.replace('_', ', ')}",
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
    for name, what, source in (
        ("restraint", "manual and mechanical restraint", "HBIPS-2"),
        ("seclusion", "seclusion", "HBIPS-3"),
    ):
        hours = f"Hours of {what} {WHEN}"
        register_metric(
            f"{name}_hours_per_1000_patient_hours{suffix}",
            _per_patient_hours(f"{name}_hours{suffix}"),
            say(
                f"{hours}, per 1,000 hours that residents were on the ward (leave not counted). {source} itself "
                "divides by midnights times 24: see the measure by midnight days."
            ),
            "hours per 1,000 patient-hours",
            f"{source}, by hours really spent",
            "lower",
            f"hours in {name}{suffix.replace('_', ', ')}",
        )
        register_metric(
            f"{name}_hours_per_1000_midnight_hours{suffix}",
            _per_midnight_hours(f"{name}_hours{suffix}"),
            say(
                f"{hours}, per 1,000 x 24 x residents on the ward at its midnights (leave not counted): the official "
                "formula."
            ),
            "hours per 1,000 patient-hours",
            source,
            "lower",
            f"hours in {name}, by midnight days{suffix.replace('_', ', ')}",
        )


def _per_patient_hours(column):
    return lambda run: share(run.totals[column], run.totals["resident_hours"], 1000)


def _per_midnight_hours(column):
    return lambda run: share(run.totals[column], HOURS_A_DAY * run.totals["midnight_days"], 1000)


for _suffix, _say in (("", str), ("_recorded", _recorded)):
    _aggression(_suffix, _say)
    _conflict(_suffix, _say)
    _kinds(_suffix, _say)
    _shift_totals(_suffix, _say)
    _hours(_suffix, _say)
