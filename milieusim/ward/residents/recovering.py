"""How slow states follow an hour: safety, loneliness, having a say, knowing what comes next; distress and coping."""

from milieusim.rules.demands import say_missed
from milieusim.rules.staffing import planned_share, share_of
from milieusim.rules.timetable import predictability_between
from milieusim.rules.wellbeing import (
    distress_drawn_to,
    laid_out,
    lasting_distress,
    milieu_quality,
    next_acute,
    next_autonomy,
    next_coping,
    next_distress,
    next_felt_safety,
    next_loneliness,
    next_self_care,
    next_structure_lived,
    recovery_per_hour,
    structure_gap,
    structure_wanted,
    whole_distress,
)
from milieusim.ward.acts import act
from milieusim.ward.lived import certainty_of, note_daily_care


@act
def settle_states(ward, resident, staff, contact):
    """Let felt safety, loneliness, autonomy and predictability follow the hour."""
    p, awake = ward.p, resident.awake_hour
    if awake > 0.0:
        structured = laid_out(p, in_slots=share_of(part=resident.structured_hour, whole=awake))
        resident.structure_lived = next_structure_lived(p, lived=resident.structure_lived, share=structured)
        expected = laid_out(p, in_slots=share_of(part=resident.expected_hour, whole=awake))
        not_free = share_of(part=resident.expected_hour + resident.held_hour, whole=awake)
        resident.felt_safety = next_felt_safety(
            p,
            felt_safety=resident.felt_safety,
            crowding=share_of(part=resident.crowded_hour, whole=awake),
            staff_present=ward.now.present_hour,
            trust=resident.trust_now,
        )
        resident.loneliness = next_loneliness(
            p,
            loneliness=resident.loneliness,
            bonds=resident.bonds,
            contact_share=contact,
            staff_share=staff,
        )
        resident.autonomy = next_autonomy(
            p,
            autonomy=resident.autonomy,
            choice_share=1.0 - laid_out(p, in_slots=not_free),
            expected_share=expected,
            demanded=share_of(part=resident.demanded_hour, whole=awake),
        )
    resident.predictability = predictability_between(p, predictability=resident.predictability)


def drawn_to(ward, resident):
    """Return where a resident's lasting distress goes."""
    p = ward.p
    return distress_drawn_to(
        p,
        floor=resident.distress_floor,
        predictability=certainty_of(ward, resident),
        say_missed=say_missed(p, autonomy=resident.autonomy, need_autonomy=resident.need_autonomy),
    )


@act
def milieu_of(ward, resident, staff, contact):
    """Return what the hour was worth as treatment, -1 to 1; an hour asleep neither helps nor hinders."""
    if not resident.awake_hour > 0.0:
        return 0.0
    wanted = structure_wanted(ward.p, need_structure=resident.need_structure)
    return milieu_quality(
        ward.p,
        staff_share=staff,
        contact_share=contact,
        therapy_share=share_of(part=resident.organised_hour, whole=resident.awake_hour),
        felt_safety=resident.felt_safety,
        predictability=certainty_of(ward, resident),
        autonomy=resident.autonomy,
        need_autonomy=resident.need_autonomy,
        fit=share_of(part=resident.fit_hour, whole=resident.organised_hour),
        structure_gap=structure_gap(lived=resident.structure_lived, wanted=wanted),
    )


@act
def heal(ward, resident, staff, contact):
    """Let distress, coping and self-care follow the hour."""
    p = ward.p
    resident.milieu = milieu_of(ward, resident, staff, contact)
    speed = recovery_per_hour(
        p,
        pace=resident.pace,
        milieu=resident.milieu,
        medicated=resident.medicated,
    )
    speed = speed * planned_share(p, held=ward.now.held_up)
    floor = drawn_to(ward, resident)
    get_over(ward, resident, floor, speed, p.days_an_hour)
    resident.coping = next_coping(
        p,
        coping=resident.coping,
        therapy_hours=resident.therapy_hour,
        trust=resident.trust_now,
        days=p.days_an_hour,
    )
    resident.self_care = next_self_care(
        p,
        self_care=resident.self_care,
        skills_hours=resident.skills_hour,
        distress=resident.distress,
        predictability=certainty_of(ward, resident),
        days=p.days_an_hour,
    )
    note_daily_care(ward, resident)


@act
def get_over(ward, resident, floor, speed, days):
    """Let the acute part of distress pass, and what lasts recover."""
    lasting = lasting_distress(distress=resident.distress, acute=resident.acute)
    lasting = next_distress(distress=lasting, floor=floor, recovery_per_day=speed, days=days)
    resident.acute = next_acute(ward.p, acute=resident.acute, distress=resident.distress, days=days)
    resident.distress = whole_distress(lasting=lasting, acute=resident.acute)
