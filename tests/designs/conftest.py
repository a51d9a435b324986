"""The shipped designs, each loaded once."""

import pytest

from milieusim.config.reading.finding import SHIPPED_ORDER
from milieusim.config.reading.loading import load_design


@pytest.fixture(scope="session")
def designs():
    return {name: load_design(name) for name in SHIPPED_ORDER}


@pytest.fixture(params=SHIPPED_ORDER)
def design(request, designs):
    return designs[request.param]
