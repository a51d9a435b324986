"""How far a sweep is, on the screen of whoever is looking."""

from contextlib import contextmanager

from milieusim.cli.showing.screen_tables import is_watched

SPEED_SECONDS = 120


class Quiet:
    """Remembers how far a sweep is."""

    last = None

    def update(self, progress):
        """Take note of progress."""
        self.last = progress

    def close(self):
        """Nothing was drawn."""


class Bar(Quiet):
    """Draws how far a sweep is: runs a second, time left, failures."""

    def __init__(self):
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("runs"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failures]}"),
            console=Console(stderr=True),
            transient=True,
            speed_estimate_period=SPEED_SECONDS,
        )
        self._bar.start()
        self._task = None

    def update(self, progress):
        """Draw progress."""
        if self._task is None:
            fields = {"speed": "", "failures": ""}
            self._task = self._bar.add_task("", total=progress.total, completed=progress.before, **fields)
        self.last = progress
        task = self._bar.tasks[0]
        new, seconds = progress.done - progress.before, task.elapsed or 0
        speed = f"{new / seconds:.3g} runs/s" if new and seconds else ""
        failures = f"{progress.failed:,} failure{'s' * (progress.failed > 1)}" if progress.failed else ""
        self._bar.update(
            self._task, total=progress.total, completed=progress.done, speed=speed, failures=failures
        )

    def close(self):
        """Take the bar off the screen."""
        self._bar.stop()


@contextmanager
def progress_shown():
    """Give what shows progress: a bar if somebody is looking."""
    shown = Bar() if is_watched() else Quiet()
    try:
        yield shown
    finally:
        shown.close()
