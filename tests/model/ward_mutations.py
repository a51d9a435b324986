"""Small lies about a run, one or more for every invariant: each must be noticed by the invariant of its name."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
from ward_facts import HOLDS, spells, who_absconded

from milieusim.ward.tables import TABLES


class Changed(SimpleNamespace):
    """A run whose tables may be lied about; everything else is the run's own."""

    def __init__(self, run):
        super().__init__(**{name: getattr(run, name).copy() for name in TABLES})
        self.design, self.days, self.metrics, self._inputs = run.design, run.days, run.metrics, run._inputs
        self.seed = run.seed

    def put(self, name, rows, column, change):
        """Change one value: that of the first of some rows of a table."""
        table = getattr(self, name)
        at = table.index[np.asarray(rows, bool)][0]
        table.loc[at, column] = change(table.at[at, column]) if callable(change) else change

    def add(self, name, row, **changes):
        """Append a copy of a row with some values changed."""
        table = getattr(self, name)
        copy = table.loc[[row]].assign(**changes)
        setattr(self, name, pd.concat([table, copy.astype(table.dtypes)], ignore_index=True))


def more(by):
    """Return a function that adds to a value."""
    return lambda value: value + by


def put(table, column, change, where=None):
    """Return a lie about one value of a table, in its tenth row or the first of those for which `where` holds."""

    def lie(run):
        rows = getattr(run, table)
        run.put(table, np.arange(len(rows)) == 10 if where is None else where(rows), column, change)

    return lie


def put_all(table, column, value):
    """Return a lie about all rows of a table."""

    def lie(run):
        getattr(run, table)[column] = value

    return lie


def swap_residents_of_a_response(run):
    led = run.responses.incident.notna()
    run.put("responses", led, "resident", run.stays.resident.max())


def fill_the_beds_twice(run):
    run.stays = pd.concat([run.stays] * 2, ignore_index=True)


def let_somebody_seen_again_have_gone_for_good(run):
    left = who_absconded(run).iloc[0]
    later = run.incidents.resident.ne(left.resident) | run.incidents.at_hour.le(left.at_hour)
    run.incidents = run.incidents[later]
    run.add("incidents", left.name, at_hour=left.at_hour + 2, kind="rule_breaking")
    run.put("stays", run.stays.resident == left.resident, "is_absconded", True)


def aim_at_somebody_who_has_not_come(run):
    last = run.stays.sort_values("admitted_at_hour").resident.iloc[-1]
    run.put("incidents", run.incidents.target == "resident", "target_id", last)


def aim_at_staff_at_home(run):
    at = run.incidents.index[run.incidents.target == "staff"][0]
    there = run.incidents.shift_day[at]
    posts = set(run.staff_shifts.staff)
    busy = set(run.staff_shifts.staff[run.staff_shifts.day.between(there - 1, there + 1)])
    run.incidents.loc[at, "target_id"] = min(posts - busy)


def held(run, kinds=HOLDS):
    """Return the first response of some kinds that lasted two hours."""
    rows = spells(run, kinds)
    return rows[rows.hours >= 2].iloc[0]


def hold_again(run):
    row = held(run)
    run.add("responses", row.name, at_hour=row.at_hour + 0.5)


def observe_again(run):
    row = held(run, ["intermittent_observation", "constant_observation"])
    run.add("responses", row.name, at_hour=row.at_hour + 0.5)


def have_an_incident_while_held(run):
    row = held(run)
    run.add("incidents", 0, resident=row.resident, at_hour=row.at_hour + 0.5)


def give_prn_in_seclusion(run):
    row = held(run, ["seclusion"])
    asked = run.responses.index[run.responses.incident.isna()][0]
    run.add("responses", asked, resident=row.resident, at_hour=row.at_hour + 0.5)


def seclude_two(run):
    row = held(run, ["seclusion"])
    run.add("responses", row.name, resident=0)


def ask_for_prn_again(run):
    asked = run.responses.index[run.responses.incident.isna()][0]
    run.add("responses", asked, at_hour=run.responses.at_hour[asked] + 1.0)


def ask_nobody_to_observe(run):
    names = [name for name in run.hours if name.endswith("_minutes_needed")]
    run.hours[names] = 0.0


def hold_without_a_response(run):
    quiet = (run.shifts.seclusion_hours == 0) & (run.shifts.seclusion_hours.shift() == 0)
    run.put("shifts", quiet, "seclusion_hours", 1.0)


def lead_in_another_role(run):
    role = run.staff_shifts.drop_duplicates("staff").set_index("staff").role
    led = run.slots.index[run.slots.leader.notna()][0]
    run.slots.loc[led, "leader"] = role.index[role != role[run.slots.leader[led]]][0]


def lack_a_leader_who_is_there(run):
    at = run.slots.index[run.slots.leader.notna()][0]
    run.slots.loc[at, ["is_held", "reason", "leader"]] = [False, "no_leader", pd.NA]


def lead_without_staff(run):
    run.staff_shifts = run.staff_shifts[
        ~run.staff_shifts.role.isin(["activity_worker", "occupational_therapist"])
    ]


def lead_two_at_once(run):
    at = run.slots.index[run.slots.leader.notna()][0]
    run.add("slots", at, start=run.slots.start[at] + 0.25)


def use_a_room_twice(run):
    kinds = {place.name: place.kind for place in run.design.ward.places}
    rooms = run.slots.place.astype(str).map(kinds).isin(["therapy_room", "activity_room", "clinic_room"])
    run.add("slots", run.slots.index[rooms & run.slots.is_held][0])


def lack_a_room_that_all_share(run):
    kinds = {place.name: place.kind for place in run.design.ward.places}
    shared = run.slots.place.astype(str).map(kinds).isin(["day_room", "dining_room", "garden"])
    run.put("slots", shared, "reason", "no_room")


def give_medication_first(run):
    run.put("slots", run.slots.activity == "medication", "reason", "short_staffed")


def be_idle_without_a_name(run):
    new = run.stays.resident[run.stays.admitted_at_hour > 0]
    idle = run.time_use.activity.eq("free_time") & run.time_use.resident.isin(new) & (run.time_use.hours > 3)
    use = run.time_use
    run.time_use = use[use.activity != "other"]
    run.put("time_use", idle[use.activity != "other"], "activity", "other")


def swap_posts(run):
    rows = run.staff_shifts
    run.put(
        "staff_shifts",
        rows.staff == rows.staff.mode()[0],
        "shift",
        "night" if rows["shift"][0] != "night" else "early",
    )
    run.put("staff_shifts", rows.staff == rows.staff.mode()[0], "is_bank", lambda was: not was)


def tell_again_what_is_owed(run):
    run.add("undone", run.undone.index[run.undone.task == "paperwork"][0])


def began_with_holding(responses):
    """Return which responses are holdings with which other force began."""
    forced = responses.incident[responses.kind.isin(["mechanical_restraint", "seclusion"])]
    return (responses.kind == "manual_restraint") & responses.incident.isin(forced)


def later(stays):
    """Return which stays began in the window and reached their seventh day there."""
    return (stays.admitted_at_hour > 0) & stays.distress_day7.notna()


def came(stays):
    """Return which stays began in the window."""
    return stays.admitted_at_hour > 0


def kind_of(kind, column="kind"):
    """Return a choice of the rows of one kind."""
    return lambda rows: rows[column] == kind


LIES = {
    "census_follows_who_comes_and_goes": [put("shifts", "census", more(1))],
    "duty_follows_the_rota": [put("shifts", "sick", more(1))],
    "shifts_cover_the_window": [put("shifts", "shift_hours", more(1))],
    "resident_hours_agree": [put("shifts", "resident_hours", more(1))],
    "hours_present_are_partitioned": [put("resident_shifts", "hours_alone", more(0.5))],
    "days_have_24_hours": [put("time_use", "hours", more(1), kind_of("free_time", "activity"))],
    "events_are_counted_once": [put("shifts", "conflict", more(1)), put("hours", "conflict", more(1))],
    "measures_count_in_every_shift_that_they_last_into": [
        put("shifts", "mechanical_restraint", more(1)),
        put("shifts", "time_out_recorded", more(1)),
    ],
    "residents_count_their_events": [put("resident_shifts", "incidents", more(1))],
    "duty_is_spent_on_tasks": [put("staff_shifts", "floor", more(1))],
    "slots_keep_to_their_offer": [put("slots", "attended", more(200)), lead_without_staff, lead_two_at_once],
    "responses_follow_incidents": [swap_residents_of_a_response],
    "incidents_are_well_formed": [put("incidents", "severity", 23.0)],
    "stays_are_well_formed": [
        put("stays", "is_absconded", True, lambda rows: rows.discharged_at_hour.isna())
    ],
    "levels_stay_in_range": [put("resident_shifts", "arousal", 1.5), put("ties", "value", 1.5)],
    "rows_are_in_order": [put("incidents", "incident", 3)],
    "census_is_those_whose_stay_is_under_way": [put("stays", "admitted_at_hour", more(-12), came)],
    "who_comes_and_goes_is_counted_in_the_shift_under_way": [
        put("shifts", "admissions", more(1)),
        put("shifts", "discharges", more(1)),
        put("shifts", "absconded", more(1)),
    ],
    "beds_are_enough": [fill_the_beds_twice],
    "referrals_are_admitted_in_order": [
        put("stays", "admitted_at_hour", more(-200), came),
        put("stays", "referred_at_hour", more(-200), came),
    ],
    "people_are_of_the_mix": [
        put("stays", "frailty", -1.0),
        put("stays", "age", 12),
        put("resident_shifts", "is_detained", lambda was: not was),
    ],
    "a_stay_is_spent_on_the_ward_or_away": [
        put("stays", "hours_in_window", more(1)),
        put("stays", "hours_in_window", more(-1), came),
    ],
    "nobody_is_counted_outside_their_stay": [
        put("incidents", "hours_since_admission", more(1)),
        put("incidents", "at_hour", more(-24 * 40)),
        put("resident_shifts", "hours_present", more(9)),
    ],
    "shifts_average_those_present": [
        put("shifts", "mean_distress", more(0.01)),
        put("shifts", "organised_hours", more(1)),
        put("stays", "mean_wellbeing", more(0.01), later),
    ],
    "leave_is_leave_in_every_table": [put("shifts", "on_leave", more(9))],
    "hours_count_who_is_present": [put("hours", "census", more(9)), put("hours", "census", more(-9))],
    "wellbeing_is_made_of_its_parts": [
        put("stays", "wellbeing_day7", more(0.01), later),
        put("resident_shifts", "wellbeing", more(0.4)),
    ],
    "self_care_has_four_parts": [
        put("stays", "hygiene_admission", more(0.01)),
        put("stays", "life_skills_day7", more(0.5), later),
    ],
    "everybody_arrives_alike": [
        put("stays", "felt_safety_admission", more(0.01)),
        put("stays", "distress_rated_admission", more(2)),
    ],
    "looks_agree_with_shifts": [put("stays", "belonging_day7", lambda level: (level + 0.5) % 1, later)],
    "discharges_keep_office_hours": [
        put(
            "stays",
            "discharged_at_hour",
            more(12),
            lambda rows: rows.wellbeing_end.notna() & ~rows.is_absconded,
        )
    ],
    "who_absconds_for_good_is_seen_no_more": [let_somebody_seen_again_have_gone_for_good],
    "ties_are_alike_both_ways": [put("ties", "value", more(0.1), kind_of("resident"))],
    "ties_are_of_those_who_are_here": [
        put("ties", "from", 999_999),
        put("ties", "to", 5, kind_of("staff")),
        put("ties", "day", 3),
    ],
    "organised_time_is_spent_in_activities": [put("resident_shifts", "hours_organised", more(0.5))],
    "time_moves_in_ticks": [
        put("incidents", "at_hour", more(0.1)),
        put("staff_shifts", "hours_on_duty", more(0.1)),
    ],
    "incidents_have_the_trigger_and_target_of_their_kind": [
        put("incidents", "trigger", "craving", kind_of("rule_breaking")),
        put("incidents", "target", "staff", kind_of("self_harm")),
    ],
    "incidents_are_of_those_awake_and_present": [put("incidents", "activity", "sleep")],
    "aims_are_at_people_who_are_there": [aim_at_somebody_who_has_not_come, aim_at_staff_at_home],
    "somebody_has_to_be_there_to_respond": [put("incidents", "staff_in_reach", 99)],
    "records_follow_what_happened": [
        put("shifts", "self_harm_recorded", more(99)),
        put(
            "incidents", "kind_recorded", "self_harm", lambda rows: rows.kind_recorded == "verbal_aggression"
        ),
    ],
    "responses_to_one_incident_fit_together": [
        put("responses", "incident", pd.NA, kind_of("manual_restraint")),
        put("responses", "kind", "talk_down", began_with_holding),
    ],
    "after_conflict_is_after_an_incident_of_the_shift": [
        put("responses", "is_after_conflict", lambda was: not was)
    ],
    "responses_take_their_time": [
        put("responses", "staff_minutes", more(1)),
        put("responses", "hours", 1.0, kind_of("talk_down")),
    ],
    "nobody_is_held_twice_at_once": [hold_again, observe_again],
    "nothing_happens_to_those_held": [have_an_incident_while_held, give_prn_in_seclusion],
    "seclusion_has_its_rooms": [seclude_two],
    "hours_held_are_those_of_responses": [hold_without_a_response, put("shifts", "restraint_hours", more(1))],
    "prn_keeps_its_gap": [ask_for_prn_again],
    "observation_is_asked_for": [ask_nobody_to_observe],
    "containment_time_is_for_those_held": [put("staff_shifts", "containment", more(900))],
    "the_rota_is_the_one_of_the_design": [
        put("shifts", "rostered_registered", more(1)),
        put("shifts", "at_hour", more(1)),
        put("staff_shifts", "hours_on_duty", more(9)),
    ],
    "cover_comes_from_the_bank": [put("shifts", "bank_on_duty", more(9))],
    "a_post_keeps_its_role_and_shift": [swap_posts],
    "minutes_available_are_those_on_duty": [put("hours", "doctor_minutes_available", more(5))],
    "care_hours_are_of_nursing_staff_on_duty": [
        put("shifts", "care_hours", more(0.25)),
        put("shifts", "nursing_contact_hours", more(-0.25)),
    ],
    "tasks_are_for_those_who_may_do_them": [
        put("staff_shifts", "medication", 1.0, lambda rows: ~rows.is_registered),
        put("staff_shifts", "escort", 1.0, kind_of("doctor", "role")),
    ],
    "minutes_needed_cover_what_was_done": [
        put("hours", "activity_worker_minutes_needed", more(5)),
        put("hours", "healthcare_assistant_minutes_needed", more(900)),
    ],
    "shortness_follows_the_load": [
        put("shifts", "is_staff_short", lambda was: not was),
        put("shifts", "daytime_snapshots", more(1)),
    ],
    "burnout_moves_only_at_work": [
        put("staff_shifts", "burnout", 0.9, lambda rows: rows.is_bank & (rows.at_hour >= 0)),
        put("staff_shifts", "burnout", 0.1, lambda rows: ~rows.is_bank & (rows.day > 14)),
    ],
    "slots_are_those_of_the_design": [put("slots", "start", more(0.25)), put("slots", "day", 6)],
    "slots_are_counted_in_the_shift_in_which_they_begin": [put("shifts", "slots_held", more(1))],
    "a_room_is_used_by_one_group_at_a_time": [use_a_room_twice, lack_a_room_that_all_share],
    "leaders_are_of_the_role": [lead_in_another_role, give_medication_first],
    "leaders_are_there_or_missing": [lack_a_leader_who_is_there, lead_without_staff],
    "nobody_is_in_two_slots_at_once": [put("slots", "invited", 200)],
    "activities_are_offered_or_ones_own": [
        put("time_use", "hours", more(99), kind_of("meal", "activity")),
        put("time_use", "activity", "vocational", kind_of("free_time", "activity")),
    ],
    "time_out_is_the_only_other_time": [be_idle_without_a_name],
    "care_undone_was_due": [
        put("undone", "minutes", -1.0),
        put("undone", "resident", 999, lambda rows: rows.resident.notna()),
        put("undone", "at_hour", more(24)),
    ],
    "care_undone_fits_its_slot": [
        put("undone", "at_hour", more(10), kind_of("refused", "reason")),
        put("undone", "reason", "no_room", lambda rows: rows.task.eq("medication") & rows["slot"].notna()),
    ],
    "doses_refused_are_refusals": [
        put("incidents", "kind", "rule_breaking", kind_of("medication_refusal")),
        put(
            "undone", "at_hour", more(1), lambda rows: rows.reason.eq("refused") & rows.task.eq("medication")
        ),
    ],
    "being_seen_takes_the_time_that_there_is": [
        put("slots", "attended", more(60), kind_of("medication", "activity")),
        put("slots", "attended", more(5), kind_of("ward_round", "activity")),
    ],
    "being_seen_is_lived_no_longer_than_it_takes": [
        put("time_use", "hours", more(9), kind_of("medication", "activity"))
    ],
    "refusals_take_prompts": [
        put_all("staff_shifts", "prompts", 0.0),
    ],
    "paperwork_owed_is_told_once_a_shift": [
        put("undone", "minutes", 0.0, kind_of("paperwork", "task")),
        tell_again_what_is_owed,
    ],
    "metrics_follow_from_the_tables": [
        put("stays", "self_care_end", more(0.1), lambda rows: rows.wellbeing_end.notna()),
        put("responses", "is_recorded", lambda was: not was),
        put("staff_shifts", "burnout", more(0.1)),
    ],
}
