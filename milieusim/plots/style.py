"""How every plot looks: colours that colour-blind readers tell apart, shapes for black and white."""

from contextlib import contextmanager

# Okabe and Ito (2008), without the yellow that vanishes on white paper; the base design comes first.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]
LINES = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 3)), (0, (8, 3))]
GREY = "#595959"
PALE = "#D9D9D9"
WIDE = 9.2
"""Inches of a picture on a page."""
NARROW = 4.8
"""Inches of a picture that a phone shows whole: its letters stay as large as the text beside it."""
LEGEND = {"fontsize": 8.5, "frameon": False, "borderaxespad": 0.2}


@contextmanager
def own_settings():
    """Draw with matplotlib's defaults, whatever a matplotlibrc or somebody's session has set; also a decorator.

    matplotlib looks for a matplotlibrc in the working folder: another one, and the same figure had other bytes, or
    needed a LaTeX that is not here. The backend stays as it is.
    """
    import matplotlib
    from matplotlib import style

    with style.context([], after_reset=True):
        yield
        # A notebook's backend wakes up with the first picture, and shows later ones only if this outlives it.
        is_interactive = matplotlib.is_interactive()
    matplotlib.interactive(is_interactive)


def look(place):
    """Return colour, marker and line of the design at a place in the list, 0 for the base."""
    return {
        "color": COLOURS[place % len(COLOURS)],
        "marker": MARKERS[place % len(MARKERS)],
        "linestyle": LINES[place % len(LINES)],
    }


@own_settings()
def axes_or_new(ax, width=7.5, height=4.2):
    """Return the axes given, or those of a new figure that notebooks show by themselves."""
    if ax is not None:
        return ax
    from matplotlib import pyplot

    return pyplot.subplots(figsize=(width, height), layout="constrained")[1]


def bare(ax):
    """Take away what carries no information: the frame, except where a scale stands."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.tick_params(labelsize=9)
    return ax


@own_settings()
def png(figure, dpi=144):
    """Return a figure as the bytes of a PNG file, the same bytes for the same picture."""
    import io

    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(figure)
    page = io.BytesIO()
    figure.savefig(page, format="png", dpi=dpi, facecolor="white", metadata={"Software": None})
    return page.getvalue()


@own_settings()
def new_figure(width, height, rows=1, columns=1, **options):
    """Return a figure and its axes that no notebook or window knows of, for files."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(rows, columns, **options)
