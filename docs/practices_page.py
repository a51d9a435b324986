"""The page of practices: by which rules each acts, what to look at, and what is known of it."""

import inspect
import re

OPENING = """# Practices

Sixteen things that a team can do, each with a fidelity between 0 (not done) and 1 (done in full, always, by all) in the
`practices` of a design. Ten of them are the interventions of Safewards, switched together by `practices.safewards`; no
trial reached a fidelity of 1. A practice acts through the rules named here and through nothing else: a lint holds that
no hazard of an incident reads one, but that of leaving without leave, which knows for how much of
the time the door is locked.

To try one: `soft = ms.load_design("acute-ward").replace({"practices.soft_words": 0.4, "name": "soft"})`, and then
`ms.compare(["acute-ward", soft])`.
Look at the metric first, then at what else moved, then at what it cost (staff time, undone care). A practice that moves
nothing where you expected it to is a finding about the model, not about the practice.
"""
FORMS = {"assumed": "assumed", "calibrated": "fitted", "published": "published"}


def practices_page():
    """Return the page, read off the rules that read each practice."""
    from milieusim.vocabulary import PRACTICES

    return "\n".join([OPENING, *(_section(practice) for practice in PRACTICES)])


def _section(practice):
    from milieusim.config.switches import SWITCHES, WHY
    from milieusim.rules import RULES

    path = f"practices.{practice}"
    rules = [rule for rule in RULES.values() if _takes(rule, practice)]
    lines = [f"## {practice.replace('_', ' ').capitalize()}\n"]
    lines += [
        f"Switch: `{path}`. What is thought to happen: {WHY[path]}. Look first at `{SWITCHES[path]}`.\n"
    ]
    lines += ["| rule | what it gives | unit | form |", "|---|---|---|---|"]
    lines += [
        f"| [`{rule.name}`](rules.md) | {rule.summary} | {rule.unit} | {_form(rule)} |" for rule in rules
    ]
    return "\n".join([*lines, ""])


def _takes(rule, practice):
    """Return whether a rule reads the fidelity of a practice off the numbers of the run, or is given it."""
    is_given = (
        practice in inspect.signature(rule.function).parameters or practice.replace("_", "-") in rule.source
    )
    return practice in rule.reads or is_given


def _form(rule):
    words = re.match(r"\w+", rule.form)
    return FORMS.get(words[0].lower(), rule.form) if words else rule.form
