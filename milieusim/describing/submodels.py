"""The rules, the parameters that they read, the targets and the sources, as text."""

from importlib.resources import files

from milieusim.describing.formulas import formula
from milieusim.describing.markdown import bullets, code, codes, span, table
from milieusim.evidence.targets import load_targets, unit_of
from milieusim.ledger.parameters import ledger
from milieusim.rules import RULES
from milieusim.rules.basics.described import FORMS, described
from milieusim.rules.basics.run_numbers import RUN_NUMBERS
from milieusim.rules.table import FAMILIES

FORM_WORDS = {
    "published": "the shape is taken from a publication, or follows from a definition",
    "calibrated": "the shape is assumed, its numbers are fitted to published figures",
    "assumed": "a judgement; what it rests on, if anything, stands under its sources",
}
STATUS_WORDS = {
    "measured": "a published measurement",
    "elicited": "read off published figures by judgement",
    "calibrated": "fitted to published figures",
    "assumed": "a judgement, with a range that should hold what is true",
}


def forms():
    """Return how many rules are of each form, as a list."""
    every = [rule.form for rule in RULES.values()]
    return bullets(f"{form} ({every.count(form)} of {len(every)}): {FORM_WORDS[form]}" for form in FORMS)


def families():
    """Return the families of rules: (name, what it holds, its rules).

    Returns
    -------
    list of tuple
    """
    found = []
    for module in FAMILIES:
        name = module.__name__.rsplit(".", 1)[-1]
        rules = [rule for rule in RULES.values() if rule.family == name]
        found.append((name, " ".join(module.__doc__.split()), rules))
    return found


def rule_in_full(rule):
    """Return a rule with its arguments, units, form, sources and formula.

    Parameters
    ----------
    rule : milieusim.rules.table.Rule
    """
    doc = described(rule.function)
    rows = [
        [code(name), _span(what.domain), what.domain.unit, what.text] for name, what in doc.arguments.items()
    ]
    parts = [
        f"**`{rule.name}`** ({doc.form}). {doc.summary} Gives {_result(doc.returns)}. {doc.notes}",
        f"```py\n{formula(rule)}\n```",
    ]
    if rows:
        parts.append(table(["argument", "range", "unit", "what it is"], rows))
    read = f"Reads {codes(doc.reads)}. " if doc.reads else ""
    return "\n\n".join([*parts, f"{read}Source: {' '.join(doc.references)}"])


def rules_table(rules):
    """Return rules as a table, a line each."""
    rows = []
    for rule in rules:
        doc = described(rule.function)
        rows.append(
            [code(rule.name), doc.summary, _result(doc.returns), doc.form, ", ".join(doc.sources) or "none"]
        )
    return table(["rule", "what it gives", "range and unit", "form", "sources"], rows)


def _result(domain):
    return f"{_span(domain)} {domain.unit}".strip()


def _span(domain):
    return "yes or no" if domain.kind == "bool" else span(domain.low, domain.high)


def parameters_table(values):
    """Return the ledger with the values that are used, and those of the ledger where they are others.

    Parameters
    ----------
    values : dict of str to milieusim.describing.subject.Value
    """
    rows = []
    for name, value in values.items():
        entry = ledger().entry(name)
        shipped = "" if value.low == value.high == entry.value else f" (ledger: {entry.value:g})"
        rows.append(
            [
                code(name),
                f"{value}{shipped}",
                entry.unit,
                span(entry.low, entry.high),
                entry.status,
                entry.source,
                entry.note,
            ]
        )
    return table(["parameter", "value", "unit", "range", "status", "source", "what it is"], rows)


def statuses():
    """Return how many parameters are of each status, as a list."""
    every = [ledger().entry(name).status for name in ledger()]
    return bullets(
        f"{status} ({every.count(status)} of {len(every)}): {words}" for status, words in STATUS_WORDS.items()
    )


def run_numbers_table():
    """Return the numbers that follow from the design and the ledger once a run."""
    rows = [[code(name), n.text, span(n.low, n.high), n.unit] for name, n in RUN_NUMBERS.items()]
    return table(["number", "what it is", "range", "unit"], rows)


def targets_table(used_for):
    """Return the published patterns of one use.

    Parameters
    ----------
    used_for : {"fit", "check", "input"}
    """
    rows = [
        [
            one.key,
            one.label,
            "" if one.value != one.value else f"{one.value:g}",
            span(one.low, one.high),
            one.unit if one.unit == "share" else unit_of(one),
            code(one.design),
            one.how,
            ", ".join(one.sources),
        ]
        for one in load_targets().values()
        if one.used_for == used_for
    ]
    head = ["key", "pattern", "published", "interval", "unit", "on design", "what is computed", "sources"]
    return table(head, rows)


def assumed_told():
    """Return how much of the model is assumed, in a sentence."""
    rules = [rule.form for rule in RULES.values()]
    numbers = [ledger().entry(name).status for name in ledger()]
    return (
        f"{rules.count('assumed')} of {len(rules)} rules are of an assumed form, and {numbers.count('assumed')} of "
        f"{len(numbers)} parameters have an assumed value."
    )


def sources_list(keys=None):
    """Return sources, a line each, with how far they were seen.

    Parameters
    ----------
    keys : container of str, optional
        All if left out.
    """
    import yaml

    text = files("milieusim").joinpath("data/sources.yaml").read_text(encoding="utf-8")
    return bullets(
        f"**{key}**: {one['citation']}.{' ' + one['link'] if one['link'] else ''} Seen: {one['read']}."
        for key, one in yaml.safe_load(text).items()
        if keys is None or key in keys
    )
