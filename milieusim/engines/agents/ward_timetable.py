"""The ward's timetable: slots start, end or fall through (phase 2 of a tick)."""

from milieusim.rules.basics.keyed_draws import STAFF_OFFSET, Decision, uniform
from milieusim.ward.codes import (
    ASSISTANT,
    HELD,
    MEDICATION,
    NO_LEADER,
    NO_ROOM,
    NOBODY,
    REGISTERED,
    SHORT_STAFFED,
)

SLOT_FALLS = int(Decision.SLOT_FALLS)


class Timetable:
    """Slots and what becomes of them."""

    def run_slots(self):
        """Do what the timetable has for this tick."""
        for resident in self.residents:
            resident.old_slot = None
            resident.old_share = 0.0
            resident.slot_share = 0.0
        for staff in self.on_duty:
            staff.lead_minutes = 0.0
        for stretch in self.stretches:
            if stretch.is_last and not stretch.is_first and stretch.slot.is_held:
                self.end_slot(stretch.slot, stretch.share)
        for stretch in self.stretches:
            if stretch.is_first:
                self.start_slot(stretch.slot)
        for stretch in self.stretches:
            if stretch.slot.is_held:
                self.share_slot(stretch.slot, stretch.share)

    def end_slot(self, slot, share):
        """Let go those who took part and who led."""
        for resident in self.residents:
            if resident.slot is slot and resident.is_present:
                resident.leave_slot(share)
        for staff in self.on_duty:
            if staff.leading is slot:
                staff.lead(share)
                staff.leading = None
        slot.place.claimed -= 1
        slot.fate = None

    def close_short_slots(self):
        """End slots that began in this very tick and are over."""
        for stretch in self.stretches:
            if stretch.is_first and stretch.is_last and stretch.slot.is_held:
                self.end_slot(stretch.slot, 0.0)

    def share_slot(self, slot, share):
        """Note how much of the tick a slot under way takes from those in it."""
        for resident in self.residents:
            if resident.slot is slot and resident.is_present:
                resident.slot_share = min(share, 1.0 - resident.old_share)  # slots may overlap
        for staff in self.on_duty:
            if staff.leading is slot:
                staff.lead(share)
                staff.lead_minutes = min(staff.lead_minutes, self.p.tick_minutes)

    def start_slot(self, slot):
        """Hold a slot if it has its leaders and its room."""
        slot.fate = self.fate_of(slot)
        slot.invited = 0
        slot.attended = 0
        self.shift_row.slots_planned += 1
        if slot.is_held:
            self.shift_row.slots_held += 1
            slot.place.claimed += 1
            self.invite(slot)
        else:
            slot.leader = None
            for resident in self.residents:
                if resident.is_present and not resident.is_asleep:
                    resident.be_let_down(slot)
        self.write_slot(slot)

    def fate_of(self, slot):
        """Return whether a slot is held, or why not; its leaders begin to lead."""
        if slot.place.is_exclusive and slot.place.claimed > 0:
            return NO_ROOM
        slot.leader = None
        if slot.leader_role is None:
            return HELD
        free = [s for s in self.on_duty if s.role == slot.leader_role and s.leading is None]
        if len(free) < slot.leaders:
            return NO_LEADER
        slot.leader = free[0] if free else None
        if self.gives_way(slot):
            return SHORT_STAFFED
        for staff in free[: slot.leaders]:
            staff.leading = slot
        return HELD

    def gives_way(self, slot):
        """Return whether a slot led by nurses gives way to other tasks; the medication round never does."""
        p = self.p
        if slot.activity == MEDICATION or slot.leader_role not in (REGISTERED, ASSISTANT):
            return False
        probability = self.rules.slot_falls_probability(
            load=self.load,
            structure=p.structure,
            at_full_load=p.slot_falls_at_full_load,
            gain=p.slot_falls_gain,
        )
        leader = STAFF_OFFSET + NOBODY if slot.leader is None else slot.leader.person
        return uniform(self.key, self.tick, SLOT_FALLS, leader, slot.activity) < probability

    def invite(self, slot):
        """Ask residents, see who wants to come, and give the places out to the first in line."""
        wanting = []
        for resident in self.residents:
            if resident.can_be_asked(slot):
                slot.invited += 1
                if resident.answer_invitation(slot):
                    wanting.append(resident)
        places = len(wanting) if slot.places_offered is None else slot.places_offered
        for resident in sorted(wanting, key=lambda resident: -resident.priority)[:places]:
            resident.attend(slot)

    def write_slot(self, slot):
        """Write the row of a slot."""
        if self.is_open:
            self.slots_begun.append(
                (
                    self.day,
                    slot.name_index,
                    slot.activity,
                    slot.place_index,
                    slot.start_hour,
                    slot.end_hour,
                    slot.is_held,
                    NOBODY if slot.is_held else slot.fate,
                    NOBODY if slot.leader is None else slot.leader.post,
                    slot.invited,
                    slot.attended,
                )
            )
