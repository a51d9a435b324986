"""What the last days took: every no, limit, demand, change and clash leaves a part of itself."""

from milieusim.rules.requests import added, strain_of, strain_of_clash
from milieusim.ward.acts import act


@act
def be_strained(ward, resident, impulse):
    """Carry a part of what has just hit one into the days after."""
    resident.strain = added(level=resident.strain, impulse=strain_of(ward.p, impulse=impulse))


@act
def be_strained_by_clash(ward, resident, hostility):
    """Carry a part of a hostile tick into the days after."""
    left = strain_of_clash(ward.p, hostility=hostility)
    resident.strain = added(level=resident.strain, impulse=left)
