"""What residents found on the ward when a run begins have lived there before: slow states as their days left them."""

from milieusim.rules.demands import usual_medication
from milieusim.rules.ties import known_so_far, tie_so_far, trust_so_far
from milieusim.rules.timetable import told_beforehand
from milieusim.rules.wellbeing import (
    distress_so_far,
    lasting_distress,
    next_acute,
    next_coping,
    next_self_care,
    recovery_per_hour,
    usual_hours,
    whole_distress,
)
from milieusim.ward.lived import certainty_of, note_daily_care
from milieusim.ward.residents.knowing import liking_of, note_bonds, tie_both
from milieusim.ward.residents.recovering import drawn_to


def have_lived_here(ward, resident):
    """Be as somebody is who has been here for some days."""
    p, days = ward.p, resident.days_gone
    resident.medicated = usual_medication(p)
    resident.predictability = told_beforehand(p, permanent_share=1.0 - p.bank_share)
    resident.trust_now = trust_so_far(p, trust=resident.trust_now, days=days)
    for staff in ward.staff:
        ward.trust[resident.bed, staff.seat] = resident.trust_now
    resident.known = known_so_far(p, days=days)
    have_got_over(ward, resident, days)
    have_learnt(ward, resident, days)


def have_got_over(ward, resident, days):
    """Have recovered, at an ordinary milieu, and been hurt now and then."""
    p = ward.p
    lasting = distress_so_far(
        p,
        distress=lasting_distress(distress=resident.distress, acute=resident.acute),
        floor=drawn_to(ward, resident),
        recovery_per_day=recovery_per_hour(p, pace=resident.pace, milieu=0.0, medicated=resident.medicated),
        days=days,
    )
    resident.acute = next_acute(p, acute=resident.acute, distress=resident.distress, days=days)
    resident.distress = whole_distress(lasting=lasting, acute=resident.acute)


def have_learnt(ward, resident, days):
    """Have taken part in what the timetable offers."""
    p = ward.p
    resident.coping = next_coping(
        p,
        coping=resident.coping,
        therapy_hours=days * usual_hours(p, offered=p.therapy_hours_a_day),
        trust=resident.trust_now,
        days=days,
    )
    resident.self_care = next_self_care(
        p,
        self_care=resident.self_care,
        skills_hours=days * usual_hours(p, offered=p.skills_hours_a_day),
        distress=resident.distress,
        predictability=certainty_of(ward, resident),
        days=days,
    )
    note_daily_care(ward, resident)


def be_acquainted(ward):
    """Let all who are found here have got to know each other, as far as they have been here together."""
    found = 0.0
    for resident in ward.beds:
        found += resident.is_here
    for resident in ward.beds:
        for other in ward.beds:
            if resident.is_here and other.is_here and other.bed < resident.bed:
                tie_both(ward, resident, other, tie_before(ward, resident, other, found - 1.0))
    for resident in ward.beds:
        if resident.is_here:
            note_bonds(ward, resident)


def tie_before(ward, resident, other, others):
    """Return the tie of two who have been here together, among others."""
    days = min(resident.days_gone, other.days_gone)
    return tie_so_far(ward.p, liking=liking_of(ward, resident, other), others=others, days=days)
