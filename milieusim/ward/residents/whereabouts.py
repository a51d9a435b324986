"""Being on the ward and being off it, and what passes by itself in either place."""

from milieusim.kinds import NOBODY
from milieusim.rules.arousal import next_hunger
from milieusim.rules.attendance import next_boredom
from milieusim.rules.sleep import next_sleep_pressure
from milieusim.vocabulary import Activity, PlaceKind, UndoneReason
from milieusim.ward.acts import act
from milieusim.ward.day.missing import note_missed_group
from milieusim.ward.levels import fade_impulses
from milieusim.ward.residents.feeling import feel_arousal
from milieusim.ward.residents.going import place_of_kind

AWAY = UndoneReason.AWAY.value


@act
def come_in(ward, resident):
    """Be on the ward again."""
    resident.is_on_leave = False
    resident.is_absconded = False
    resident.is_present = True
    be_in_bedroom(ward, resident)
    resident.since_chance = 0.0


def be_in_bedroom(ward, resident):
    """Be in one's bedroom with nothing to do."""
    resident.place_index = place_of_kind(ward, PlaceKind.BEDROOM).index
    resident.activity = Activity.FREE_TIME
    resident.must_move = True


def forget_demand(resident):
    """Have nothing asked of one any more."""
    resident.demand = NOBODY
    resident.demand_slot = NOBODY
    resident.is_prompted = False
    resident.prompts = 0


def leave_behind(resident):
    """Have nothing of the place about one any more."""
    resident.noise = 0.0
    resident.crowding = 0.0
    resident.waiting = 0.0
    resident.conflict = 0.0


@act
def go_away(ward, resident):
    """Be off the ward, with nothing begun there left open: what one was to come to goes on without one."""
    resident.is_present = False
    resident.is_asleep = False
    resident.has_request = False
    resident.wait_hours = 0.0
    resident.slot_index = NOBODY
    note_missed_group(ward, resident, AWAY)
    forget_demand(resident)
    resident.hold = NOBODY
    resident.hold_row = NOBODY
    resident.partner_bed = NOBODY
    resident.contact_seat = NOBODY
    resident.contact_share = 0.0
    resident.staff_share = 0.0
    leave_behind(resident)
    resident.activity = Activity.LEAVE


def let_fade(ward):
    """Let what fades by itself fade as a tick begins, so that what falls in the tick is felt whole in it."""
    for resident in ward.beds:
        if resident.is_here:
            medicated = resident.medicated
            fade_impulses(ward.p, resident)
            if resident.is_on_leave:  # the doses of a leave are taken along
                resident.medicated = medicated


@act
def live_elsewhere(ward, resident):
    """Live a tick off the ward: nothing presses, nobody is bored, one eats when hungry and sleeps at night."""
    is_night = ward.moment.night >= 1.0
    resident.boredom = next_boredom(ward.p, boredom=resident.boredom, engaged_share=1.0)
    feel_arousal(ward, resident)
    resident.hunger = next_hunger(ward.p, hunger=resident.hunger, is_asleep=is_night)
    if resident.hunger >= 1.0:
        resident.hunger = 0.0
    resident.sleep_pressure = next_sleep_pressure(
        ward.p, sleep_pressure=resident.sleep_pressure, is_asleep=is_night
    )
