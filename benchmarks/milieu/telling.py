"""Printing: headings, tables of differences, and plain tables."""

import math


def heading(text):
    """Print a heading."""
    print(f"\n{text}\n{'=' * len(text)}")


def say(text):
    """Print a line."""
    print(text)


def differences(title, table, only_moved=False):
    """Print a table of differences under a title; * is beyond chance, ** also for so many measures at once."""
    shown = table[table["moves"]] if only_moved else table
    say(
        f"\n{title}: {int(table['moves'].sum())} of {len(table)} measures move (**: {int(table['surely'].sum())})"
    )
    for name, row in shown.iterrows():
        mark = "**" if row["surely"] else "*" if row["moves"] else ""
        share = "" if math.isnan(row["change"]) else f"{row['change']:+8.1%}"
        say(
            f"  {name:<44} {number(row['base']):>9} {number(row['difference'], True):>9} "
            f"+- {number(row['half_width']):<8} {share} {mark}"
        )


def number(value, signed=False):
    """Return a number with three digits that say something."""
    if value is None or math.isnan(value):
        return "-"
    digits = 3 - math.floor(math.log10(abs(value))) - 1 if value else 0
    text = f"{value:+.{min(max(digits, 0), 6)}f}" if signed else f"{value:.{min(max(digits, 0), 6)}f}"
    return text


def table(frame, title=None):
    """Print a pandas table of numbers."""
    if title:
        say(f"\n{title}")
    shown = frame.map(lambda value: number(value) if isinstance(value, float) else value)
    say("\n".join("  " + line for line in shown.to_string().splitlines()))
