"""A comparison that runs beside the page: begun, watched, stopped, and told as a page shows it."""

import tempfile
import threading
import time
from html import escape
from pathlib import Path

from milieusim.errors import ConfigError, MilieusimError

SECONDS_BETWEEN = 0.25  # of what is told of progress: a page is drawn anew each time


class _Stopped(Exception):
    """Nobody waits for the comparison any more."""


class Rerun:
    """One comparison of two designs, in a thread of its own.

    Parameters
    ----------
    told : callable
        Called, without anything, whenever there is something new to show.

    Attributes
    ----------
    state : str
        "idle", "running", "done", "failed" or "stopped".
    done, total : int
        Runs that are over, and that are planned so far.
    problems : list of str
    result : Comparison or None
    """

    def __init__(self, told):
        self._told, self._thread, self._stop = told, None, threading.Event()
        self.state, self.done, self.total = "idle", 0, 0
        self.problems, self.result, self._told_at = [], None, 0.0

    def start(self, base, other, **choices):
        """Begin, unless one is under way.

        Parameters
        ----------
        base, other : WardDesign
        **choices
            As `milieusim.compare` takes them.
        """
        if self.state == "running":
            return
        self.state, self.done, self.total, self.problems, self.result = "running", 0, 0, [], None
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, args=([base, other], choices), daemon=True)
        self._told()
        self._thread.start()

    def stop(self):
        """Let it end at the next run that is over."""
        self._stop.set()

    def wait(self, seconds=None):
        """Wait until it is over."""
        if self._thread is not None:
            self._thread.join(seconds)

    def report(self):
        """Return the report as the text of one HTML file."""
        with tempfile.TemporaryDirectory() as folder:
            return self.result.report(Path(folder) / "report.html").read_text(encoding="utf-8")

    def _run(self, designs, choices):
        from milieusim.comparison.compare import compare

        try:
            self.result = compare(designs, progress=self._progress, **choices)
            self.state = "done"
        except _Stopped:
            self.state = "stopped"
        except MilieusimError as error:
            self.state, self.problems = "failed", getattr(error, "problems", [str(error)])
        except Exception as error:
            kind = type(error).__name__
            self.state, self.problems = (
                "failed",
                [f"milieusim failed ({kind}: {error}). This is a fault of milieusim."],
            )
        self._told()

    def _progress(self, done, total):
        if self._stop.is_set():
            raise _Stopped
        self.done, self.total = done, total
        if time.monotonic() - self._told_at >= SECONDS_BETWEEN or done == total:
            self._told_at = time.monotonic()
            self._told()


def choices_of(days, pairs, parameters):
    """Return what `compare` takes, from what was typed.

    Raises
    ------
    ConfigError
        With every value that cannot be used.
    """
    problems, whole = [], {}
    for name, text, low in (("Days", days, 1), ("Pairs of runs", pairs, 2)):
        text = str(text).strip()
        whole[name] = int(text) if text.isascii() and text.isdigit() else None
        if whole[name] is None or whole[name] < low:
            problems.append(f"{name}: {text or 'nothing'!r} must be a whole number from {low}.")
    if problems:
        raise ConfigError(problems)
    return {"days": whole["Days"], "replications": whole["Pairs of runs"], "parameters": parameters}


def result_html(result):
    """Return what came out of a comparison as HTML: an answer, and the judged measures.

    Parameters
    ----------
    result : Comparison
    """
    from milieusim.analysis.metrics.metrics import METRICS
    from milieusim.analysis.numbers import number, short_unit, signed
    from milieusim.comparison.verdicts import VERDICT_WORDS

    said = "".join(f"<li>{escape(text)}</li>" for _, _, text in result.findings)
    rows = "".join(
        f'<tr><th scope="row">{escape(METRICS[row.metric].label)}<br><span class="small">'
        f"{escape(short_unit(row.unit))}</span></th><td>{number(row.base)}</td><td>{number(row.other)}</td>"
        f"<td>{signed(row.difference)}<br><span class='small'>{signed(row.low)} to {signed(row.high)}</span></td>"
        f"<td>{escape(VERDICT_WORDS[row.verdict])}</td></tr>"
        for row in result.judged_rows
    )
    heads = "".join(
        f"<th scope='col'>{word}</th>" for word in ("Measure", "As it is", "Changed", "Difference", "Verdict")
    )
    return (
        f"<ul class='answer'>{said}</ul><div class='scrolls'><table class='verdicts'><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div><p class='small'>{escape(result.opening)}</p>"
    )
