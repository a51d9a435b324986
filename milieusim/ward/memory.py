"""What a ward remembers while it runs, array by array: people, places, the week, rows under way, and tables.

The compiled engine holds these as numpy arrays; for the agents engine each record is an object with attributes of
the same names.
"""

import numpy as np

from milieusim.vocabulary import DAYS, Role, Task, Trigger
from milieusim.ward.state import RESIDENT, STAFF, dtype_of_states
from milieusim.ward.tables import row_dtype

_KINDS = {"i": np.int64, "f": np.float64, "b": np.bool_}


def _dtype(arrays=(), **fields):
    numbers = [(name, _KINDS[kind]) for kind, names in fields.items() for name in names.split()]
    return np.dtype(numbers + [(name, np.int64, (length,)) for name, length in arrays], align=True)


# Where the rows of each table stand, and what counts them; of shifts and hours the last is under way.
ROWS = {
    "incidents": "incident_rows",
    "responses": "response_rows",
    "shifts": "shift_rows",
    "resident_shifts": "lived_rows",
    "stays": "stay_rows",
    "time_use": "use_rows",
    "staff_shifts": "work_rows",
    "slots": "slot_rows",
    "hours": "hour_rows",
    "ties": "tie_rows",
    "undone": "undone_rows",
}
COUNTERS = {table: f"n_{rows}" for table, rows in ROWS.items()} | {"shifts": "shift_row", "hours": "hour_row"}
LINE = _dtype(
    arrays=[("works", len(DAYS))],
    i="role shift first_seat number begins duty_ticks standing_ticks",
    b="is_nursing is_registered",
)
PLACE = _dtype(
    i="index kind claimed n_members first_member",
    b="is_free_choice is_exclusive",
    f="capacity noise sight noise_now crowding_now arousal_sum",
)
SLOT = _dtype(
    arrays=[("like_events", len(Trigger))],
    i="""index activity place_index leader_role leaders places_offered fate family invited attended leader
    leader_seat name_index shown_place demand queued served row rank""",
    b="is_structured is_expected is_organised is_therapy is_skills is_told is_queue is_brief",
    f="hours start_hour end_hour minutes_each minutes_begun told_more occupation share_now",
)
TICK = _dtype(
    i="day_of_week shift shift_elapsed first_stretch n_stretches hour_of_day",
    b="""is_shift_start is_duty_start is_hour_start is_hour_end is_day_end is_daytime is_snapshot
    is_daylight is_discharge_time is_wake_time is_bed_time""",
    f="hour night handover_share alertness",
)
STRETCH = _dtype(i="slot_index", b="is_first is_last", f="share")
PROFILE = _dtype(
    i="diagnosis",
    f="""weight detained_log_odds substances age_mean age_spread frailty_factor sociability
    need_structure need_autonomy interest_talk interest_making interest_moving interest_leisure ability
    craving self_harm absconding arousal_baseline pace distress acute coping self_care""",
)
NOW = _dtype(
    i="tick shift shift_start shift_day n_on_duty n_nursing n_registered n_present n_awake next_new next_waiting "
    "conflicts_this_hour rostered_registered rostered_unregistered sick registered_on_duty "
    "unregistered_on_duty bank_on_duty arrival_tick n_moving n_told "
    "rounds_today meals_offered meals_brought " + " ".join(COUNTERS.values()),
    b="is_open overflow is_under_way was_night",
    f="""load load_hour present_hour floor_minutes left_registered left_assistant needs floor_total
    incident_backlog admission_backlog one_to_one_given queue staff_present next_referral_hour
    hour_resident_hours paperwork_backlog preparation_backlog prompt_minutes_left transition told_now load_day held_up
    prompts_asked prompts_ahead""",
)
_FLOATS = np.dtype(np.float64)
# What each array holds, and its dimensions; of none there is one record or number.
ARRAYS = {
    "key": (np.dtype(np.uint64), 0),
    "now": (NOW, 0),
    "moment": (TICK, 0),
    "moments": (TICK, 1),  # the same tick, to be written to
    "newcomer": (dtype_of_states(RESIDENT), 0),
    "blank_lived": (row_dtype("resident_shifts"), 0),
    "blank_work": (row_dtype("staff_shifts"), 0),
    "blank_shift": (row_dtype("shifts"), 0),
    "blank_hour": (row_dtype("hours"), 0),
    "blank_stay": (row_dtype("stays"), 0),
    "beds": (dtype_of_states(RESIDENT), 1),
    "staff": (dtype_of_states(STAFF), 1),
    "lines": (LINE, 1),
    "places": (PLACE, 1),
    "slots": (SLOT, 1),
    "week": (TICK, 1),
    "stretches": (STRETCH, 1),
    "profiles": (PROFILE, 1),
    "trust": (_FLOATS, 2),
    "ties": (_FLOATS, 2),
    "lived": (row_dtype("resident_shifts"), 1),
    "work": (row_dtype("staff_shifts"), 1),
    "need": (_FLOATS, 1),
    "done": (_FLOATS, 2),
    "members": (np.dtype(np.int64), 1),
    "attention": (_FLOATS, 1),
    "seats_on_duty": (np.dtype(np.int64), 1),
    "referred_at": (_FLOATS, 1),
    # Numbers by kind of incident or response, from the ledger and the policy of the ward.
    "gravity": (_FLOATS, 1),
    "records_incident": (_FLOATS, 1),
    "records_response": (_FLOATS, 1),
    "thresholds": (_FLOATS, 1),
    "minutes_for": (_FLOATS, 1),
    "calms": (_FLOATS, 1),
    "held_staff": (_FLOATS, 1),
    "ends_per_hour": (_FLOATS, 1),
} | {rows: (row_dtype(table), 1) for table, rows in ROWS.items()}
N_ROLES, N_TASKS = len(Role), len(Task)
