"""The ward as shifts change: who is rostered, who is sick, who covers (phase 1 of a tick)."""

from milieusim.engines.agents.ward_draws import OF_STAFF, draws_ahead
from milieusim.engines.agents.ward_parts import Row
from milieusim.rules.basics.keyed_draws import Decision, uniform

SICK, BANK_LINE, BANK_COVER = int(Decision.SICK), int(Decision.BANK_LINE), int(Decision.BANK_COVER)


def is_second_half(shift_day, number):
    """Return whether the second holder of a post works this day: they take turns by half weeks."""
    week, day = shift_day // 7, shift_day % 7
    return (week + (1 if day >= 4 else 0) + number) % 2 == 1


class Shifts:
    """Shifts and who works them."""

    def change_shifts(self):
        """End the duty of those who go, begin that of those who come."""
        now = self.now
        if not now.is_shift_start and self.shift is not None:
            self.send_home()
            return
        if self.shift is not None:
            self.close_shift()
        self.send_home()
        self.shift = now.shift
        self.shift_start = self.tick - now.shift_elapsed
        self.shift_day = self.shift_start // self.ticks_a_day
        self.shift_row = self.label_shift(Row("shifts"))
        for line in self.lines:
            if line.shift == now.shift:
                self.fill_line(line)
        self.list_on_duty()
        self.look_ahead_for_staff()
        for resident in self.residents:
            resident.begin_shift()

    def send_home(self):
        """Let go all whose shift is over."""
        over = [staff for staff in self.on_duty if self.tick >= staff.until]
        for staff in over:
            staff.go_home()
        if over:
            self.list_on_duty()

    def list_on_duty(self):
        """List who is on duty, in the order of posts."""
        self.on_duty = [staff for staff in self.staff if staff.is_on_duty]
        self.n_nursing = sum(staff.is_nursing for staff in self.on_duty)

    def look_ahead_for_staff(self):
        """Work out what those who begin their shift will draw in it."""
        new = [staff for staff in self.on_duty if staff.shift_start == self.shift_start]
        if new:
            n_ticks = self.shift_start + self.now.duty_ticks - self.tick
            ahead = draws_ahead(self.key, self.tick, n_ticks, OF_STAFF, [staff.person for staff in new])
            for staff, rows in zip(new, ahead):
                staff.look_ahead(rows)

    def fill_line(self, line):
        """Find who works one line of the rota today."""
        shift = self.shift_row
        weekend = self.shift_day % 7 >= 5
        if not (line.weekend if weekend else line.weekday):
            return
        if line.is_nursing:
            if line.is_registered:
                shift.rostered_registered += 1
            else:
                shift.rostered_unregistered += 1
        staff = self.who_works(line)
        if staff is None:
            return
        staff.start_duty()
        if line.is_nursing:
            self.count_on_duty(staff)

    def count_on_duty(self, staff):
        """Count a nurse in the row of the shift."""
        shift = self.shift_row
        shift.bank_on_duty += staff.is_bank
        if staff.is_registered:
            shift.registered_on_duty += 1
        else:
            shift.unregistered_on_duty += 1

    def who_works(self, line):
        """Return who works a line today: its holder, somebody from the bank, or None."""
        p, shift, start = self.p, self.shift_row, self.shift_start
        own = self.staff[line.first_seat + is_second_half(self.shift_day, line.number)]
        if line.is_nursing and uniform(self.key, start, BANK_LINE, own.person, 0) < p.bank_share:
            shift.sick += 1
            return self.staff[line.first_seat + 2]
        if uniform(self.key, start, SICK, own.person, 0) >= own.sickness():
            return own
        if line.is_nursing:
            shift.sick += 1
            if uniform(self.key, start, BANK_COVER, own.person, 0) < p.bank_fill:
                return self.staff[line.first_seat + 2]
        return None

    def recount_rota(self):
        """Count who is on duty in the shift under way at hour 0, when its row begins anew."""
        before, row = self.shift_row, self.label_shift(Row("shifts"))
        self.shift_row = row
        row.rostered_registered = before.rostered_registered
        row.rostered_unregistered = before.rostered_unregistered
        row.sick = before.sick
        for staff in self.on_duty:
            if staff.is_nursing and staff.shift_start == self.shift_start:
                self.count_on_duty(staff)

    def mean_deescalation(self):
        """Return the mean de-escalation skill of nursing staff on duty."""
        total, number = 0.0, 0.0
        for staff in self.on_duty:
            if staff.is_nursing:
                total += staff.deescalation
                number += 1.0
        return total / number if number > 0.0 else 0.0
