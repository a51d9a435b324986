"""Is a programme in the evening and at the weekend worth a post? Two shipped wards, side by side."""

import argparse
import platform
import time
from pathlib import Path

import milieusim as ms

BASE, OTHER = "acute-ward", "acute-ward-evenings"
JUDGED = ["conflict_per_100_obd", "wellbeing_gain_day14", "disengaged_share"]
MARGINS = {"conflict_per_100_obd": "5%"}


def main():
    """Compare, write the report and the tables, and say what came out."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--out", type=Path, default=Path("out"), help="folder for report and tables")
    ask.add_argument("--days", type=int, default=84)
    ask.add_argument("--replications", type=int, default=200)
    asked = ask.parse_args()
    began = time.perf_counter()
    result = ms.compare(
        [BASE, OTHER],
        days=asked.days,
        replications=asked.replications,
        verdicts=JUDGED,
        margins=MARGINS,
    )
    asked.out.mkdir(parents=True, exist_ok=True)
    result.report(asked.out / "report.html")
    result.table.to_csv(asked.out / "comparison.csv", index=False)
    result.metrics.to_csv(asked.out / "metrics.csv", index=False)
    judged = result.table[~result.table["is_exploratory"]]
    # As text: a frame that is printed leaves out columns where it does not know how wide the screen is.
    print(judged[["metric", "base", "other", "low", "high", "verdict"]].to_string(index=False))
    print(result.sentence)
    print(
        f"{time.perf_counter() - began:.0f} s, Python {platform.python_version()}, milieusim {ms.__version__}"
    )


if __name__ == "__main__":
    main()
