"""One run of a ward: what happens in a tick, in its order, and how the window of a run opens and closes."""

from milieusim.kinds import NOBODY
from milieusim.ward.conflict.incidents import have_incidents
from milieusim.ward.conflict.restrictions import end_restrictions
from milieusim.ward.counts import close_shift, open_hour, open_shift, this_shift
from milieusim.ward.day.not_held import note_not_planned
from milieusim.ward.day.prompting import prompt_those_due
from milieusim.ward.day.slots import close_short_slots, close_slots, run_slots
from milieusim.ward.lived import close_stay, open_lived, write_day
from milieusim.ward.network import write_ties
from milieusim.ward.residents.arrivals import fill_ward, take_referrals
from milieusim.ward.residents.asking import make_requests
from milieusim.ward.residents.company import choose_places, make_contacts
from milieusim.ward.residents.feeling import feel_all
from milieusim.ward.residents.hourly import live_tick, pass_day, pass_hour
from milieusim.ward.residents.leaving import come_and_go
from milieusim.ward.residents.sleeping import sleep_and_wake
from milieusim.ward.residents.whereabouts import let_fade
from milieusim.ward.seams import look_at, put
from milieusim.ward.staffing.duty import close_work
from milieusim.ward.staffing.shifts import change_shifts, hire
from milieusim.ward.staffing.tasks import share_out_tasks
from milieusim.ward.tick_rows import record_tick

SUNDAY = 6


def run_ward(ward, first_tick, end_tick):
    """Run a ward from `first_tick` (negative: warm-up) up to `end_tick`."""
    begin_run(ward, first_tick)
    while ward.now.tick < end_tick and not ward.now.overflow:
        begin_tick(ward)
        live(ward)
        ward.now.tick += 1
    if not ward.now.overflow:
        close_window(ward)


def begin_run(ward, first_tick):
    """Set everything to how a run begins, and fill the ward."""
    ward.now.tick = first_tick
    ward.now.shift = NOBODY
    look_at(ward, first_tick % len(ward.week))
    hire(ward)
    fill_ward(ward)


def begin_tick(ward):
    """Begin a tick: what was felt fades, the warm-up may be over, an hour may begin."""
    look_at(ward, ward.now.tick % len(ward.week))
    let_fade(ward)
    if ward.now.tick == 0:
        open_window(ward)
    if ward.moment.is_hour_start:
        open_hour(ward)


def live(ward):
    """One tick."""
    change_shifts(ward)
    run_slots(ward)
    share_out_tasks(ward)
    prompt_those_due(ward)
    choose_places(ward)
    make_contacts(ward)
    make_requests(ward)
    feel_all(ward)
    have_incidents(ward)
    end_restrictions(ward)
    live_tick(ward)
    if ward.moment.is_hour_end:
        pass_hour(ward)
    sleep_and_wake(ward)
    record_tick(ward)
    close_short_slots(ward)
    come_and_go(ward)
    take_referrals(ward)
    if ward.moment.is_day_end:
        end_day(ward)


def end_day(ward):
    """Midnight: time use is written, ties fade, and once a week they are written."""
    for resident in ward.beds:
        if resident.is_here:
            write_day(ward, resident)
    note_not_planned(ward)
    pass_day(ward)
    if ward.now.is_open and ward.moment.day_of_week == SUNDAY and ward.p.keep_ties > 0.0:
        write_ties(ward)


def open_window(ward):
    """Hour 0: the warm-up is over, and what was counted so far is forgotten."""
    ward.now.is_open = True
    if ward.now.shift != NOBODY:
        open_shift(ward)
    else:
        put(ward.shift_rows, ward.now.shift_row, ward.blank_shift)
    for resident in ward.beds:
        if resident.is_here:
            open_lived(ward, resident)
            resident.hold_row = NOBODY
            resident.observation_row = NOBODY
            for activity in range(len(resident.hours_today)):
                resident.hours_today[activity] = 0.0
    for staff in ward.staff:
        staff.stands_for = 1.0
        put(ward.work, staff.seat, ward.blank_work)
    if ward.now.shift != NOBODY:
        recount_rota(ward)


def recount_rota(ward):
    """Count who came to the shift under way at hour 0, gone again or not."""
    now, shift = ward.now, this_shift(ward)
    shift.rostered_registered = now.rostered_registered
    shift.rostered_unregistered = now.rostered_unregistered
    shift.sick = now.sick
    shift.registered_on_duty = now.registered_on_duty
    shift.unregistered_on_duty = now.unregistered_on_duty
    shift.bank_on_duty = now.bank_on_duty


def close_window(ward):
    """The end of a run: rows under way are closed as they are."""
    close_shift(ward)
    close_slots(ward)
    for k in range(ward.now.n_on_duty):
        close_work(ward, ward.staff[ward.seats_on_duty[k]])
    for resident in ward.beds:
        if resident.is_here:
            close_stay(ward, resident)
