"""The edges of slots: residents under way, and what the day told them (phases 2 and 3 of a tick)."""

from milieusim.rules.staffing import share_of
from milieusim.rules.timetable import (
    minutes_to_see_over,
    minutes_to_tell,
    moving_now,
    next_predictability,
    noise_of_moving,
    told_beforehand,
)
from milieusim.vocabulary import SlotFate, Task
from milieusim.ward.acts import act


def set_out(ward, resident):
    """Be under way from one thing to the next; who ends one and begins another in a tick goes once."""
    if resident.moving < 1.0:
        resident.moving = 1.0
        ward.now.n_moving += 1


def count_moving(ward):
    """Work out how much coming and going there is in this tick."""
    moving, present = 0.0, 0.0
    for resident in ward.beds:
        if resident.is_here and resident.is_present:
            present += 1.0
            moving += moving_now(ward.p, moving=resident.moving)
    ward.now.transition = noise_of_moving(ward.p, moving=moving, present=present)


def ask_for_transitions(ward):
    """Ask for the minutes that it takes to tell and see people over, and note the coming and going."""
    count_moving(ward)
    ward.need[Task.PROMPTS] += minutes_to_see_over(ward.p, n_moving=float(ward.now.n_moving))
    ward.need[Task.PROMPTS] += minutes_to_tell(ward.p, n_told=float(ward.now.n_told))
    ward.now.n_moving = 0
    ward.now.n_told = 0


def tell_the_day(ward):
    """Work out how well those on duty can tell what comes next."""
    nursing, permanent = 0.0, 0.0
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        if staff.is_nursing:
            nursing += 1.0
            permanent += 0.0 if staff.is_bank else 1.0
    ward.now.told_now = told_beforehand(ward.p, permanent_share=share_of(part=permanent, whole=nursing))


def see_what_comes(ward, slot):
    """Let everybody awake see that what they were told begins, or does not."""
    if slot.is_told:
        for resident in ward.beds:
            if resident.is_here and resident.is_present and not resident.is_asleep:
                know_the_day(ward, resident, slot)
                ward.now.n_told += 1


@act
def know_the_day(ward, resident, slot):
    """Know the better what comes next if what was told begins, the less if it does not."""
    resident.predictability = next_predictability(
        ward.p,
        predictability=resident.predictability,
        told=ward.now.told_now,
        told_more=slot.told_more,
        is_kept=slot.fate == SlotFate.HELD,
    )
