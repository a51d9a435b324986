"""One published pattern beside what the model gives for it, and the shapes behind some patterns."""

import numpy as np

from milieusim.plots.style import COLOURS, GREY, LEGEND, axes_or_new, bare, own_settings

BAND = "#E3E8EC"
LOOKS = [(COLOURS[1], "s"), (COLOURS[2], "^"), (COLOURS[3], "D")]
WITHIN = (0.025, 0.975)
JITTER = 0.28
CROWDED = 60
ERRORS = 2
"""Standard errors to each side of a mark."""
MOST_SHOWN = 25


@own_settings()
def draw_pattern(pattern, ax=None):
    """Draw a published interval, the simulated number with its error, single runs, and null models.

    Parameters
    ----------
    pattern : dict
        ``label`` with unit; published ``value``, ``low``, ``high``; ``simulated``, ``error``; ``runs``, an
        array; ``nulls``, a list of (name, value, error, whether it differs from the model by more than chance).
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 3.9, 1.9))
    runs = np.asarray(pattern["runs"], float)
    runs = runs[np.isfinite(runs)]
    ax.axvspan(pattern["low"], pattern["high"], color=BAND, linewidth=0, zorder=0)
    _draw_published(ax, pattern)
    _draw_mark(ax, 1, pattern["simulated"], pattern["error"], COLOURS[0], "o", True)
    limits = _limits(pattern, runs)
    _draw_runs(ax, 2, runs, limits)
    for place, ((_, value, error, differs), (colour, marker)) in enumerate(zip(pattern["nulls"], LOOKS)):
        _draw_mark(ax, 3 + place, value, error, colour, marker, differs)
    names = ["published", "simulated", "single runs", *[name for name, *_ in pattern["nulls"]]]
    ax.set_yticks(range(len(names)), names, fontsize=8.5)
    ax.set_ylim(len(names) - 0.5, -0.6)
    ax.set_xlim(*limits)
    ax.tick_params(axis="y", length=0)
    ax.tick_params(axis="x", labelsize=8.5)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(pattern["label"], fontsize=8.5)
    return ax


def _draw_published(ax, pattern):
    ax.plot([pattern["low"], pattern["high"]], [0, 0], color="black", linewidth=1.4, zorder=3)
    for end in (pattern["low"], pattern["high"]):
        ax.plot(end, 0, "|", color="black", markersize=8, zorder=3)
    if np.isfinite(pattern["value"]):
        ax.plot(pattern["value"], 0, "d", color="black", markersize=6, zorder=4)


def _draw_mark(ax, line, value, error, colour, marker, is_filled):
    if not np.isfinite(value):
        return
    if np.isfinite(error):
        reach = ERRORS * error
        ax.plot([value - reach, value + reach], [line, line], color=colour, linewidth=1.8, zorder=3)
    face = colour if is_filled else "white"
    ax.plot(
        value, line, marker, color=face, markeredgecolor=colour, markeredgewidth=1.4, markersize=6, zorder=4
    )


def _limits(pattern, runs):
    marks = [(pattern["simulated"], pattern["error"]), *[item[1:3] for item in pattern["nulls"]]]
    ends = [pattern["low"], pattern["high"]]
    for value, error in marks:
        reach = ERRORS * error if np.isfinite(error) else 0.0
        ends += [value - reach, value + reach]
    if len(runs):
        ends += np.quantile(runs, WITHIN).tolist()
    ends = [end for end in ends if np.isfinite(end)]
    room = 0.06 * (max(ends) - min(ends))
    return min(ends) - room, max(ends) + room


def _draw_runs(ax, line, runs, limits):
    inside = runs[(runs >= limits[0]) & (runs <= limits[1])]
    # Spread by a fixed rule and not by chance: the same picture every time.
    heights = line + JITTER * (2 * ((np.arange(len(inside)) * 0.618034) % 1) - 1)
    alpha, size = (0.4, 3.5) if len(inside) > CROWDED else (0.8, 5)
    ax.plot(inside, heights, ".", color=GREY, alpha=alpha, markersize=size, markeredgewidth=0, zorder=2)
    for count, place, side in (
        (int((runs < limits[0]).sum()), 0.005, "left"),
        (int((runs > limits[1]).sum()), 0.995, "right"),
    ):
        if count:
            text = f"{count} further left" if side == "left" else f"{count} further right"
            where = ax.get_yaxis_transform()
            ax.text(place, line - 0.32, text, transform=where, ha=side, va="bottom", fontsize=6.5, color=GREY)


@own_settings()
def draw_hours(by_hour, ax=None, peak=None, second=None):
    """Draw incidents by hour of the day with the one harmonic that fits them best.

    Parameters
    ----------
    by_hour : array_like, shape (24,)
    ax : matplotlib.axes.Axes, optional
    peak, second : tuple of float, optional
        Published intervals of the hour of the peak, and of a second one in the evening.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 3.9, 2.2))
    shares = 100 * np.asarray(by_hour, float) / max(np.sum(by_hour), 1)
    for ends, hatch, words in ((peak, None, "published peak"), (second, "///", "published second peak")):
        if ends:
            face = BAND if hatch is None else "none"
            ax.axvspan(*ends, facecolor=face, edgecolor="#AEB8C0", hatch=hatch, linewidth=0, label=words)
    ax.bar(np.arange(24) + 0.5, shares, width=0.85, color=COLOURS[0], label="simulated")
    ax.plot(*_harmonic(shares), color="black", linewidth=1.3, linestyle="--", label="one harmonic")
    ax.set_xlim(0, 24)
    ax.set_xticks(range(0, 25, 3))
    ax.set_ylim(0, 1.05 * max(shares.max(), 1e-9))
    return _labelled(ax, "Hour of the day", "Incidents, %")


def _harmonic(shares):
    waves = np.fft.rfft(shares)
    times = np.linspace(0, 24, 241)
    angle = 2 * np.pi * (times - 0.5) / 24
    first = 2 / 24 * (waves[1].real * np.cos(angle) - waves[1].imag * np.sin(angle))
    return times, waves[0].real / 24 + first


@own_settings()
def draw_counts(counts, ax=None, published=None, what="Conflict in a shift"):
    """Draw how many shifts had 0, 1, 2 ... events.

    Parameters
    ----------
    counts : dict of str to array_like
        By name of the model; the first is drawn as bars.
    ax : matplotlib.axes.Axes, optional
    published : float, optional
        Published mean.
    what : str

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 3.9, 2.2))
    for place, (name, row) in enumerate(counts.items()):
        row = np.asarray(row, float)
        row = np.append(row[:MOST_SHOWN], row[MOST_SHOWN:].sum())
        shares = 100 * row / max(row.sum(), 1)
        if place == 0:
            mean = float(np.arange(len(row)) @ row / max(row.sum(), 1))
            ax.bar(np.arange(len(row)), shares, width=0.85, color=COLOURS[0], label=name)
            ax.axvline(mean, color=COLOURS[0], linewidth=1.3)
        else:
            line = ("--", ":", "-.")[(place - 1) % 3]
            edges = np.arange(len(row) + 1) - 0.5
            colour = LOOKS[place % len(LOOKS)][0]  # no contagion and all alike, as their marks
            ax.stairs(shares, edges, color=colour, linestyle=line, linewidth=1.5, label=name)
    if published is not None:
        ax.axvline(published, color="black", linewidth=1.3, linestyle=(0, (4, 2)), label="published mean")
    ax.set_xlim(-0.6, MOST_SHOWN + 0.6)
    ticks = range(0, MOST_SHOWN + 1, 5)
    ax.set_xticks(ticks, [str(tick) if tick < MOST_SHOWN else f"{tick}+" for tick in ticks])
    return _labelled(ax, f"{what}, events", "Shifts, %")


@own_settings()
def draw_spans(rows, edges, ax=None, width=5.0, longest=80.0, bands=(), what="Length of a stay, d"):
    """Draw how long something took, as shares of its cases.

    Parameters
    ----------
    rows : dict of str to array_like
        Counts in classes by name.
    edges : array_like
        Of the classes, days.
    ax : matplotlib.axes.Axes, optional
    width : float
        Days a step.
    longest : float
        Days from which all cases share the last step.
    bands : sequence of tuple of float
        Published intervals of the middle, in the order of the rows.
    what : str

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 3.9, 2.2))
    steps = np.arange(0, longest + width, width)
    starts = np.minimum(np.asarray(edges)[:-1], longest - width / 2)
    for place, (name, row) in enumerate(rows.items()):
        counts = np.histogram(starts, steps, weights=np.asarray(row, float))[0]
        colour = COLOURS[place]
        shares = 100 * counts / max(counts.sum(), 1)
        style = {"color": colour, "linestyle": ("-", "--")[place % 2], "linewidth": 1.8}
        ax.stairs(shares, steps, label=name, **style)
        if place < len(bands):
            ax.axvspan(*bands[place], color=colour, alpha=0.14, linewidth=0, zorder=0)
    ax.set_xlim(0, longest)
    ax.set_ylim(bottom=0)
    return _labelled(ax, f"{what} (the last step holds all longer)", "Cases, %")


def _labelled(ax, below, beside):
    ax.set_xlabel(below, fontsize=8.5)
    ax.set_ylabel(beside, fontsize=8.5)
    ax.tick_params(labelsize=8.5)
    ax.legend(
        ncols=2, handlelength=2.2, loc="lower left", bbox_to_anchor=(0, 1), **(LEGEND | {"fontsize": 7.5})
    )
    return ax
