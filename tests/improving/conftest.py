import pytest
from fake_ward import CONFLICT

from milieusim.comparison.goals import load_goals
from milieusim.config.reading.loading import load_design


@pytest.fixture(scope="session")
def ward():
    """A ward with few slots, so that few moves are to be raced."""
    design = load_design("acute-ward")
    names = ("Breakfast", "Weekend breakfast", "Lunch", "Evening meal", "Morning medication", "Midday medication",
             "Weekend morning medication", "Art group", "Relaxation")  # fmt: skip
    return design.replace({"routine.slots": [slot for slot in design.routine.slots if slot.name in names]})


@pytest.fixture(scope="session")
def goals():
    """Less conflict, and nothing else."""
    return load_goals({"weights": {CONFLICT: 1}})
