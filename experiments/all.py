"""Run every study with a store, one after the other: figures, tables, marks and the numbers in their pages.

    python experiments/all.py --anew        after a change of the model or of the parameter sets
    python experiments/all.py --trial       to see in a few minutes that all works

What stands behind is handed on to each study.
"""

import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent


def main(arguments):
    """Run them; stop at the first that fails."""
    for study in sorted(path.parent for path in HOME.glob("*/experiment.yaml")):
        began = time.perf_counter()
        done = subprocess.run([sys.executable, str(study / "run.py"), *arguments])
        if done.returncode:
            raise SystemExit(f"{study.name} failed")
        print(f"{study.name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
