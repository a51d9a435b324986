"""Shifts change: who is rostered, who is sick, who covers (phase 1 of a tick)."""

from milieusim.rules.basics.keyed_draws import STAFF_OFFSET, Decision, uniform
from milieusim.rules.response import risk_sign_probability, rolled_risk_signs
from milieusim.rules.staffing import deescalation, sickness_probability, skill, warmth
from milieusim.rules.ties import first_trust
from milieusim.ward.codes import NOBODY
from milieusim.ward.counts import (
    clear_shift,
    clear_staff_row,
    close_shift,
    close_staff_row,
    label_shift,
    open_lived,
)

SKILL, SICK = int(Decision.SKILL), int(Decision.SICK)
BANK_LINE, BANK_COVER = int(Decision.BANK_LINE), int(Decision.BANK_COVER)
RISK_RATING = int(Decision.RISK_RATING)
RISK_SIGNS = 7


def hire(W):
    """Give every post its person at the start of a run."""
    p = W.p[0]
    for j in range(len(W.staff)):
        st = W.staff[j]
        st.skill = skill(
            mean=p.skill_mean,
            spread=p.skill_spread,
            u=uniform(W.key[0], 0, SKILL, STAFF_OFFSET + st.post, 0),
            is_bank=st.is_bank,
            bank_offset=p.bank_skill_offset,
        )
        st.burnout = p.usual_burnout
        st.leading = NOBODY
        st.is_on_duty = False


def change_shifts(W, t, g):
    """End the duty of those who go, begin that of those who come."""
    p, w = W.p[0], W.w[0]
    if not g.is_shift_start and w.shift >= 0:
        send_home(W, t)
        return
    if w.shift >= 0:
        close_shift(W, t)
    send_home(W, t)
    w.shift = g.shift
    w.shift_start = t - g.shift_elapsed
    w.shift_day = w.shift_start // int(p.ticks_a_day)
    clear_shift(W.shifts[w.shift_row])
    label_shift(W)
    for k in range(len(W.lines)):
        if W.lines[k].shift == g.shift:
            fill_line(W, t, g, k)
    w.rostered_registered = W.shifts[w.shift_row].rostered_registered
    w.rostered_unregistered = W.shifts[w.shift_row].rostered_unregistered
    w.sick = W.shifts[w.shift_row].sick
    list_on_duty(W)
    begin_shift_for_residents(W)


def send_home(W, t):
    """Let go all whose shift is over."""
    w = W.w[0]
    gone = False
    for k in range(w.n_on_duty):
        j = W.on_duty[k]
        st = W.staff[j]
        if t >= st.until:
            close_staff_row(W, j, st.shift_day, st.shift, st.shift_start)
            st.is_on_duty = False
            st.leading = NOBODY
            gone = True
    if gone:
        list_on_duty(W)


def list_on_duty(W):
    """List who is on duty, in the order of posts."""
    w = W.w[0]
    w.n_on_duty = 0
    w.n_nursing = 0
    for j in range(len(W.staff)):
        if W.staff[j].is_on_duty:
            W.on_duty[w.n_on_duty] = j
            w.n_on_duty += 1
            if W.staff[j].is_nursing:
                w.n_nursing += 1


def is_second_half(shift_day, number):
    """Return whether the second holder of a post works this day: they take turns by half weeks."""
    week, day = shift_day // 7, shift_day % 7
    return (week + (1 if day >= 4 else 0) + number) % 2 == 1


def fill_line(W, t, g, k):
    """Find who works one line of the rota today."""
    w, line = W.w[0], W.lines[k]
    weekend = w.shift_day % 7 >= 5
    if not (line.weekend if weekend else line.weekday):
        return
    shift = W.shifts[w.shift_row]
    if line.is_nursing:
        if line.is_registered:
            shift.rostered_registered += 1
        else:
            shift.rostered_unregistered += 1
    own = line.first_seat + (1 if is_second_half(w.shift_day, line.number) else 0)
    bank = line.first_seat + 2
    j = who_works(W, shift, line, own, bank)
    if j == NOBODY:
        return
    start_duty(W, t, g, j)
    if line.is_nursing:
        if line.is_registered:
            shift.registered_on_duty += 1
        else:
            shift.unregistered_on_duty += 1


def who_works(W, shift, line, own, bank):
    """Return the post that works: the holder, the bank, or NOBODY."""
    p, w = W.p[0], W.w[0]
    start, person = w.shift_start, STAFF_OFFSET + W.staff[own].post
    if line.is_nursing and uniform(W.key[0], start, BANK_LINE, person, 0) < p.bank_share:
        shift.sick += 1
        shift.bank_on_duty += 1
        return bank
    sick = sickness_probability(
        sickness=p.sickness,
        burnout=W.staff[own].burnout,
        usual_burnout=p.usual_burnout,
        w_burnout=p.sickness_w_burnout,
    )
    if uniform(W.key[0], start, SICK, person, 0) >= sick:
        return own
    if line.is_nursing:
        shift.sick += 1
        if uniform(W.key[0], start, BANK_COVER, person, 0) < p.bank_fill:
            shift.bank_on_duty += 1
            return bank
    return NOBODY


def start_duty(W, t, g, j):
    """Begin somebody's shift; bank staff are somebody new each time and know nobody."""
    p, w, st = W.p[0], W.w[0], W.staff[j]
    if st.is_bank:
        st.skill = skill(
            mean=p.skill_mean,
            spread=p.skill_spread,
            u=uniform(W.key[0], w.shift_start, SKILL, STAFF_OFFSET + st.post, 0),
            is_bank=True,
            bank_offset=p.bank_skill_offset,
        )
        st.burnout = p.usual_burnout
        start = first_trust(know_each_other=0.0, gain=p.trust_know_gain, start=p.trust_at_first)
        for i in range(len(W.residents)):
            W.trust[i, j] = start
    st.is_on_duty = True
    st.until = w.shift_start + g.duty_ticks
    st.shift = w.shift
    st.shift_day = w.shift_day
    st.shift_start = w.shift_start
    st.leading = NOBODY
    st.fatigue = 0.0
    set_warmth(W, st)
    st.deescalation = deescalation(
        skill=st.skill,
        burnout=st.burnout,
        talk_down=p.talk_down,
        w_burnout=p.warmth_w_burnout,
        w_talk_down=p.deescalation_w_talk_down,
    )
    clear_staff_row(W, j)


def set_warmth(W, st):
    """Let skill, burnout and the hours worked show in contact."""
    p = W.p[0]
    st.warmth = warmth(
        skill=st.skill,
        burnout=st.burnout,
        fatigue=st.fatigue,
        positive_words=p.positive_words,
        w_burnout=p.warmth_w_burnout,
        w_fatigue=p.warmth_w_fatigue,
        w_positive=p.warmth_w_positive,
    )


def begin_shift_for_residents(W):
    """Rate each resident's risk and begin the rows of the shift."""
    p, w = W.p[0], W.w[0]
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here:
            continue
        chance_of_sign = risk_sign_probability(
            arousal=r.arousal,
            distress=r.distress,
            recent_incidents=min(float(r.incidents_this_shift), 1.0),
            error=p.risk_rating_error,
            w_arousal=p.risk_w_arousal,
            w_distress=p.risk_w_distress,
            w_recent=p.risk_w_recent,
        )
        r.risk_score = 0
        for sign in range(RISK_SIGNS):
            r.risk_score += rolled_risk_signs(
                probability=chance_of_sign, u=uniform(W.key[0], w.shift_start, RISK_RATING, r.number, sign)
            )
        r.is_in_early_help = p.risk_assessment > 0.0 and r.risk_score >= int(p.risk_cutoff)
        open_lived(W, i)
