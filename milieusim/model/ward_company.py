"""The ward as a company: who is where, who is with whom, who wants what (phases 4 to 6 of a tick)."""


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

    def count_members(self):
        """Count who is in each place."""
        for place in self.places:
            place.n_members = 0
        for resident in self.residents:
            if resident.is_present:
                resident.place.n_members += 1

    def list_members(self):
        """List the members of each place, and work out how crowded and loud it is."""
        p, rules = self.p, self.rules
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
            place.crowding_now = rules.crowding(
                members=members, capacity=place.capacity, gain=p.crowding_gain
            )
            place.noise_now = rules.noise(
                own_noise=place.noise,
                members=members,
                arousal_sum=place.arousal_sum,
                capacity=place.capacity,
                w_people=p.noise_w_people,
                w_arousal=p.noise_w_arousal,
            )

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
        p, rule = self.p, self.rules.attention
        total = 0.0
        for bed, resident in enumerate(self.beds):
            if resident is not None and resident.is_present:
                total += rule(
                    is_asleep=resident.is_asleep,
                    arousal=resident.arousal,
                    distress=resident.distress,
                    trust=resident.trust_now,
                    has_request=resident.has_request,
                    is_detained=resident.is_detained,
                    in_early_help=resident.is_in_early_help,
                    validation=p.validation,
                    base=p.attention_base,
                    w_arousal=p.attention_w_arousal,
                    w_distress=p.attention_w_distress,
                    w_trust=p.attention_w_trust,
                    w_request=p.attention_w_request,
                    w_detained=p.attention_w_detained,
                    w_early=p.attention_w_early,
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
        floor_each = self.rules.share_of(
            part=self.floor_minutes * self.p.ticks_an_hour, whole=float(self.n_awake)
        )
        for resident in self.residents:
            if resident.is_present:
                resident.sense_place()
                if not resident.is_asleep:
                    resident.make_request(floor_each)
