"""For every switch of a design the metric nearest to its mechanism, which it should move, and why.

A path with a bracket names a slot or a place of the shipped acute ward, as an example of its kind. The
recorded sex of residents (`residents.female_share`) is no switch: no rule reads it, because no effect of its
own was found beyond that of diagnosis and legal status.
"""

_TABLE = {
    "milieu.structure": ("slots_held_share", "slots go before other tasks"),
    "milieu.support": ("staff_contact_hours_per_resident_day", "free staff time goes to residents"),
    "milieu.involvement": ("rule_breaking_per_1000_obd", "who has a say has less to break rules for"),
    "milieu.validation": ("organised_hours_per_resident_day", "activities fit the person, who comes"),
    "milieu.containment": ("containment_per_shift", "the thresholds of restriction are lower"),
    "practices.clear_mutual_expectations": ("demand_refusal_per_1000_obd", "rules are told and agreed"),
    "practices.soft_words": ("arousal_mean", "a no, a limit and a demand hit less hard"),
    "practices.talk_down": ("containment_per_shift", "staff feel less need to restrict"),
    "practices.positive_words": ("arousal_mean", "warmer contact calms more"),
    "practices.bad_news_mitigation": ("arousal_mean", "a no hits less hard"),
    "practices.know_each_other": ("felt_safety", "trust starts higher"),
    "practices.mutual_help_meeting": ("loneliness", "help builds ties"),
    "practices.calm_down_methods": ("prn_medication_per_1000_obd", "there is another way to calm down"),
    "practices.reassurance": ("felt_safety", "witnesses are less frightened"),
    "practices.discharge_messages": ("distress_mean", "hope speeds recovery"),
    "practices.safewards": (
        "containment_per_shift",
        "all ten at once; at 1 a fidelity that no trial reached (about 0.4 in the randomised one)",
    ),
    "practices.risk_assessment": ("arousal_mean", "early help calms those at risk"),
    "practices.sensory_room": ("arousal_mean", "a quiet room calms more, and is sought more"),
    "practices.post_incident_debrief": (
        "aggression_per_100_obd",
        "what was talked over sets one off less, and what nobody spoke of more",
    ),
    "practices.activity_programme": ("organised_hours_per_resident_day", "staff draw residents to groups"),
    "practices.individual_schedules": ("organised_hours_per_resident_day", "what is on offer fits"),
    "practices.open_door": ("absconding_per_1000_obd", "the door is locked for less of the time"),
    "policy.regime": ("mechanical_restraint_per_1000_obd", "a rung that England has not and Germany has"),
    "policy.instrument": ("conflict_per_shift_recorded", "shift reports catch more than a log"),
    "policy.is_locked": ("absconding_per_1000_obd", "the door"),
    "routine.wake": ("prn_medication_per_1000_obd", "a shorter night, in which sleep is asked for"),
    "routine.lights_out": ("arousal_mean", "more waking hours"),
    "routine.slots": ("organised_hours_per_resident_day", "no groups, or those there are"),
    "routine.slots[Evening together]": ("organised_hours_per_resident_day", "a group on every evening"),
    "routine.slots[Morning medication]": (
        "medication_refusal_per_1000_obd",
        "nobody refuses what is not offered",
    ),
    "routine.slots[Morning medication].start": (
        "organised_hours_per_resident_day",
        "who waits for medication cannot be in a group",
    ),
    "routine.slots[Morning medication].leaders": (
        "doses_missed_per_1000_obd",
        "more nurses see more residents by the end; a round is held with one of them",
    ),
    "routine.slots[Morning medication].minutes_each": (
        "doses_missed_per_1000_obd",
        "who is not seen by the end goes without",
    ),
    "routine.slots[Morning medication].is_told": (
        "medication_refusal_per_1000_obd",
        "what comes unannounced is refused more",
    ),
    "routine.slots[Coping skills group].days": ("organised_hours_per_resident_day", "on one day or on five"),
    "routine.slots[Film night].is_structured": (
        "loneliness",
        "free activity together brings residents into contact",
    ),
    "routine.slots[Film night].end": ("organised_hours_per_resident_day", "it lasts longer"),
    "routine.slots[Evening meal].activity": (
        "organised_hours_per_resident_day",
        "a meal, or something to do",
    ),
    "routine.slots[Art group].place": ("slots_held_share", "two groups cannot share a room"),
    "routine.slots[Garden hour].leader": ("slots_held_share", "a leader whom the ward does not have"),
    "routine.slots[Garden hour].leaders": ("slots_held_share", "more leaders than there are"),
    "routine.slots[Visiting].places_offered": ("loneliness", "visitors are company"),
    "routine.slots[Occupational therapy].is_expected": (
        "organised_hours_per_resident_day",
        "residents are urged",
    ),
    "routine.slots[Lunch].is_told": ("demand_refusal_per_1000_obd", "what comes unannounced is refused"),
    "rota.early.registered_nurse": ("care_hours_per_patient_day", "hours on duty"),
    "rota.early.healthcare_assistant": ("care_hours_per_patient_day", "hours on duty"),
    "rota.late.registered_nurse": ("staff_contact_hours_per_resident_day", "more time is left for residents"),
    "rota.night.healthcare_assistant": ("staff_short_shift_share", "nights are the shortest of staff"),
    "rota.early.doctor": ("slots_held_share", "ward rounds need one"),
    "rota.early.occupational_therapist": ("slots_held_share", "sessions need one"),
    "rota.early.psychologist": ("slots_held_share", "therapy needs one"),
    "rota.early.activity_worker": ("slots_held_share", "groups need one"),
    "rota.early.peer_worker": ("staff_contact_hours_per_resident_day", "time on the floor"),
    "rota.bank_share": ("staff_burnout", "bank staff come fresh and do not stay"),
    "rota.bank_fill": ("care_hours_per_patient_day", "sick colleagues are replaced"),
    "rota.sickness": ("care_hours_per_patient_day", "colleagues who are not replaced"),
    "ward.beds": ("care_hours_per_patient_day", "the same staff for more residents"),
    "ward.demand": ("occupancy", "referrals fill the beds"),
    "ward.residents_per_bedroom": ("arousal_mean", "no room of one's own to be quiet in"),
    "ward.fills_leave_beds": ("occupancy", "the bed of a resident on leave is used"),
    "ward.has_response_team": ("show_of_force_per_1000_obd", "hands for it"),
    "ward.places[Day room].capacity": ("felt_safety", "crowding"),
    "ward.places[Day room].noise": ("arousal_mean", "noise"),
    "ward.places[Day room].sight": ("felt_safety", "what is seen frightens"),
    "ward.places[Quiet room]": ("arousal_mean", "somewhere to settle"),
    "ward.places[Seclusion room]": ("seclusion_per_1000_obd", "none without a room"),
    "residents.detained_share": ("show_of_force_per_1000_obd", "risk as staff see it"),
    "residents.mix.psychosis": ("loneliness", "less sociable residents"),
    "residents.stay.short_share": ("length_of_stay_median_days", "more short stays"),
    "residents.stay.short_median_days": ("self_care_gain", "longer short stays, in which more is learnt"),
    "residents.stay.long_median_days": ("length_of_stay_median_days", "longer stays"),
    "residents.stay.spread": (
        "wellbeing_mean",
        "who is found on a ward has been there longer, and is further on",
    ),
}

SWITCHES = {path: metric for path, (metric, _) in _TABLE.items()}
WHY = {path: why for path, (_, why) in _TABLE.items()}
