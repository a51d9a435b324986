"""Rows that are filled while a ward runs (phase 16 of a tick), and how they are closed."""

from milieusim.rules.basics.numerics import mean_so_far
from milieusim.rules.selfcare import hygiene, life_skills, organisation, own_schedule
from milieusim.rules.staffing import hours, is_short
from milieusim.rules.wellbeing import wellbeing
from milieusim.ward.codes import (
    FREE_TIME,
    LEAVE,
    N_ACTIVITIES,
    N_ROLES,
    SECLUSION,
    SECLUSION_ACTIVITY,
    SLEEP,
    TIE_RESIDENT,
    TIE_STAFF,
    TIME_OUT,
)


def wellbeing_of(W, r):
    """Return a resident's wellbeing now."""
    p = W.p[0]
    return wellbeing(
        distress=r.distress,
        loneliness=r.loneliness,
        felt_safety=r.felt_safety,
        self_care=r.self_care,
        w_distress=p.wellbeing_weight_distress,
        w_belonging=p.wellbeing_weight_belonging,
        w_safety=p.wellbeing_weight_safety,
        w_self_care=p.wellbeing_weight_self_care,
    )


def snapshot_stay(W, i, moment):
    """Write the ten states of a stay at admission (0), day 7 (1), day 14 (2) or the end (3)."""
    p, r = W.p[0], W.residents[i]
    row = W.stays[r.stay_row]
    well = wellbeing_of(W, r)
    clean = hygiene(self_care=r.self_care, distress=r.distress, w_distress=p.hygiene_w_distress)
    schedule = own_schedule(
        self_care=r.self_care, predictability=r.predictability, weight=p.schedule_w_predictability
    )
    order = organisation(self_care=r.self_care, arousal=r.arousal, weight=p.organisation_w_arousal)
    skills = life_skills(self_care=r.self_care, ability=r.ability, weight=p.life_skills_w_ability)
    belonging = 1.0 - r.loneliness
    if moment == 0:
        row.wellbeing_admission, row.distress_admission, row.coping_admission = well, r.distress, r.coping
        row.belonging_admission, row.felt_safety_admission = belonging, r.felt_safety
        row.self_care_admission, row.hygiene_admission = r.self_care, clean
        row.own_schedule_admission, row.organisation_admission = schedule, order
        row.life_skills_admission = skills
    elif moment == 1:
        row.wellbeing_day7, row.distress_day7, row.coping_day7 = well, r.distress, r.coping
        row.belonging_day7, row.felt_safety_day7 = belonging, r.felt_safety
        row.self_care_day7, row.hygiene_day7 = r.self_care, clean
        row.own_schedule_day7, row.organisation_day7, row.life_skills_day7 = schedule, order, skills
    elif moment == 2:
        row.wellbeing_day14, row.distress_day14, row.coping_day14 = well, r.distress, r.coping
        row.belonging_day14, row.felt_safety_day14 = belonging, r.felt_safety
        row.self_care_day14, row.hygiene_day14 = r.self_care, clean
        row.own_schedule_day14, row.organisation_day14, row.life_skills_day14 = schedule, order, skills
    else:
        row.wellbeing_end, row.distress_end, row.coping_end = well, r.distress, r.coping
        row.belonging_end, row.felt_safety_end = belonging, r.felt_safety
        row.self_care_end, row.hygiene_end = r.self_care, clean
        row.own_schedule_end, row.organisation_end, row.life_skills_end = schedule, order, skills


def close_stay(W, i):
    """Turn the sums of a stay into means."""
    row = W.stays[W.residents[i].stay_row]
    row.mean_wellbeing = mean_so_far(total=row.mean_wellbeing, hours=row.hours_in_window)


def open_lived(W, i):
    """Begin a resident's row of a shift."""
    r, lived = W.residents[i], W.lived[i]
    lived.resident = r.number
    lived.diagnosis = r.diagnosis
    lived.is_detained = r.is_detained
    lived.risk_score = r.risk_score
    lived.hours_present = 0.0
    lived.arousal = 0.0
    lived.distress = 0.0
    lived.felt_safety = 0.0
    lived.loneliness = 0.0
    lived.wellbeing = 0.0
    lived.incidents = 0
    lived.aggression = 0
    lived.aggression_recorded = 0
    lived.hours_asleep = 0.0
    lived.hours_organised = 0.0
    lived.hours_with_staff = 0.0
    lived.hours_with_residents = 0.0
    lived.hours_alone = 0.0
    lived.hours_awake_daytime = 0.0
    lived.hours_engaged_daytime = 0.0
    r.incidents_this_shift = 0


def level_lived(lived):
    """Turn the sums of a resident's shift into means over the hours present."""
    lived.arousal = mean_so_far(total=lived.arousal, hours=lived.hours_present)
    lived.distress = mean_so_far(total=lived.distress, hours=lived.hours_present)
    lived.felt_safety = mean_so_far(total=lived.felt_safety, hours=lived.hours_present)
    lived.loneliness = mean_so_far(total=lived.loneliness, hours=lived.hours_present)
    lived.wellbeing = mean_so_far(total=lived.wellbeing, hours=lived.hours_present)


def close_lived(W, t, i):
    """End a resident's row of a shift and write it."""
    p, w, r, lived = W.p[0], W.w[0], W.residents[i], W.lived[i]
    if not w.is_open or not (lived.hours_present > 0.0 or lived.incidents > 0):
        return
    if lived.hours_present > 0.0:
        level_lived(lived)
    else:  # gone in the first tick of the shift, by absconding
        lived.arousal, lived.distress, lived.felt_safety = r.arousal, r.distress, r.felt_safety
        lived.loneliness, lived.wellbeing = r.loneliness, wellbeing_of(W, r)
    lived.day = w.shift_day
    lived.shift = w.shift
    lived.at_hour = w.shift_start * p.tick_hours
    lived.hours_since_admission = max(w.shift_start * p.tick_hours - r.admitted_hour, 0.0)
    if p.keep_resident_shifts > 0.0:
        if w.n_resident_shifts >= len(W.resident_shifts):
            w.overflow = 1
        else:
            W.resident_shifts[w.n_resident_shifts] = lived
            w.n_resident_shifts += 1


def flush_time_use(W, t, i):
    """Write what a resident did since midnight."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    for a in range(N_ACTIVITIES):
        if w.is_open and p.keep_time_use > 0.0 and W.time_now[i, a] > 0.0:
            if w.n_time_use >= len(W.time_use):
                w.overflow = 1
                return
            row = W.time_use[w.n_time_use]
            row.day = t // int(p.ticks_a_day)
            row.resident = r.number
            row.activity = a
            row.hours = W.time_now[i, a]
            w.n_time_use += 1
        W.time_now[i, a] = 0.0


def clear_staff_row(W, j):
    """Begin the row of a shift worked."""
    row = W.staff_lived[j]
    row.hours_on_duty = 0.0
    row.contact_hours = 0.0
    row.handover = 0.0
    row.observation = 0.0
    row.medication = 0.0
    row.meals = 0.0
    row.leading_activity = 0.0
    row.escort = 0.0
    row.one_to_one = 0.0
    row.floor = 0.0
    row.incident = 0.0
    row.containment = 0.0
    row.admission_discharge = 0.0
    row.paperwork = 0.0
    row.rest_break = 0.0


def close_staff_row(W, j, day, shift, start):
    """Write a shift worked, with its hours within the window."""
    p, w, st, row = W.p[0], W.w[0], W.staff[j], W.staff_lived[j]
    if not w.is_open or not row.hours_on_duty > 0.0:
        return
    row.day = day
    row.shift = shift
    row.at_hour = start * p.tick_hours
    row.staff = st.post
    row.role = st.role
    row.is_registered = st.is_registered
    row.is_bank = st.is_bank
    row.burnout = st.burnout
    if w.n_staff_shifts >= len(W.staff_shifts):
        w.overflow = 1
        return
    W.staff_shifts[w.n_staff_shifts] = row
    w.n_staff_shifts += 1


def clear_shift(row):
    """Set every count and sum of a shift to nothing."""
    row.shift_hours = 0.0
    row.resident_hours = 0.0
    row.admissions, row.discharges, row.absconded, row.returned = 0, 0, 0, 0
    row.rostered_registered, row.rostered_unregistered, row.sick = 0, 0, 0
    row.registered_on_duty, row.unregistered_on_duty, row.bank_on_duty = 0, 0, 0
    row.care_hours = 0.0
    row.conflict, row.conflict_recorded, row.containment, row.containment_recorded = 0, 0, 0, 0
    row.verbal_aggression, row.object_aggression, row.physical_aggression, row.self_harm = 0, 0, 0, 0
    row.absconding, row.medication_refusal, row.substance_use, row.rule_breaking = 0, 0, 0, 0
    row.verbal_aggression_recorded, row.object_aggression_recorded = 0, 0
    row.physical_aggression_recorded, row.self_harm_recorded, row.absconding_recorded = 0, 0, 0
    row.medication_refusal_recorded, row.substance_use_recorded, row.rule_breaking_recorded = 0, 0, 0
    row.talk_down, row.prn_medication, row.time_out, row.intermittent_observation = 0, 0, 0, 0
    row.constant_observation, row.show_of_force, row.manual_restraint = 0, 0, 0
    row.mechanical_restraint, row.seclusion, row.rapid_tranquillisation = 0, 0, 0
    row.talk_down_recorded, row.prn_medication_recorded, row.time_out_recorded = 0, 0, 0
    row.intermittent_observation_recorded, row.constant_observation_recorded = 0, 0
    row.show_of_force_recorded, row.manual_restraint_recorded = 0, 0
    row.mechanical_restraint_recorded, row.seclusion_recorded = 0, 0
    row.rapid_tranquillisation_recorded = 0
    row.slots_planned, row.slots_held = 0, 0
    row.mean_arousal, row.mean_wellbeing, row.mean_distress = 0.0, 0.0, 0.0
    row.mean_felt_safety, row.mean_loneliness, row.mean_burnout = 0.0, 0.0, 0.0
    row.organised_hours, row.staff_contact_hours = 0.0, 0.0
    row.awake_daytime_hours, row.engaged_daytime_hours, row.organised_daytime_hours = 0.0, 0.0, 0.0
    row.restraint_hours, row.mechanical_restraint_hours, row.seclusion_hours = 0.0, 0.0, 0.0
    row.nursing_contact_hours, row.nursing_hours, row.staff_load = 0.0, 0.0, 0.0
    row.daytime_snapshots, row.snapshots_without_contact = 0, 0
    row.is_staff_short = False


def count_incident(row, kind, is_recorded):
    """Count an incident of a shift under its kind."""
    row.conflict += 1
    if kind == 0:
        row.verbal_aggression += 1
        row.verbal_aggression_recorded += is_recorded
    elif kind == 1:
        row.object_aggression += 1
        row.object_aggression_recorded += is_recorded
    elif kind == 2:
        row.physical_aggression += 1
        row.physical_aggression_recorded += is_recorded
    elif kind == 3:
        row.self_harm += 1
        row.self_harm_recorded += is_recorded
    elif kind == 4:
        row.absconding += 1
        row.absconding_recorded += is_recorded
    elif kind == 5:
        row.medication_refusal += 1
        row.medication_refusal_recorded += is_recorded
    elif kind == 6:
        row.substance_use += 1
        row.substance_use_recorded += is_recorded
    else:
        row.rule_breaking += 1
        row.rule_breaking_recorded += is_recorded
    row.conflict_recorded += is_recorded


def count_response(row, kind, is_recorded):
    """Count a response of a shift under its kind; talking somebody down is not containment."""
    if kind == 0:
        row.talk_down += 1
        row.talk_down_recorded += is_recorded
        return
    row.containment += 1
    row.containment_recorded += is_recorded
    if kind == 1:
        row.prn_medication += 1
        row.prn_medication_recorded += is_recorded
    elif kind == 2:
        row.time_out += 1
        row.time_out_recorded += is_recorded
    elif kind == 3:
        row.intermittent_observation += 1
        row.intermittent_observation_recorded += is_recorded
    elif kind == 4:
        row.constant_observation += 1
        row.constant_observation_recorded += is_recorded
    elif kind == 5:
        row.show_of_force += 1
        row.show_of_force_recorded += is_recorded
    elif kind == 6:
        row.manual_restraint += 1
        row.manual_restraint_recorded += is_recorded
    elif kind == 7:
        row.mechanical_restraint += 1
        row.mechanical_restraint_recorded += is_recorded
    elif kind == 8:
        row.seclusion += 1
        row.seclusion_recorded += is_recorded
    else:
        row.rapid_tranquillisation += 1
        row.rapid_tranquillisation_recorded += is_recorded


def close_shift(W, t):
    """Turn the sums of a shift into means and begin the next row."""
    p, w = W.p[0], W.w[0]
    for i in range(len(W.residents)):
        if W.residents[i].is_here:
            close_lived(W, t, i)
    row = W.shifts[w.shift_row]
    if not w.is_open or not row.shift_hours > 0.0:
        return
    row.mean_arousal = mean_so_far(total=row.mean_arousal, hours=row.resident_hours)
    row.mean_wellbeing = mean_so_far(total=row.mean_wellbeing, hours=row.resident_hours)
    row.mean_distress = mean_so_far(total=row.mean_distress, hours=row.resident_hours)
    row.mean_felt_safety = mean_so_far(total=row.mean_felt_safety, hours=row.resident_hours)
    row.mean_loneliness = mean_so_far(total=row.mean_loneliness, hours=row.resident_hours)
    row.mean_burnout = mean_so_far(total=row.mean_burnout, hours=row.nursing_hours)
    row.staff_load = mean_so_far(total=row.staff_load, hours=row.shift_hours)
    row.is_staff_short = is_short(minutes=1.0, needs=row.staff_load, threshold=p.short_staffed_load)
    row.no_staff_contact_share = mean_so_far(
        total=float(row.snapshots_without_contact), hours=float(row.daytime_snapshots)
    )
    if w.shift_row + 1 < len(W.shifts):
        w.shift_row += 1
    else:
        w.overflow = 1


def label_shift(W):
    """Write what a shift starts with: when, and who is there."""
    p, w = W.p[0], W.w[0]
    row = W.shifts[w.shift_row]
    row.day = w.shift_day
    row.shift = w.shift
    row.at_hour = w.shift_start * p.tick_hours
    row.beds = int(p.beds)
    row.census = 0
    row.on_leave = 0
    row.detained = 0
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.is_here and not r.is_absconded:
            row.census += 1
            row.on_leave += r.is_on_leave
            row.detained += r.is_detained


def record_tick(W, t, g):
    """Add what was lived in this tick to all rows under way."""
    p, w = W.p[0], W.w[0]
    shift = W.shifts[w.shift_row]
    hour = W.hours[w.hour_row]
    shift.shift_hours += p.tick_hours
    shift.staff_load += w.load * p.tick_hours
    census = 0
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here:
            continue
        if r.is_present:
            census += 1
            record_resident(W, t, g, i, shift)
        elif not r.is_absconded:
            W.time_now[i, LEAVE] += p.tick_hours
    hour.census = census
    record_staff(W, t, g, shift, hour)
    if g.is_hour_end and w.hour_row + 1 < len(W.hours) and w.is_open:
        close_hour(W, t, g)


def record_resident(W, t, g, i, shift):
    """Add one resident's tick."""
    p, w, r, lived = W.p[0], W.w[0], W.residents[i], W.lived[i]
    dt = p.tick_hours
    well = wellbeing_of(W, r)
    r.wellbeing = well
    lived.hours_present += dt
    lived.arousal += r.arousal * dt
    lived.distress += r.distress * dt
    lived.felt_safety += r.felt_safety * dt
    lived.loneliness += r.loneliness * dt
    lived.wellbeing += well * dt
    shift.resident_hours += dt
    shift.mean_arousal += r.arousal * dt
    shift.mean_wellbeing += well * dt
    shift.mean_distress += r.distress * dt
    shift.mean_felt_safety += r.felt_safety * dt
    shift.mean_loneliness += r.loneliness * dt
    W.hours[w.hour_row].mean_arousal += r.arousal * dt
    w.hour_resident_hours += dt
    stay = W.stays[r.stay_row]
    if w.is_open:
        stay.mean_wellbeing += well * dt
        stay.hours_in_window += dt
    organised, staff, company, alone = 0.0, 0.0, 0.0, 0.0
    if r.is_asleep:
        lived.hours_asleep += dt
        W.time_now[i, SLEEP] += dt
    else:
        organised = organised_share(W, r)
        rest = 1.0 - organised
        staff = rest * r.staff_share
        company = (rest - staff) * r.contact_share
        alone = rest - staff - company
        note_activity(W, i)
    r.alone_share = alone
    lived.hours_organised += organised * dt
    lived.hours_with_staff += staff * dt
    lived.hours_with_residents += company * dt
    lived.hours_alone += alone * dt
    shift.organised_hours += organised * dt
    shift.staff_contact_hours += staff * dt
    if g.is_daytime and not r.is_asleep:
        engaged = organised + staff + company
        lived.hours_awake_daytime += dt
        lived.hours_engaged_daytime += engaged * dt
        shift.awake_daytime_hours += dt
        shift.engaged_daytime_hours += engaged * dt
        shift.organised_daytime_hours += organised * dt
    if r.hold >= 0:
        record_hold(W, r, shift, stay)


def organised_share(W, r):
    """Share of the tick spent in organised activity."""
    share = 0.0
    if r.slot >= 0 and W.slots[r.slot].is_organised:
        share += r.slot_share
    if r.old_slot >= 0 and W.slots[r.old_slot].is_organised:
        share += r.old_share
    return share


def note_activity(W, i):
    """Add a waking tick to what a resident did today."""
    p, r = W.p[0], W.residents[i]
    rest = 1.0
    if r.slot >= 0:
        W.time_now[i, W.slots[r.slot].activity] += r.slot_share * p.tick_hours
        rest -= r.slot_share
    if r.old_slot >= 0:
        W.time_now[i, W.slots[r.old_slot].activity] += r.old_share * p.tick_hours
        rest -= r.old_share
    own = SECLUSION_ACTIVITY if r.hold == SECLUSION else (FREE_TIME if r.slot >= 0 else r.activity)
    W.time_now[i, own] += rest * p.tick_hours


def record_hold(W, r, shift, stay):
    """Add a tick of seclusion, mechanical restraint or time out."""
    p = W.p[0]
    dt = p.tick_hours
    if r.hold == SECLUSION:
        shift.seclusion_hours += dt
        stay.seclusion_hours += dt
    elif r.hold != TIME_OUT:
        shift.mechanical_restraint_hours += dt
        shift.restraint_hours += dt
        stay.restraint_hours += dt
    if r.hold_response >= 0:
        row = W.responses[r.hold_response]
        row.hours += dt


def record_staff(W, t, g, shift, hour):
    """Add the tick of everybody on duty."""
    p, w = W.p[0], W.w[0]
    with_a_resident = False
    for k in range(w.n_on_duty):
        j = W.on_duty[k]
        st, row = W.staff[j], W.staff_lived[j]
        row.hours_on_duty += p.tick_hours
        led = hours(minutes=st.lead_minutes + st.talk_minutes)
        contact = min(led + st.contact_share * p.tick_hours, p.tick_hours)  # at most the tick
        row.contact_hours += contact
        W.minutes_available[st.role] += p.tick_minutes
        if st.is_nursing:
            shift.nursing_hours += p.tick_hours
            shift.care_hours += p.tick_hours
            shift.nursing_contact_hours += contact
            shift.mean_burnout += st.burnout * p.tick_hours
            with_a_resident = with_a_resident or st.is_in_contact or st.lead_minutes > 0.0
    if g.is_snapshot:
        shift.daytime_snapshots += 1
        shift.snapshots_without_contact += not with_a_resident


def open_hour(W, t, g):
    """Begin the row of an hour."""
    p, w = W.p[0], W.w[0]
    row = W.hours[w.hour_row]
    row.day = t // int(p.ticks_a_day)
    row.hour = g.hour_of_day
    row.at_hour = t * p.tick_hours
    row.census = 0
    row.mean_arousal = 0.0
    row.conflict = 0
    row.containment = 0
    W.w[0].hour_resident_hours = 0.0
    for k in range(N_ROLES):
        W.minutes_needed[k] = 0.0
        W.minutes_available[k] = 0.0


def close_hour(W, t, g):
    """End the row of an hour."""
    w = W.w[0]
    row = W.hours[w.hour_row]
    n, a = W.minutes_needed, W.minutes_available
    row.registered_nurse_minutes_needed, row.registered_nurse_minutes_available = n[0], a[0]
    row.healthcare_assistant_minutes_needed, row.healthcare_assistant_minutes_available = n[1], a[1]
    row.occupational_therapist_minutes_needed, row.occupational_therapist_minutes_available = n[2], a[2]
    row.psychologist_minutes_needed, row.psychologist_minutes_available = n[3], a[3]
    row.doctor_minutes_needed, row.doctor_minutes_available = n[4], a[4]
    row.activity_worker_minutes_needed, row.activity_worker_minutes_available = n[5], a[5]
    row.peer_worker_minutes_needed, row.peer_worker_minutes_available = n[6], a[6]
    row.mean_arousal = mean_so_far(total=row.mean_arousal, hours=w.hour_resident_hours)
    w.hour_row += 1


def write_ties(W, t):
    """Write the ties of all who are here, once a week."""
    p = W.p[0]
    day = t // int(p.ticks_a_day)
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here:
            continue
        for k in range(len(W.residents)):
            if k != i and W.residents[k].is_here and W.ties[i, k] != 0.0:
                add_tie(W, day, r.number, W.residents[k].number, TIE_RESIDENT, W.ties[i, k])
        for j in range(W.trust.shape[1]):
            if not W.staff[j].is_bank:
                add_tie(W, day, r.number, W.staff[j].post, TIE_STAFF, W.trust[i, j])


def add_tie(W, day, source, target, kind, value):
    """Write one tie."""
    w = W.w[0]
    if w.n_ties >= len(W.ties_out):
        w.overflow = 1
        return
    row = W.ties_out[w.n_ties]
    row.day = day
    row["from"] = source
    row["to"] = target
    row.kind = kind
    row.value = value
    w.n_ties += 1
