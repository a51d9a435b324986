"""A small design on which everything works."""

from pathlib import Path

import pytest

from milieusim.config.reading.loading import load_design


@pytest.fixture(scope="session")
def small():
    """The small design of these tests."""
    return load_design(Path(__file__).parent / "designs" / "small.yaml")
