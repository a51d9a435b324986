"""Which way rules go, where theory says so: more of one thing never less (or never more) of another."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rule_inputs import DESCRIBED, call, drawn_inputs, ends, inputs_of

from milieusim.ledger.parameters import ledger

SLACK = 1e-9

NEVER_LOWERS = [  # rule, what there is more of
    ("arousal_target", "noise"),
    ("arousal_target", "crowding"),
    ("arousal_target", "denied"),
    ("arousal_target", "waiting"),
    ("arousal_target", "distress"),
    ("next_arousal", "target"),
    ("next_arousal", "arousal"),
    ("excited", "impulse"),
    ("contagion", "sight"),
    ("contagion", "contagion_gain"),
    ("fright", "severity_share"),
    ("calming_share", "warmth"),
    ("calming_share", "trust"),
    ("calming_of_quiet", "sensory_room"),
    ("aggression_per_hour", "arousal"),
    ("aggression_per_hour", "frailty"),
    ("aggression_per_hour", "provocation"),
    ("provocation", "denied"),
    ("self_harm_per_hour", "distress"),
    ("self_harm_per_hour", "alone_share"),
    ("absconding_per_hour", "craving"),
    ("substance_per_hour", "craving"),
    ("rule_breaking_per_hour", "boredom"),
    ("rule_breaking_per_hour", "strain"),
    ("aggression_per_hour", "strain"),
    ("provoked_by", "sensitivity"),
    ("strain_of", "impulse"),
    ("fit_to_person", "known"),
    ("next_known", "hours"),
    ("named_nurse_first", "validation"),
    ("liking", "u"),
    ("company_sought", "tie"),
    ("help_probability", "tie"),
    ("valence_of_residents", "liking"),
    ("debrief_minutes_asked", "minutes_left"),
    ("told_after_review", "told_more"),
    ("calls_for_review", "like_events"),
    ("complaint_per_hour", "involvement"),
    ("complaint_per_hour", "rankles"),
    ("reassured", "severity_share"),
    ("trust_lost_to_force", "tie"),
    ("milieu_quality", "autonomy"),
    ("milieu_quality", "fit"),
    ("severity", "arousal"),
    ("severity", "u"),
    ("slot_falls_probability", "load"),
    ("fit_to_person", "interest"),
    ("fit_to_person", "validation"),
    ("fit_to_person", "individual_schedules"),
    ("attendance_log_odds", "fit"),
    ("attendance_log_odds", "trust"),
    ("crowding", "members"),
    ("noise", "members"),
    ("noise", "arousal_sum"),
    ("pull_of_company", "sociability"),
    ("pull_of_bedroom", "night"),
    ("request_per_hour", "distress"),
    ("answer_per_hour", "floor_minutes_a_resident_hour"),
    ("promptness", "support"),
    ("limit_per_hour", "staff_present"),
    ("waiting_level", "wait_hours"),
    ("response_need", "severity_share"),
    ("response_need", "arousal"),
    ("prn_per_hour", "distress"),
    ("risk_sign_probability", "arousal"),
    ("drawn_hours", "u"),
    ("recorded_probability", "severity_share"),
    ("recorded_probability", "at_reference"),
    ("debrief_wish", "post_incident_debrief"),
    ("trust_after_repair", "gain"),
    ("trauma", "impulse"),
    ("floor_share", "support"),
    ("load", "needs"),
    ("next_burnout", "load"),
    ("sickness_probability", "burnout"),
    ("staff_in_reach", "sight"),
    ("minutes_of_observation", "n_constant"),
    ("next_tie", "valence"),
    ("valence_of_staff", "answered"),
    ("valence_of_staff", "warmth"),
    ("help_probability", "standing"),
    ("help_probability", "other_distress"),
    ("standing_after_help", "standing_per_help"),
    ("help_probability", "mutual_help_meeting"),
    ("first_trust", "know_each_other"),
    ("next_felt_safety", "trust"),
    ("next_coping", "therapy_hours"),
    ("next_coping", "discharge_messages"),
    ("next_self_care", "skills_hours"),
    ("told_beforehand", "structure"),
    ("told_beforehand", "permanent_share"),
    ("told_beforehand", "clear_mutual_expectations"),
    ("next_predictability", "told"),
    ("next_predictability", "told_more"),
    ("predictability_between", "predictability"),
    ("moving_now", "moving"),
    ("noise_of_moving", "moving"),
    ("meeting_under_way", "moving"),
    ("minutes_to_see_over", "n_moving"),
    ("minutes_to_tell", "n_told"),
    ("minutes_to_tell", "structure"),
    ("laid_out", "in_slots"),
    ("laid_out", "structure"),
    ("certainty_felt", "predictability"),
    ("limit_per_hour", "structure"),
    ("say_missed", "need_autonomy"),
    ("distress_drawn_to", "say_missed"),
    ("noise", "of_moving"),
    ("next_hunger", "hunger"),
    ("recovery_per_hour", "medicated"),
    ("acute_at_admission", "share"),
    ("next_acute", "acute"),
    ("fall_asleep_per_hour", "predictability"),
    ("arousal_target", "hunger"),
    ("arousal_target", "sleep_lost"),
    ("arousal_target", "hemmed_in"),
    ("hemmed_in", "lived"),
    ("hemmed_in", "need_autonomy"),
    ("next_autonomy", "choice_share"),
    ("next_autonomy", "involvement"),
    ("milieu_quality", "felt_safety"),
    ("milieu_quality", "staff_share"),
    ("wellbeing", "felt_safety"),
    ("wellbeing", "self_care"),
    ("stay_days", "u_length"),
    ("trait", "u"),
    ("next_sleep_pressure", "sleep_pressure"),
    ("fall_asleep_per_hour", "sleep_pressure"),
    ("wake_per_hour", "noise"),
    ("night_check_wakes", "containment"),
]
NEVER_RAISES = [
    ("help_probability", "distress"),
    ("standing_after_company", "other_distress"),
    ("certainty_felt", "need_structure"),
    ("hemmed_in", "wanted"),
    ("say_missed", "autonomy"),
    ("compliance_probability", "say_missed"),
    ("limit_per_hour", "predictability"),
    ("company_sought", "days_apart"),
    ("debrief_minutes_asked", "arousal"),
    ("minutes_left_of", "given"),
    ("promise_kept_probability", "load"),
    ("trust_lost_to_exception", "skill"),
    ("trust_lost_to_force", "reassurance"),
    ("milieu_quality", "structure_gap"),
    ("milieu_quality", "need_autonomy"),
    ("arousal_target", "felt_safety"),
    ("arousal_target", "predictability"),
    ("arousal_target", "medicated"),
    ("answer_per_hour", "handover_share"),
    ("waiting_level", "patience"),
    ("distress_drawn_to", "predictability"),
    ("sleep_lost", "slept_hours"),
    ("next_acute", "days"),
    ("contagion", "reassurance"),
    ("fright", "reassurance"),
    ("hostility", "tie"),
    ("aggression_per_hour", "coping"),
    ("self_harm_per_hour", "coping"),
    ("absconding_per_hour", "trust"),
    ("slot_falls_probability", "structure"),
    ("attendance_log_odds", "fatigue"),
    ("attendance_log_odds", "distress"),
    ("denial_probability", "validation"),
    ("denial_probability", "involvement"),
    ("impulse_of_denial", "warmth"),
    ("impulse_of_denial", "soft_words"),
    ("impulse_of_denial", "bad_news_mitigation"),
    ("impulse_of_limit", "validation"),
    ("impulse_of_demand", "soft_words"),
    ("impulse_of_change", "told"),
    ("response_need", "skill"),
    ("response_need", "trust"),
    ("reach_short", "staff_in_reach"),
    ("hold_end_per_hour", "arousal"),
    ("hold_end_per_hour", "containment"),
    ("prn_per_hour", "calm_down_methods"),
    ("recorded_probability", "load"),
    ("trust_after_hurt", "loss"),
    ("coercion_hurts", "soft_words"),
    ("warmth", "burnout"),
    ("deescalation", "burnout"),
    ("load", "minutes"),
    ("valence_of_residents", "arousal"),
    ("valence_of_staff", "denied"),
    ("next_felt_safety", "crowding"),
    ("next_loneliness", "contact_share"),
    ("next_distress", "days"),
    ("next_boredom", "engaged_share"),
    ("next_self_care", "distress"),
    ("next_autonomy", "expected_share"),
    ("wellbeing", "distress"),
    ("wellbeing", "loneliness"),
    ("fall_asleep_per_hour", "arousal"),
    ("fall_asleep_per_hour", "noise"),
    ("wake_per_hour", "sleep_pressure"),
    ("substance_per_hour", "hours_since_chance"),
    ("craving_now", "days_since_admission"),
    ("stay_pace", "distress"),
    ("pull_of_company", "crowding"),
]


def more_and_less(name, varied):
    """Return a strategy for two sets of inputs that differ in one, less first."""
    low, high = ends(inputs_of(name)[varied])

    def pair(drawn):
        given, one, other = drawn
        for key in DESCRIBED[name].reads:
            if "_w_" in key:
                given[key] = abs(given[key])  # contested weights may have either sign: here the usual one
        if name == "next_distress":
            given["floor"] = min(given["floor"], given["distress"])
        return {**given, varied: min(one, other)}, {**given, varied: max(one, other)}

    return st.tuples(drawn_inputs(name), st.floats(low, high), st.floats(low, high)).map(pair)


def compare(name, varied, holds):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(more_and_less(name, varied))
    def check(both):
        less, more = both
        assert holds(call(name, less), call(name, more))

    check()


@pytest.mark.parametrize(("name", "argument"), NEVER_LOWERS)
def test_more_of_it_never_lowers_the_result(name, argument):
    compare(name, argument, lambda less, more: more >= less - SLACK * max(1.0, abs(less)))


@pytest.mark.parametrize(("name", "argument"), NEVER_RAISES)
def test_more_of_it_never_raises_the_result(name, argument):
    compare(name, argument, lambda less, more: more <= less + SLACK * max(1.0, abs(less)))


@pytest.mark.parametrize("other", [0.0, 0.5, 1.0])
def test_a_closer_or_more_hostile_tie_never_weakens_contagion(other):
    fixed = {"contagion_gain": 0.3, "sight": 0.8, "reassurance": other, "reassurance_effect": 0.5}
    friendly = [call("contagion", {"tie": tie, **fixed}) for tie in (0.0, 0.3, 0.6, 1.0)]
    hostile = [call("contagion", {"tie": -tie, **fixed}) for tie in (0.0, 0.3, 0.6, 1.0)]
    assert friendly == sorted(friendly) and friendly == hostile


def test_contagion_is_off_without_gain():
    off = {"contagion_gain": 0.0, "sight": 1.0, "tie": 1.0, "reassurance": 0.0, "reassurance_effect": 0.4}
    assert call("contagion", off) == 0.0


def test_no_detained_resident_leaves_earlier_than_a_free_one():
    fixed = {
        "leaves_per_day": 0.3,
        "leave_detained_factor": 0.4,
        "leave_days_until_eligible": 4.0,
        "discharge_hours_a_day": 8.0,
    }

    def hazard(is_detained, days):
        return call(
            "leave_per_hour",
            {"is_detained": is_detained, "days_since_admission": days, "held": 0.0, **fixed},
        )

    assert hazard(True, 3.9) == 0.0
    assert hazard(True, 9.0) < hazard(False, 9.0)


THRESHOLDS = [name for name in ledger() if "_threshold_" in name]


@pytest.mark.parametrize("name", THRESHOLDS)
def test_more_containment_never_raises_a_threshold_that_the_ledger_allows(name):
    entry = ledger().entry(name)

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(more_and_less("rung_threshold", "containment"), st.floats(entry.low, entry.high))
    def check(both, threshold):
        less, more = ({**given, "threshold": threshold} for given in both)
        assert call("rung_threshold", more) <= call("rung_threshold", less) + SLACK

    check()


def test_containment_lowers_a_threshold_below_0_too():
    fixed = {"threshold": -0.13, "threshold_w_containment": 0.35, "threshold_w_calm_down": 0.0}
    others = {"calm_down_methods": 0.0, "is_alternative": True}
    shifted = [call("rung_threshold", {**fixed, **others, "containment": c}) for c in (0.0, 0.5, 1.0)]
    assert shifted == sorted(shifted, reverse=True) and shifted[1] == -0.13 and len(set(shifted)) == 3


def test_a_forbidden_rung_stays_forbidden():
    fixed = {"threshold": math.inf, "threshold_w_containment": 0.8, "threshold_w_calm_down": 0.2}
    others = {"calm_down_methods": 1.0, "is_alternative": False}
    assert all(
        call("rung_threshold", {**fixed, **others, "containment": c}) == math.inf for c in (0.0, 0.5, 1.0)
    )


def test_coldness_costs_what_the_ledger_says_unless_the_denial_costs_more():
    plain = {"valence_staff_start": 0.7, "valence_w_answered": 0.5, "valence_w_denied": 1.0}
    denied = {"answered": 0.0, "denied": 1.0}
    assert call("valence_of_staff", {**plain, **denied, "warmth": 0.0}) == pytest.approx(-0.49)
    harsh = {**plain, "valence_staff_start": 0.3, "valence_w_denied": 1.2}
    assert call("valence_of_staff", {**harsh, **denied, "warmth": 0.0}) == pytest.approx(-0.9)
