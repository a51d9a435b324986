"""What axes say: metrics and factors in plain words, with their units."""

from milieusim.analysis.metrics.metrics import METRICS

FIDELITY, SHARE = "fidelity, 0-1", "0-1"
UNITS = {"milieu": SHARE, "practices": FIDELITY, "rota": "staff", "beds": "beds", "mix": "share of residents"}
MOST_LETTERS = 34


def metric_words(name):
    """Return the label of a metric with its unit."""
    metric = METRICS.get(name)
    return f"{capital(metric.label)} ({metric.unit})" if metric else capital(name.replace("_", " "))


def metric_label(name):
    """Return the label of a metric."""
    return capital(METRICS[name].label if name in METRICS else name.replace("_", " "))


def factor_words(path):
    """Return a factor in plain words with its unit: ``Structure (0-1)``."""
    unit = factor_unit(path)
    return factor_label(path) + (f" ({unit})" if unit else "")


def factor_label(path):
    """Return a factor in plain words, short enough for an axis."""
    head, _, rest = path.partition(".")
    last = (
        rest.rpartition(".")[2]
        if head in ("milieu", "practices", "residents", "ward", "policy")
        else rest or head
    )
    words = capital(last.replace("_", " ").replace(".", ", "))
    return words if len(words) <= MOST_LETTERS else words[: MOST_LETTERS - 1] + "\u2026"


def factor_unit(path):
    """Return the unit of a factor; an empty text if it has none that is known."""
    parts = path.split(".")
    for part in (parts[0], parts[-1], *parts[1:-1]):
        if part in UNITS and len(parts) > 1:
            return UNITS[part]
    return _unit_in_ledger(path)


def _unit_in_ledger(name):
    from milieusim.ledger.parameters import load_parameters

    parameters = load_parameters()
    return parameters.entry(name).unit if name in parameters else ""


def capital(text):
    """Return a text with its first letter capital, and the others as they are."""
    return text[:1].upper() + text[1:]
