"""Make every generated file anew: stubs, pages, examples with their pictures, notebooks.

    python docs/regenerate_all.py                 all of them, some minutes
    python docs/regenerate_all.py stubs pages     some

What takes long, and stands behind numbers, has commands of its own: `milieusim calibrate`,
`milieusim evidence --json`, `python experiments/all.py --anew` and `python -m benchmarks.estimators --page`.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS = {
    "stubs": "docs/made_stubs.py",
    "pages": "docs/reference_pages.py",
    "claims": "docs/evidence_pages.py",
    "evidence": "docs/evidence_report.py",
    "designs": "docs/design_pages.py",
    "examples": "docs/examples.py",
    "notebooks": "notebooks/run.py",
}
"""In an order in which no step needs what a later one makes."""


def main(arguments=None):
    """Run the steps that are asked for; stop at the first that fails."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("steps", nargs="*", metavar="STEP", help=f"of {', '.join(STEPS)}; all if left out")
    wanted = ask.parse_args(arguments).steps
    unknown = [name for name in wanted if name not in STEPS]
    if unknown:
        ask.error(f"there is no step {', '.join(unknown)}; there are {', '.join(STEPS)}")
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    for name in wanted or STEPS:
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, str(ROOT / STEPS[name])], cwd=ROOT, env={**os.environ, "PYTHONPATH": path}
        )
        if done.returncode:
            raise SystemExit(f"{name} failed: {STEPS[name]}")
        print(f"{name}: {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
