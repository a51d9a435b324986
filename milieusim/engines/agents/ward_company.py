"""The ward as a company: who is where, who is with whom, who wants what (phases 4 to 6 of a tick)."""

from milieusim.ward.codes import SECLUSION, SECLUSION_ROOM


class Company:
    """Places and those in them."""

    def choose_places(self):
        """Let residents who are free go where they want to be."""
        self.count_members()
        self.n_awake = 0
        for resident in self.residents:
            if resident.is_present and not resident.is_asleep:
                self.n_awake += 1
                resident.perhaps_move()
        self.list_members()

    def is_seclusion_free(self):
        """Return whether a seclusion room is free."""
        room = sum(place.capacity for place in self.places if place.kind == SECLUSION_ROOM)
        return sum(resident.hold == SECLUSION for resident in self.residents) < room

    def count_members(self):
        """Count who is in each place."""
        for place in self.places:
            place.n_members = 0
        for resident in self.residents:
            if resident.is_present:
                resident.place.n_members += 1

    def list_members(self):
        """List the members of each place, and work out how crowded and loud it is."""
        rules = self.rules
        for place in self.places:
            place.members = []
            place.arousal_sum = 0.0
        for resident in self.residents:
            if resident.is_present:
                resident.place.members.append(resident)
                resident.place.arousal_sum += resident.arousal
        for place in self.places:
            place.n_members = len(place.members)
            members = float(place.n_members)
            place.crowding_now = rules.crowding(members, place.capacity)
            place.noise_now = rules.noise(place.noise, members, place.arousal_sum, place.capacity)

    def make_contacts(self):
        """Let residents meet residents, and staff be with residents."""
        for resident in self.residents:
            resident.partner = None
            resident.contact_staff = None
            resident.contact_share = 0.0
            resident.staff_share = 0.0
            resident.conflict = 0.0
        for r in self.residents:
            if r.is_present and not r.is_asleep and r.hold is None and r.partner is None:
                r.meet_somebody()
        total = self.weigh_attention()
        for staff in self.on_duty:
            staff.be_on_the_floor(total)

    def weigh_attention(self):
        """Work out how much attention each resident draws; return the sum."""
        rule = self.rules.attention
        total = 0.0
        for bed, resident in enumerate(self.beds):
            if resident is not None and resident.is_present:
                total += rule(
                    resident.is_asleep,
                    resident.arousal,
                    resident.distress,
                    resident.trust_now,
                    resident.has_request,
                    resident.is_detained,
                    resident.is_in_early_help,
                )
            self.weights[bed] = total
        return total

    def resident_at(self, at):
        """Return the resident on whom a draw falls, by halving the sums of attention."""
        low, high = 0, len(self.weights) - 1
        while low < high:
            middle = (low + high) // 2
            if at < self.weights[middle]:
                high = middle
            else:
                low = middle + 1
        return self.beds[low]

    def make_requests(self):
        """Requests and answers, limits, queues, crowding and noise."""
        floor_each = self.rules.share_of(self.floor_minutes * self.p.ticks_an_hour, float(self.n_awake))
        for resident in self.residents:
            if resident.is_present:
                resident.sense_place()
                if not resident.is_asleep:
                    resident.make_request(floor_each)
