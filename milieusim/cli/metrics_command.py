"""`milieusim metrics`: what can be judged, and what each number is counted in."""

from milieusim.cli.screen_tables import say


def metrics():
    """Write one line a metric, in columns that stay the same on a screen and in a pipe."""
    from milieusim.analysis.metrics.metrics import METRICS

    rows = [(metric.name, metric.label, metric.unit, metric.better) for metric in METRICS.values()]
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
