"""Rules, measures and people of somebody's own, with which the runs of a store were made, as text."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.describing.markdown import code, codes, table
from milieusim.describing.submodels import rule_in_full, rules_table
from milieusim.phrasing import listed

NO_TEXT = "The store does not hold its text: put it beside this description."
KINDS = {"rule": "rules replaced", "metric": "measures", "class": "classes of people"}


def own_of(own, kind):
    """Return name -> what is known of the things of one kind.

    Parameters
    ----------
    own : dict of str to dict
        As `Manifest.own` has it.
    kind : {"rule", "metric", "class"}
    """
    return {name.partition(" ")[2]: told for name, told in own.items() if name.startswith(f"{kind} ")}


def own_sentence(own):
    """Return in a paragraph what of the code is not the library's; empty if all of it is."""
    if not own:
        return ""
    parts = [f"{what}: {codes(own_of(own, kind))}" for kind, what in KINDS.items() if own_of(own, kind)]
    is_other = own_of(own, "rule") or own_of(own, "class")
    made = (
        "These runs were not made with the model as it is shipped" if is_other else "Beside what is shipped"
    )
    return (
        f"**Code of the authors' own.** {made}: {'; '.join(parts)}. "
        "Each is told where it belongs, with the digest by which a store tells one code from another."
    )


def classes_told(own):
    """Return the classes of people that stand in place of the library's, with their text."""
    return "\n\n".join(
        f"*In these runs* {code(name)} stands in place of the library's class (digest `{told['digest']}`); acts that it "
        f"defines are not those told in this description. {_text(told)}"
        for name, told in own_of(own, "class").items()
    )


def rule_told(own, rule):
    """Return a rule in full; of a replaced one the replacement, and then what it replaced."""
    told = own_of(own, "rule").get(rule.name)
    if told is None:
        return rule_in_full(rule)
    return (
        f"**`{rule.name}`, replaced.** In these runs a function of the authors' own stood in place of this rule (digest "
        f"`{told['digest']}`); its form and source are for them to tell. {_text(told)}\n\n"
        f"The rule as it is shipped, which these runs did not ask:\n\n{rule_in_full(rule)}"
    )


def rules_told(own, rules):
    """Return a table of rules, and which of them were replaced."""
    replaced = {
        name: told for name, told in own_of(own, "rule").items() if name in [one.name for one in rules]
    }
    if not replaced:
        return rules_table(rules)
    which = listed(f"{code(name)} (digest `{told['digest']}`)" for name, told in replaced.items())
    return (
        f"{rules_table(rules)}\n\n**Replaced in these runs** by functions of the authors' own: {which}. The table "
        "tells the rules as they are shipped; the ODD description holds the replacements."
    )


def metrics_told(own):
    """Return every measure of a run, those of somebody's own among them."""
    mine = own_of(own, "metric")
    rows = [
        [code(m.name), m.definition, m.unit, m.better, m.source]
        for m in METRICS.values()
        if m.name not in mine
    ]
    for name, told in mine.items():
        said = [told.get(key, "not noted") for key in ("unit", "better", "source")]
        mark = f"Of the authors' own (digest `{told['digest']}`)."
        rows.append([code(name), f"{told.get('definition', '')} {mark}", *said])
    return table(["measure", "definition", "unit", "better", "whose measure"], rows)


def _text(told):
    return f"\n\n```py\n{told['text']}\n```" if told.get("text") else NO_TEXT
