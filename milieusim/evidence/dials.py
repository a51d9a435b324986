"""Whether a pattern is mostly one parameter's own dial, or comes out of many together."""

import math
from typing import NamedTuple

MOSTLY = 0.5


class Dial(NamedTuple):
    """What moves a pattern.

    Attributes
    ----------
    kind : str
        ``dial``, ``emergent``, ``solved``, ``input``, ``not fitted`` or ``not screened``.
    parameter : str
        That moves it most; empty if nobody looked.
    share : float
        Of the variance that single parameters explain over the calibration's bank of sets.
    """

    kind: str
    parameter: str = ""
    share: float = math.nan

    @property
    def words(self):
        """What moves the pattern, in words."""
        if self.kind == "dial":
            return f"{self.parameter}, {100 * self.share:.0f} %"
        if self.kind == "emergent":
            top = f" ({self.parameter} {100 * self.share:.0f} %)" if self.parameter else ""
            return f"emergent{top}"
        if self.kind == "solved":
            return "solved for in each set"
        return {"input": "the design"}.get(self.kind, self.kind)


def dial_of(target, facts):
    """Return what moves a pattern, by what a calibration's file says of itself.

    Parameters
    ----------
    target : Target
    facts : dict

    Returns
    -------
    Dial
    """
    if target.used_for == "input":
        return Dial("input")
    solved = {key: parameter for parameter, key in facts.get("solved_for", {}).items()}
    if target.key in solved:
        return Dial("solved", solved[target.key])
    top = facts.get("top_effects", {}).get(target.key)
    if target.used_for == "check":
        return Dial("not fitted")
    if not top:
        return Dial("not screened")
    parameter, share = top
    if not parameter:
        return Dial("emergent")
    return Dial("dial" if share > MOSTLY else "emergent", parameter, float(share))
