"""What passes by itself, on the ward and off it: impulses fade, and hours away are lived somewhere."""

from milieusim.rules.arousal import next_hunger
from milieusim.rules.attendance import next_boredom
from milieusim.rules.sleep import next_sleep_pressure
from milieusim.ward.acts import act
from milieusim.ward.levels import fade_impulses
from milieusim.ward.residents.feeling import feel_arousal


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
