"""The pictures of the page about evidence."""

import math

from evidence_files import DOCS
from evidence_sections import BROKEN

PANELS_A_ROW = 4


def write_pictures(files, docs=DOCS):
    """Draw all pictures into the folder of images.

    Parameters
    ----------
    files : Files
    docs : pathlib.Path

    Returns
    -------
    list of pathlib.Path
    """
    from milieusim.plots.style import png

    folder = docs / "images"
    folder.mkdir(exist_ok=True)
    written = []
    for name, draw in (("null-models", null_models), ("coverage", coverage), ("ranks", ranks)):
        path = folder / f"evidence-{name}.png"
        path.write_bytes(png(draw(files), dpi=120))
        written.append(path)
    return written


def null_models(files):
    """Return the figure of what null models break."""
    from milieusim.evidence.score_words import published
    from milieusim.plots.evidence.null_models import null_model_figure

    rows = {row.key: row for row in files.rows("fit")}
    shown = [vars(rows[key]) | {"label": f"{rows[key].label}\n{_with_unit(rows[key], published)}"}
             for key in BROKEN if key in rows]  # fmt: skip
    return null_model_figure(files.bursts, shown)


def _with_unit(row, published):
    from milieusim.evidence.targets import unit_of

    return published(row) + ("" if row.unit in ("ratio", "incidents") else f" {unit_of(row)}")


def coverage(files):
    """Return the figure of how often intervals held the truth."""
    from milieusim.plots.evidence.coverage_plots import draw_coverage
    from milieusim.plots.style import new_figure

    moved = files.coverage["parameter"].isin(files.facts["adjusted"])
    figure, ax = new_figure(7, 1.2 + 0.24 * int(moved.sum()))
    draw_coverage(files.coverage.assign(is_identified=moved), ax)
    return figure


def ranks(files):
    """Return the figure of where truths came to lie, a panel for each parameter that the figures move."""
    from milieusim.plots.evidence.coverage_plots import draw_ranks
    from milieusim.plots.style import new_figure

    names = files.facts["adjusted"]
    rows = math.ceil(len(names) / PANELS_A_ROW)
    figure, axes = new_figure(11, 1.9 * rows, rows, PANELS_A_ROW, squeeze=False, sharey=True)
    for place, ax in enumerate(axes.flat):
        if place >= len(names):
            ax.set_visible(False)
            continue
        draw_ranks(files.ranks, names[place], ax)
        ax.set_xlabel(names[place], fontsize=9)
        if place % PANELS_A_ROW:
            ax.set_ylabel("")
    return figure
