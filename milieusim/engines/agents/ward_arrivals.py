"""The ward's beds: who is found there, who is referred, who gets a bed (phase 15 of a tick)."""

from milieusim.rules.basics.keyed_draws import Decision, uniform

FIRST_REFERRAL = 1000  # numbers below belong to residents found on the ward when the run begins


class Arrivals:
    """Beds, referrals and admissions."""

    def fill_ward(self):
        """Put an equilibrium census on the ward: stays under way, length-biased."""
        p, hour = self.p, self.tick * self.p.tick_hours
        self.next_referral_hour = hour + self.referral_gap(FIRST_REFERRAL)
        for number in range(int(p.beds)):
            if uniform(self.key, 0, Decision.IS_HERE_AT_START, number, 0) < p.occupancy_at_start:
                self.admit(number, number, self.tick, hour, is_under_way=True)

    def referral_gap(self, number):
        """Return the hours from a referral to the next."""
        return self.rules.referral_gap_hours(
            u=uniform(self.key, 0, Decision.REFERRAL_GAP, number, 0),
            referrals_per_day=self.p.referrals_per_day,
        )

    def profile_at(self, u):
        """Return the profile that a draw falls on."""
        total = 0.0
        for profile in self.profiles:
            total += profile.weight
        at = 0.0
        for profile in self.profiles:
            at += profile.weight
            if u * total < at:
                return profile
        return self.profiles[-1]

    def admit(self, bed, number, tick, referred_hour, is_under_way):
        """Give a bed to the person of a referral."""
        resident = self.resident_class(self, number, bed)
        self.beds[bed] = resident
        resident.arrive(tick, referred_hour, is_under_way)
        self.list_residents()

    def free_bed_of(self, resident):
        """Take back the bed of a resident who has left."""
        self.beds[resident.bed] = None
        self.list_residents()

    def list_residents(self):
        """List who has a bed, in the order of beds."""
        self.residents = [resident for resident in self.beds if resident is not None]

    def come_and_go(self):
        """Let residents return, be discharged, go on leave; then admit who is waiting."""
        for resident in self.residents:
            resident.move_on()
        self.take_referrals()

    def beds_taken(self):
        """Return how many beds are taken; on some wards that of a resident on leave is not."""
        may_fill = self.p.fills_leave_beds > 0.0
        return sum(not (resident.is_on_leave and may_fill) for resident in self.residents)

    def take_referrals(self):
        """Note referrals, let those who waited too long go elsewhere, admit while there are beds."""
        p, referred_at = self.p, self.referred_at
        hour = (self.tick + 1) * p.tick_hours
        while self.next_referral_hour < hour:
            referred_at.append(self.next_referral_hour)
            self.next_referral_hour += self.referral_gap(FIRST_REFERRAL + len(referred_at))
        while (
            self.next_waiting < len(referred_at)
            and hour - referred_at[self.next_waiting] > p.referral_patience_hours
        ):
            self.next_waiting += 1
        while self.next_waiting < len(referred_at) and self.beds_taken() < int(p.beds) and None in self.beds:
            waiting = self.next_waiting
            self.admit(
                self.beds.index(None), FIRST_REFERRAL + waiting, self.tick + 1, referred_at[waiting], False
            )
            self.shift_row.admissions += 1
            self.next_waiting += 1
