"""Lets tests of stubs find the script that makes some of them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "docs"))
