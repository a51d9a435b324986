"""One run of the compiled engine: the sixteen phases of a tick in their order."""

from milieusim.ward.codes import NOBODY
from milieusim.ward.coming_and_going import come_and_go, fill_ward
from milieusim.ward.company import choose_places, make_contacts, make_requests
from milieusim.ward.counts import (
    clear_shift,
    clear_staff_row,
    close_shift,
    close_staff_row,
    close_stay,
    flush_time_use,
    label_shift,
    open_hour,
    open_lived,
    record_tick,
    write_ties,
)
from milieusim.ward.feeling import feel, sleep_and_wake
from milieusim.ward.hourly import live_tick, pass_day, pass_hour
from milieusim.ward.incidents import have_incidents
from milieusim.ward.responses import end_restrictions
from milieusim.ward.shifts import change_shifts, hire
from milieusim.ward.slots import close_short_slots, run_slots
from milieusim.ward.tasks import share_out_tasks


def run_ward(W, first_tick, end_tick):
    """Run a ward from `first_tick` (negative: warm-up) up to `end_tick`."""
    w = W.w[0]
    w.shift = NOBODY
    hire(W)
    fill_ward(W, first_tick)
    for t in range(first_tick, end_tick):
        g = W.grid[t % len(W.grid)]
        if t == 0:
            open_window(W, t)
        if g.is_hour_start:
            open_hour(W, t, g)
        step(W, t, g)
        if w.overflow > 0:
            return
    close_window(W, end_tick)


def step(W, t, g):
    """One tick."""
    change_shifts(W, t, g)
    run_slots(W, t, g)
    share_out_tasks(W, t, g)
    choose_places(W, t, g)
    make_contacts(W, t, g)
    make_requests(W, t, g)
    feel(W, t, g)
    have_incidents(W, t, g)
    end_restrictions(W, t, g)
    live_tick(W, t, g)
    if g.is_hour_end:
        pass_hour(W, t, g)
    sleep_and_wake(W, t, g)
    record_tick(W, t, g)
    close_short_slots(W, g)
    come_and_go(W, t, g)
    if g.is_day_end:
        end_day(W, t, g)


def end_day(W, t, g):
    """Midnight: time use is written, ties fade, and once a week they are written."""
    p, w = W.p[0], W.w[0]
    for i in range(len(W.residents)):
        if W.residents[i].is_here:
            flush_time_use(W, t, i)
    pass_day(W, t)
    if w.is_open and g.day_of_week == 6 and p.keep_ties > 0.0:
        write_ties(W, t)


def open_window(W, t):
    """Hour 0: the warm-up is over, and what was counted so far is forgotten."""
    w = W.w[0]
    w.is_open = True
    clear_shift(W.shifts[w.shift_row])
    if w.shift >= 0:
        label_shift(W)
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.is_here:
            open_lived(W, i)
            r.hold_response = NOBODY
            r.observation_response = NOBODY
        for a in range(W.time_now.shape[1]):
            W.time_now[i, a] = 0.0
    for j in range(len(W.staff)):
        clear_staff_row(W, j)
    recount_rota(W)


def recount_rota(W):
    """Count who is on duty in the shift under way at hour 0."""
    w = W.w[0]
    if w.shift < 0:
        return
    shift = W.shifts[w.shift_row]
    for k in range(w.n_on_duty):
        st = W.staff[W.on_duty[k]]
        if st.is_nursing and st.shift_start == w.shift_start:
            shift.bank_on_duty += st.is_bank
            if st.is_registered:
                shift.registered_on_duty += 1
            else:
                shift.unregistered_on_duty += 1
    shift.rostered_registered = w.rostered_registered
    shift.rostered_unregistered = w.rostered_unregistered
    shift.sick = w.sick


def close_window(W, end_tick):
    """The end of the run: rows under way are closed as they are."""
    w = W.w[0]
    t = end_tick - 1
    close_shift(W, t)
    for k in range(w.n_on_duty):
        j = W.on_duty[k]
        close_staff_row(W, j, W.staff[j].shift_day, W.staff[j].shift, W.staff[j].shift_start)
    for i in range(len(W.residents)):
        if W.residents[i].is_here:
            close_stay(W, i)
