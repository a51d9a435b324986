"""Residents in company: where they go, whom they meet, what a meeting does to both."""

from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.codes import (
    BEDROOM,
    CORRIDOR,
    DAY_ROOM,
    FREE_TIME,
    FRESH_AIR,
    GARDEN,
    QUIET_ROOM,
    QUIET_TIME,
    SECLUSION,
    SECLUSION_ACTIVITY,
)

MOVES, WHERE_TO = int(Decision.MOVES), int(Decision.WHERE_TO)
PARTNER, MEETS, HELPS = int(Decision.PARTNER), int(Decision.MEETS), int(Decision.HELPS)


class Meeting:
    """Where residents go and whom they meet (phases 4 and 5 of a tick)."""

    def perhaps_move(self):
        """Go elsewhere, if free to and so inclined."""
        if self.hold == SECLUSION:
            self.activity = SECLUSION_ACTIVITY
        elif self.is_free and (self.must_move or self.draw(MOVES) < self.p.move_chance):
            self.go_to(self.choose_place())

    def choose_place(self):
        """Choose a place by its pull.

        Returns
        -------
        Place
        """
        ward = self.model
        pulls = [self.pull_of(place) for place in ward.free_places]
        total = 0.0
        for pull in pulls:
            total += pull
        at = self.draw(WHERE_TO) * total
        so_far = 0.0
        for place, pull in zip(ward.free_places, pulls):
            so_far += pull
            if at < so_far:
                return place
        return ward.bedroom

    def go_to(self, place):
        """Be in a place, and do there what one does there."""
        self.place.n_members -= 1
        place.n_members += 1
        self.place = place
        self.must_move = False
        self.activity = FREE_TIME
        if place.kind == GARDEN:
            self.activity = FRESH_AIR
        elif place.kind == QUIET_ROOM:
            self.activity = QUIET_TIME

    def pull_of(self, place):
        """Return the weight of a place among those where a resident could go."""
        p, rules, now = self.p, self.rules, self.model.now
        if place.kind == BEDROOM:
            return (
                rules.pull_of_bedroom(
                    self.sociability, self.arousal, self.felt_safety, self.sleep_pressure, self.distress
                )
                + now.night * p.pull_night
            )
        room = rules.room_left(float(place.n_members), place.capacity)
        if place.kind == DAY_ROOM:
            return room * rules.pull_of_company(
                self.sociability, self.loneliness, self.boredom, place.crowding_now
            )
        if place.kind == GARDEN:
            return room * rules.pull_of_garden(
                self.interest_moving, self.boredom, now.is_daylight, p.locked_share, self.is_detained
            )
        if place.kind == QUIET_ROOM:
            return room * rules.pull_of_quiet_room(self.arousal)
        if place.kind == CORRIDOR:
            return rules.pull_of_corridor(self.arousal, self.boredom)
        return 0.0

    def meet_somebody(self):
        """Perhaps get into contact with somebody in the same place."""
        ward, place = self.model, self.place
        members = place.members
        if len(members) < 2 or (place.kind == BEDROOM and ward.has_single_rooms):
            return
        other = members[int(self.draw(PARTNER) * (len(members) - 1))]
        if other is self:
            other = members[-1]
        if other.is_asleep or other.partner is not None or other.hold is not None:
            return
        share = self.rules.meeting_per_hour(
            self.meeting_base_with(other), self.sociability, other.sociability, self.ties[other.bed]
        )
        if self.draw(MEETS) < share:
            self.be_together(other)

    def meeting_base_with(self, other):
        """Return how readily two residents meet: free activity together brings people into contact."""
        p, slot = self.p, self.slot
        if slot is not None and slot is other.slot and not slot.is_structured:
            return p.meeting_base * p.meeting_in_free_activity
        return p.meeting_base

    def be_together(self, other):
        """Spend the tick together: help or friction, and what it does to the tie."""
        p, rules = self.p, self.rules
        self.partner, other.partner = other, self
        self.contact_share, other.contact_share = 1.0, 1.0
        helped = rules.help_probability(
            standing=other.standing,
            other_distress=other.distress,
            mutual_help=p.mutual_help_meeting,
            base=p.help_base,
            w_standing=p.help_w_standing,
            w_practice=p.help_w_practice,
        )
        help_given = rules.happens(self.draw(HELPS), helped)
        tie = self.ties[other.bed]
        self.bond(other, 0.0, p.tick_hours)
        if help_given:  # counts for some minutes, however long the tick
            other.distress = rules.relieved(distress=other.distress, share=p.help_relief)
            self.bond(other, 1.0, p.answer_hours)
        clash = rules.hostility(
            arousal=self.arousal, other_arousal=other.arousal, tie=tie, conflict_gain=p.hostility_gain
        )
        self.conflict = max(self.conflict, clash)
        other.conflict = max(other.conflict, clash)

    def bond(self, other, helped, hours):
        """Let time with another resident, or help given to them, change the tie and one's standing."""
        p, rules = self.p, self.rules
        self.standing = rules.next_standing(
            standing=self.standing, helped=helped, share=p.standing_share * hours
        )
        valence = rules.valence_of_residents(
            arousal=self.arousal,
            other_arousal=other.arousal,
            help=helped,
            w_arousal=p.valence_w_arousal,
            w_help=p.valence_w_help,
            start=p.valence_start,
        )
        tie = self.ties[other.bed]
        self.be_tied(
            other, rules.next_tie(tie=tie, valence=valence, hours=hours, hours_to_settle=p.tie_hours)
        )

    def be_tied(self, other, tie):
        """Have a tie with another resident, the same in both directions."""
        self.ties[other.bed] = tie
        other.ties[self.bed] = tie
