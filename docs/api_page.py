"""The page of everything public, whose words are the docstrings: `mkdocstrings` writes them where `:::` stands."""

import inspect

GROUPS = {
    "Run a ward": "simulate simulate_many Run Runs trace first_difference",
    "Compare, improve, judge": "compare improve scorecard",
    "Designs and parameters": "load_design shipped_designs WardDesign load_parameters SWITCHES",
    "A ward to step through, and its people": "WardModel Resident Staff explain animate",
    "Sweeps": "load_experiment run_experiment open_store Store",
    "Rules and metrics": "RULES METRICS register_metric",
    "Descriptions": "describe",
    "Errors": "MilieusimError ConfigError DataError RunError",
}
OPENING = """# Python

Everything that `import milieusim as ms` gives. All names are imported when they are first used. What a class may do
otherwise is on [Acts](acts.md); what holds where nothing is said stands in one table, [Defaults](defaults.md).
"""
NO_PAGES_OF_THEIR_OWN = {
    "RULES": "Every rule of the model by its name, with `function`, `unit`, `form` and `source`: [Rules](rules.md).",
    "METRICS": "Every metric by its name, with `label`, `unit` and `better`: [Metrics](metrics.md).",
    "SWITCHES": "What can be switched off, by name: [Switches](switches.md).",
}


def api_page():
    """Return the page, with a place for the docstring of each name."""
    parts = [OPENING]
    for title, names in GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [_told(name) for name in names.split()]
    return "\n".join(parts)


def _told(name):
    if name in NO_PAGES_OF_THEIR_OWN:
        return f"### ms.{name}\n\n{NO_PAGES_OF_THEIR_OWN[name]}\n"
    return f'::: {_described_at(name)}\n    options:\n      heading: "ms.{name}"\n      toc_label: "{name}"\n'


def _described_at(name):
    """Return where the words on a public name stand: those that are shown in a way of their own are described below."""
    import milieusim

    public = getattr(milieusim, name)
    kinds = [kind for kind in getattr(public, "__mro__", ()) if kind.__name__ == name]
    return f"{(kinds[-1] if kinds else inspect.unwrap(public)).__module__}.{name}"
