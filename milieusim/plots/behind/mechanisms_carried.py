"""How much of each judged difference each mechanism carries."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.plots.behind.interval_lines import draw_lines
from milieusim.plots.style import NARROW, new_figure, own_settings


@own_settings()
def mechanisms_figure(carried, judged, width=9.2):
    """Return a picture of what each mechanism carries, a panel a judged metric.

    Parameters
    ----------
    carried : pandas.DataFrame
        As `result.carried_by`.
    judged : list of str
    width : float
        In inches; panels stand below each other in a narrow picture.

    Returns
    -------
    matplotlib.figure.Figure
    """
    names, designs = list(dict.fromkeys(carried["label"])), list(dict.fromkeys(carried["design"]))
    height = 1.4 + (0.26 + 0.1 * (len(designs) - 1)) * len(names)
    shape = (len(judged), 1) if width <= NARROW else (1, len(judged))
    figure, axes = new_figure(width, height * shape[0], *shape, sharey=True, squeeze=False)
    draw_lines(axes.ravel(), [_panel(carried, metric) for metric in judged], names, designs)
    return figure


def _panel(carried, metric):
    mine = carried[carried["metric"] == metric]
    rows = zip(*(mine[name] for name in ("label", "design", "carried", "low", "high", "stands_out")))
    label = METRICS[metric].label
    return label[0].upper() + label[1:], mine["unit"].iloc[0], list(rows)
