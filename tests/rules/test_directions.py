"""Which way rules go, where theory says so: more of one thing never less (or never more) of another."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rule_inputs import DESCRIBED, arguments_of, ends

from milieusim.rules import RULES

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
    ("contagion", "gain"),
    ("fright", "severity_share"),
    ("calming_share", "warmth"),
    ("calming_share", "trust"),
    ("calming_of_quiet", "sensory"),
    ("aggression_per_hour", "arousal"),
    ("aggression_per_hour", "frailty"),
    ("aggression_per_hour", "provocation"),
    ("provocation", "denied"),
    ("self_harm_per_hour", "distress"),
    ("self_harm_per_hour", "alone_share"),
    ("absconding_per_hour", "craving"),
    ("substance_per_hour", "craving"),
    ("rule_breaking_per_hour", "boredom"),
    ("refusal_probability", "need_autonomy"),
    ("severity", "arousal"),
    ("severity", "u"),
    ("slot_falls_probability", "load"),
    ("fit_to_person", "interest"),
    ("fit_to_person", "validation"),
    ("fit_to_person", "individual_schedules"),
    ("attendance_log_odds", "fit"),
    ("attendance_log_odds", "trust"),
    ("urged_probability", "structure"),
    ("crowding", "members"),
    ("noise", "members"),
    ("noise", "arousal_sum"),
    ("pull_of_company", "sociability"),
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
    ("debrief_wish", "practice"),
    ("debrief_per_hour", "given"),
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
    ("help_probability", "standing"),
    ("help_probability", "mutual_help"),
    ("first_trust", "know_each_other"),
    ("next_felt_safety", "trust"),
    ("next_coping", "therapy_hours"),
    ("next_coping", "hope"),
    ("next_self_care", "skills_hours"),
    ("next_predictability", "structure"),
    ("next_predictability", "expectations"),
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
    ("arousal_target", "felt_safety"),
    ("arousal_target", "predictability"),
    ("contagion", "reassurance"),
    ("fright", "reassurance"),
    ("hostility", "tie"),
    ("aggression_per_hour", "coping"),
    ("self_harm_per_hour", "coping"),
    ("absconding_per_hour", "trust"),
    ("rule_breaking_per_hour", "involvement"),
    ("rule_breaking_per_hour", "expectations"),
    ("refusal_probability", "trust"),
    ("refusal_probability", "coping"),
    ("slot_falls_probability", "structure"),
    ("urged_probability", "load"),
    ("attendance_log_odds", "fatigue"),
    ("attendance_log_odds", "distress"),
    ("denial_probability", "validation"),
    ("denial_probability", "involvement"),
    ("impulse_of_denial", "warmth"),
    ("impulse_of_denial", "soft_words"),
    ("impulse_of_denial", "bad_news"),
    ("impulse_of_limit", "validation"),
    ("impulse_of_demand", "soft_words"),
    ("impulse_of_change", "structure"),
    ("limit_per_hour", "expectations"),
    ("queue_level", "minutes_given"),
    ("response_need", "skill"),
    ("response_need", "trust"),
    ("rung_threshold", "containment"),
    ("reach_short", "staff_in_reach"),
    ("hold_end_per_hour", "arousal"),
    ("hold_end_per_hour", "containment"),
    ("prn_per_hour", "calm_down"),
    ("recorded_probability", "load"),
    ("trust_after_hurt", "loss"),
    ("coercion_hurts", "words"),
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


def more_and_less(name, argument):
    """Return a strategy for two sets of arguments that differ in one, less first."""
    low, high = ends(DESCRIBED[name].arguments[argument].domain)

    def pair(drawn):
        values, one, other = drawn
        for key in values:
            if key.startswith(("w_", "u_", "b_")) and key not in ("u_hump", "u_length"):
                values[key] = abs(values[key])  # contested weights may have either sign: here the usual one
        if "distress" in values and "floor" in values and name == "next_distress":
            values["floor"] = min(values["floor"], values["distress"])
        return {**values, argument: min(one, other)}, {**values, argument: max(one, other)}

    return st.tuples(arguments_of(name), st.floats(low, high), st.floats(low, high)).map(pair)


def compare(name, argument, holds):
    function = RULES[name].function

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(more_and_less(name, argument))
    def check(both):
        less, more = both
        assert holds(function(**less), function(**more))

    check()


@pytest.mark.parametrize(("name", "argument"), NEVER_LOWERS)
def test_more_of_it_never_lowers_the_result(name, argument):
    compare(name, argument, lambda less, more: more >= less - SLACK * max(1.0, abs(less)))


@pytest.mark.parametrize(("name", "argument"), NEVER_RAISES)
def test_more_of_it_never_raises_the_result(name, argument):
    compare(name, argument, lambda less, more: more <= less + SLACK * max(1.0, abs(less)))


@pytest.mark.parametrize("other", [0.0, 0.5, 1.0])
def test_a_closer_or_more_hostile_tie_never_weakens_contagion(other):
    contagion = RULES["contagion"].function
    fixed = {"gain": 0.3, "sight": 0.8, "reassurance": other, "w_reassurance": 0.5}
    friendly = [contagion(tie=tie, **fixed) for tie in (0.0, 0.3, 0.6, 1.0)]
    hostile = [contagion(tie=-tie, **fixed) for tie in (0.0, 0.3, 0.6, 1.0)]
    assert friendly == sorted(friendly) and friendly == hostile


def test_contagion_is_off_without_gain():
    assert (
        RULES["contagion"].function(gain=0.0, sight=1.0, tie=1.0, reassurance=0.0, w_reassurance=0.4) == 0.0
    )


def test_no_detained_resident_leaves_earlier_than_a_free_one():
    leave = RULES["leave_per_hour"].function
    fixed = {"per_day": 0.3, "detained_factor": 0.4, "days_until_eligible": 4.0, "hours_open": 8.0}
    assert leave(is_detained=True, days_since_admission=3.9, **fixed) == 0.0
    assert leave(is_detained=True, days_since_admission=9.0, **fixed) < leave(
        is_detained=False, days_since_admission=9.0, **fixed
    )
