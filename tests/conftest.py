"""Settings for every test."""

import os

from hypothesis import settings

os.environ.setdefault("MPLBACKEND", "Agg")
# How long one example takes says nothing on a machine that is busy with other things.
settings.register_profile("milieusim", deadline=None, print_blob=True)
settings.load_profile("milieusim")
