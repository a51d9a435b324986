"""Where a parameter acts that no rule reads by its name: as a time constant, a start, a fact of a kind, or in an act."""

import ast
import re
from functools import cache
from pathlib import Path

FAMILIES = (
    (r"profile_(?P<of>\w+)_detained_log_odds", "`{of}`", "detention_probability"),
    (r"profile_(?P<of>\w+)_frailty_factor", "`{of}`", "frailty_scale"),
    (r"profile_(?P<of>\w+)_age_(mean|spread)", "`{of}`", "age_years"),
    (r"profile_(?P<of>\w+)_substances", "`{of}`: share who use alcohol or drugs, against a keyed draw", ""),
    (r"(?P<of>\w+)_threshold_\w+", "policy `{of}`", "rung_threshold"),
    (r"(?P<of>[a-z_]+)_hours_(seclusion|mechanical)", "policy `{of}`", "end_per_hour_for"),
)


def places(name):
    """Return in Markdown where a parameter acts that no rule reads.

    Parameters
    ----------
    name : str
        Of the ledger.
    """
    said = _as_time_constant(name) or _of_a_family(name) or _as_start(name) or _as_fact(name)
    return said or ", ".join(f"`{path}`" for path in _files().get(name, ()))


def _rule(name):
    return f"[`{name}`](rules.md#{name})"


def _rules_that_read(number):
    from milieusim.rules import RULES

    return ", ".join(_rule(name) for name, rule in RULES.items() if number in rule.reads)


def _as_time_constant(name):
    """A time constant acts through the share of a state that it leaves, which rules read or by which the state fades."""
    from milieusim.engines.time_constants import KEPT_A_DAY, KEPT_A_TICK, KEPT_AN_HOUR
    from milieusim.ward.state import fading

    faded = [f"`{state}`" for state, source in fading().items() if source == name]
    kept = {source: number for number, source in (KEPT_A_TICK | KEPT_AN_HOUR | KEPT_A_DAY).items()}
    if name not in kept:
        return f"fading of {', '.join(faded)}" if faded else ""
    return f"as `{kept[name]}`: {_rules_that_read(kept[name])}"


def _of_a_family(name):
    from milieusim.vocabulary import Instrument, ResponseKind

    for pattern, said, rule in FAMILIES:
        if found := re.fullmatch(pattern, name):
            return said.format(of=found["of"]) + (f": {_rule(rule)}" if rule else "")
    if name.startswith("profile_"):
        return f"mean of the profile: {_rule('trait')}"
    for instrument in Instrument.labels():
        if name.startswith(f"{instrument}_records_"):
            of_response = name.removeprefix(f"{instrument}_records_") in ResponseKind.labels()
            return _rule("response_recorded_probability" if of_response else "recorded_probability")
    return ""


def _as_start(name):
    from milieusim.ward.state import RESIDENT

    begun = [f"`{state.name}`" for state in RESIDENT if state.start == name]
    return f"start of {', '.join(begun)}" if begun else ""


def _as_fact(name):
    """A fact of kinds of incident or response names its number, and rules are given it."""
    from milieusim.incident_kinds import INCIDENTS
    from milieusim.kinds import RESPONSES

    found = [
        f"{fact.replace('_', ' ')} of `{kind.label}`"
        for kinds in (INCIDENTS, RESPONSES)
        for kind, row in kinds.items()
        for fact, value in row._asdict().items()
        if value == name
    ]
    return ", ".join(found)


@cache
def _files():
    """Return the files of the package that name a number, as an attribute or in quotes."""
    from milieusim.ledger.parameters import ledger

    root, found, wanted = Path(__file__).resolve().parents[1], {}, set(ledger())
    for part in ("ward", "engines"):
        for path in sorted((root / "milieusim" / part).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(node, "attr", getattr(node, "value", None))
                if isinstance(name, str) and name in wanted:
                    found.setdefault(name, {})[path.relative_to(root).as_posix()] = None
    return found
