"""Toys need fewer points to stand for what is not ruled out than wards do."""

import pytest

from milieusim.calibration import matching


@pytest.fixture(scope="session", autouse=True)
def few_points():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "LOOKED_AT", 4000)
        patch.setattr(matching, "POOL", 500)
        yield
