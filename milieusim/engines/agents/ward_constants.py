"""Arguments of rules that are the same in every call of one run, and the parameter or level each takes.

They stand last in the signature of the rule; calls in the agents engine leave them out (see `Rulebook`).
"""

SAME_ALL_RUN = {
    "absconding_per_hour": (
        "open_door=open_door w_craving=absconding_w_craving w_autonomy=absconding_w_autonomy "
        "w_trust=absconding_w_trust locked_factor=absconding_locked_factor "
        "detained_factor=absconding_detained_factor observed_factor=absconding_observed_factor "
        "garden_factor=absconding_garden_factor w_open=absconding_w_open"
    ),
    "aggression_per_hour": (
        "unprovoked=unprovoked gain=arousal_gain midpoint=arousal_midpoint w_coping=aggression_w_coping"
    ),
    "arousal_target": (
        "w_noise=arousal_w_noise w_crowding=arousal_w_crowding w_boredom=arousal_w_boredom "
        "w_waiting=arousal_w_waiting w_craving=arousal_w_craving w_conflict=arousal_w_conflict "
        "w_denied=arousal_w_denied w_limited=arousal_w_limited w_demanded=arousal_w_demanded "
        "w_changed=arousal_w_changed w_alertness=arousal_w_alertness w_fear=arousal_w_fear "
        "w_worry=arousal_w_worry w_distress=arousal_w_distress w_refusal=arousal_w_refusal"
    ),
    "attention": (
        "validation=validation base=attention_base w_arousal=attention_w_arousal "
        "w_distress=attention_w_distress w_trust=attention_w_trust w_request=attention_w_request "
        "w_detained=attention_w_detained w_early=attention_w_early"
    ),
    "contact_probability": "tick_minutes=tick_minutes",
    "craving_now": "days_to_settle=craving_days floor=craving_floor",
    "crowding": "gain=crowding_gain",
    "fall_asleep_per_hour": (
        "fastest=sleep_fastest w_alertness=sleep_w_alertness w_night=sleep_w_night "
        "w_arousal=sleep_w_arousal w_noise=sleep_w_noise threshold=sleep_threshold"
    ),
    "happens": "hours=tick_hours",
    "leave_per_hour": "days_until_eligible=leave_days_until_eligible hours_open=discharge_hours_a_day",
    "limit_per_hour": (
        "expectations=clear_mutual_expectations w_structure=limit_w_structure "
        "w_involvement=limit_w_involvement w_expectations=limit_w_expectations"
    ),
    "meeting_per_hour": "w_tie=meeting_w_tie",
    "milieu_quality": (
        "w_staff=milieu_w_staff w_contact=milieu_w_contact w_therapy=milieu_w_therapy "
        "w_safety=milieu_w_safety w_predictability=milieu_w_predictability "
        "w_autonomy=milieu_w_autonomy w_hope=milieu_w_hope reference=milieu_reference"
    ),
    "next_arousal": (
        "asleep_share=arousal_asleep_share kept_awake=kept_arousal kept_asleep=kept_arousal_asleep"
    ),
    "next_autonomy": (
        "validation=validation involvement=involvement locked_share=locked_share open_door=open_door "
        "kept=kept_autonomy base=autonomy_base w_choice=autonomy_w_choice "
        "w_expected=autonomy_w_expected w_validation=autonomy_w_validation "
        "w_involvement=autonomy_w_involvement w_locked=autonomy_w_locked w_open=autonomy_w_open"
    ),
    "next_boredom": "kept=kept_boredom programme=activity_programme w_programme=boredom_w_programme",
    "next_coping": (
        "days=days_an_hour per_therapy_hour=coping_per_therapy_hour per_day=coping_per_day "
        "w_trust=coping_w_trust hope=discharge_messages w_hope=coping_w_hope"
    ),
    "next_felt_safety": (
        "kept=kept_felt_safety base=felt_safety_base w_crowding=felt_safety_w_crowding "
        "w_staff=felt_safety_w_staff w_trust=felt_safety_w_trust"
    ),
    "next_loneliness": (
        "kept=kept_loneliness base=loneliness_base w_tie=loneliness_w_tie "
        "w_contact=loneliness_w_contact w_staff=loneliness_w_staff"
    ),
    "next_predictability": (
        "kept=kept_predictability base=predictability_base w_structure=predictability_w_structure "
        "w_expectations=predictability_w_expectations days_to_learn=predictability_days"
    ),
    "next_self_care": (
        "days=days_an_hour per_skills_hour=self_care_per_skills_hour per_day=self_care_per_day "
        "decay_per_day=self_care_decay_per_day w_predictability=self_care_w_predictability"
    ),
    "next_sleep_pressure": "kept_awake=kept_pressure_awake kept_asleep=kept_pressure_asleep",
    "night_check_wakes": (
        "per_check_hour=night_check_per_hour containment=containment noise_of_checks=night_check_least"
    ),
    "noise": "w_people=noise_w_people w_arousal=noise_w_arousal",
    "prn_per_hour": (
        "calm_down=calm_down_methods sensory=sensory_room w_arousal=prn_w_arousal "
        "w_distress=prn_w_distress w_night=prn_w_night w_craving=prn_w_craving "
        "w_calm_down=prn_w_calm_down w_sensory=prn_w_sensory"
    ),
    "provocation": (
        "b_denied=beta_denied b_limited=beta_limited b_demanded=beta_demanded "
        "b_conflict=beta_conflict b_crowding=beta_crowding b_changed=beta_changed "
        "b_waiting=beta_waiting b_craving=beta_craving"
    ),
    "pull_of_bedroom": "w_withdraw=pull_withdraw w_fear=pull_fear w_fatigue=pull_fatigue",
    "pull_of_company": "w_company=pull_company w_loneliness=pull_loneliness w_boredom=pull_boredom",
    "pull_of_corridor": "w_pacing=pull_pacing",
    "pull_of_garden": "w_garden=pull_garden locked_factor=garden_locked_factor",
    "pull_of_quiet_room": (
        "calm_down=calm_down_methods sensory=sensory_room w_quiet=pull_quiet w_practice=pull_quiet_practice"
    ),
    "recovery_per_hour": "w_refusal=recovery_w_refusal",
    "request_per_hour": (
        "w_distress=request_w_distress w_boredom=request_w_boredom w_craving=request_w_craving"
    ),
    "rule_breaking_per_hour": (
        "structure=structure involvement=involvement expectations=clear_mutual_expectations "
        "w_frailty=rule_w_frailty w_structure=rule_w_structure w_involvement=rule_w_involvement "
        "w_expectations=rule_w_expectations"
    ),
    "self_harm_per_hour": (
        "w_alone=self_harm_w_alone w_coping=self_harm_w_coping w_observed=self_harm_w_observed"
    ),
    "stay_pace": "expected_distress=expected_distress sensitivity=stay_sensitivity",
    "substance_per_hour": "hours_to_fade=substance_hours",
    "waiting_level": "hours_to_matter=hours_until_waiting_matters",
    "wake_per_hour": (
        "fastest=sleep_fastest w_alertness=sleep_w_alertness w_night=sleep_w_night "
        "w_noise=sleep_w_noise threshold=wake_threshold"
    ),
    "wellbeing": (
        "w_distress=wellbeing_weight_distress w_belonging=wellbeing_weight_belonging "
        "w_safety=wellbeing_weight_safety w_self_care=wellbeing_weight_self_care"
    ),
}
