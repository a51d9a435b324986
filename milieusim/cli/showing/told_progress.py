"""Progress of a long work where nobody watches a bar: a line now and then, with the time that is left."""

import time
from contextlib import contextmanager

from milieusim.cli.showing.screen_tables import is_watched, of_stage, shown_progress, tell

FIRST_SECONDS, LONGEST_SECONDS = 15.0, 120.0


@contextmanager
def told_progress(what, clock=time.monotonic, after=0):
    """Show how far one work is: a bar for somebody who watches, else lines that grow rarer.

    Parameters
    ----------
    what : str
        What is counted, such as ``runs``.
    clock : callable
        Gives seconds.
    after : int
        How many of the same follow in later stages: lines count their time too.

    Yields
    ------
    callable
        Takes done and total.
    """
    if is_watched():
        with shown_progress() as announce:
            yield of_stage(announce, what)
        return
    yield _Lines(what, clock, after)


@contextmanager
def told_stages(clock=time.monotonic, is_kept=False):
    """Show how far a work of several stages is: a bar a stage for somebody who watches, else lines.

    Parameters
    ----------
    clock : callable
        Gives seconds.
    is_kept : bool
        Whether bars stay on the screen afterwards.

    Yields
    ------
    callable
        Takes stage, done and total.
    """
    if is_watched():
        with shown_progress(is_kept=is_kept) as announce:
            yield announce
        return
    stages = {}

    def announce(stage, done, total):
        if stage not in stages:
            stages[stage] = _Lines(stage, clock)
        stages[stage](done, total)

    yield announce


class _Lines:
    """Writes a line after a while, and then after twice as long, up to some minutes: what is quick stays silent."""

    def __init__(self, what, clock, after=0):
        self.what, self.clock, self.began, self.after = what, clock, clock(), after
        self.next_at, self.wait = FIRST_SECONDS, FIRST_SECONDS

    def __call__(self, done, total):
        passed = self.clock() - self.began
        if passed < self.next_at or not 0 < done < total:
            return
        self.wait = min(2 * self.wait, LONGEST_SECONDS)
        self.next_at = passed + self.wait
        left = _told(passed * (total - done + self.after) / done)
        told = ", with what is run again afterwards" if self.after else ""
        tell(f"{done:,} of {total:,} {self.what} done; {left} left{told}.")


def _told(seconds):
    if seconds < 60:
        return f"about {max(5, 5 * round(seconds / 5))} seconds"
    minutes = round(seconds / 60)
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"
