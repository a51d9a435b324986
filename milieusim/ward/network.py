"""The network of ties as it is written down, once a week."""

from milieusim.vocabulary import TieKind
from milieusim.ward.counts import day_of
from milieusim.ward.seams import has_room, row_at


def write_ties(ward):
    """Write the ties of all who are here: to each other, and to permanent staff."""
    for resident in ward.beds:
        if not resident.is_here:
            continue
        for other in ward.beds:
            if other.bed != resident.bed and other.is_here and ward.ties[resident.bed, other.bed] != 0.0:
                tie = ward.ties[resident.bed, other.bed]
                write_tie(ward, resident, other.number, TieKind.RESIDENT, tie)
        for staff in ward.staff:
            if not staff.is_bank:
                write_tie(ward, resident, staff.post, TieKind.STAFF, ward.trust[resident.bed, staff.seat])


def write_tie(ward, resident, target, kind, value):
    """Write one tie."""
    if not has_room(ward.tie_rows, ward.now.n_tie_rows):
        ward.now.overflow = True
        return
    row = row_at(ward.tie_rows, ward.now.n_tie_rows)
    row.day = day_of(ward)
    row.source = resident.number
    row.target = target
    row.kind = kind
    row.value = value
    ward.now.n_tie_rows += 1
