"""What an engine keeps in memory while a ward runs: the fields of residents, staff, places, slots and clock.

The compiled engine holds them as numpy records; the agents engine has attributes of the same names.
"""

from collections import namedtuple

import numpy as np

from milieusim.ward.tables import TABLES, dtype_of

_KINDS = {"i": np.int64, "f": np.float64, "b": np.bool_}


def _dtype(**fields):
    return np.dtype(
        [(name, _KINDS[kind]) for kind, names in fields.items() for name in names.split()], align=True
    )


RESIDENT = _dtype(
    i="""number profile diagnosis sex age place activity slot old_slot hold hold_response observation
    observation_response partner contact_staff stay_row risk_score incidents_this_shift last_dose
    kind_now""",
    b="""is_here is_present is_asleep is_detained uses_substances has_request refuses_medication
    has_visitors is_on_leave is_absconded must_move needs_debrief is_in_early_help has_day7
    has_day14""",
    f="""frailty sociability need_structure need_autonomy interest_talk interest_making interest_moving
    interest_leisure ability craving_trait self_harm_risk absconding_risk arousal_baseline pace
    sleep_need stay_left admitted_hour arousal wait_hours boredom sleep_pressure felt_safety
    predictability distress distress_floor coping loneliness self_care craving autonomy denied limited
    demanded conflict crowding changed waiting noise slot_share old_share contact_share staff_share
    trust_now bonds standing calm organised_hour therapy_hour skills_hour contact_hour staff_hour
    expected_hour crowded_hour awake_hour away_until provocation priority alone_share since_chance
    wellbeing trigger_level""",
)
STAFF = _dtype(
    i="post role line leading until shift shift_day shift_start",
    b="is_bank is_registered is_nursing is_on_duty is_in_contact",
    f="""skill warmth deescalation burnout fatigue minutes lead_minutes floor_minutes talk_minutes
    contact_share trust_mean""",
)
LINE = _dtype(i="role shift first_seat number", b="weekday weekend is_nursing is_registered")
PLACE = _dtype(
    i="kind claimed members first_member order",
    b="is_free_choice is_exclusive",
    f="capacity noise sight noise_now crowding_now arousal_sum",
)
SLOT = _dtype(
    i="""activity place leader_role leaders places_offered fate family row invited attended leader
    leader_seat name_index place_index""",
    b="is_structured is_expected is_organised is_therapy is_skills",
    f="hours start_hour end_hour",
)
GRID = _dtype(
    i="day_of_week shift shift_elapsed first_active n_active hour_of_day shift_ticks duty_ticks",
    b="""is_shift_start is_hour_start is_hour_end is_day_end is_daytime is_snapshot is_daylight
    is_discharge_time""",
    f="hour night handover_share alertness daytime_share",
)
ACTIVE = _dtype(i="slot", b="is_first is_last", f="share")
PROFILE = _dtype(
    i="diagnosis",
    f="""weight detained_log_odds substances age_mean age_spread frailty_factor sociability
    need_structure need_autonomy interest_talk interest_making interest_moving interest_leisure ability
    craving self_harm absconding arousal_baseline pace distress coping self_care""",
)
WORLD = _dtype(
    i="""tick shift shift_start shift_day shift_row n_on_duty next_new next_waiting n_referrals
    n_residents n_incidents n_responses n_stays n_resident_shifts n_staff_shifts n_slots n_time_use
    n_ties hour_row overflow n_present n_nursing n_awake conflicts_this_hour beds_taken
    rostered_registered rostered_unregistered sick""",
    b="is_open",
    f="""load load_hour present_hour floor_minutes left_registered left_assistant incident_backlog
    admission_backlog
    one_to_one_given queue staff_present next_referral_hour minutes_left needs hour_resident_hours
    nursing_total""",
)

# What each array of a run holds, and its dimensions; `p` is one record with a field for every parameter.
ARRAYS = {
    "key": (np.uint64, 1),
    "w": (WORLD, 1),
    "residents": (RESIDENT, 1),
    "staff": (STAFF, 1),
    "lines": (LINE, 1),
    "places": (PLACE, 1),
    "slots": (SLOT, 1),
    "grid": (GRID, 1),
    "active": (ACTIVE, 1),
    "profiles": (PROFILE, 1),
    "trust": (np.float64, 2),
    "ties": (np.float64, 2),
    "lived": (dtype_of("resident_shifts"), 1),
    "staff_lived": (dtype_of("staff_shifts"), 1),
    "time_now": (np.float64, 2),
    "need": (np.float64, 1),
    "done": (np.float64, 2),
    "members": (np.int64, 1),
    "weights": (np.float64, 1),
    "on_duty": (np.int64, 1),
    "referred_at": (np.float64, 1),
    "ladder": (np.int64, 1),
    "thresholds": (np.float64, 1),
    "records_incident": (np.float64, 1),
    "records_response": (np.float64, 1),
    "minutes_needed": (np.float64, 1),
    "minutes_available": (np.float64, 1),
} | {f"{name}_out" if name in ("slots", "ties") else name: (dtype_of(name), 1) for name in TABLES}
ARRAYS = {name: (np.dtype(dtype), ndim) for name, (dtype, ndim) in ARRAYS.items()}

World = namedtuple("World", ["p", *ARRAYS])
