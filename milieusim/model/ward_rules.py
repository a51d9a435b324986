"""The rules that the agents of one ward follow."""

from milieusim.model.compiled import check_replaced
from milieusim.rules import RULES, numerics
from milieusim.rules._compile import noted


class Rulebook:
    """Every rule by name, with some replaced.

    Parameters
    ----------
    replaced : dict of str to function, optional
    """

    def __init__(self, replaced=None):
        replaced = dict(replaced or {})
        check_replaced(replaced)
        small = {f.__name__: f for f in noted() if f.__module__ == numerics.__name__}
        self.__dict__.update(small)
        self.__dict__.update({name: rule.function for name, rule in RULES.items()})
        self.__dict__.update(replaced)
        self._replaced = sorted(replaced)

    def __repr__(self):
        return f"Rulebook(replaced: {', '.join(self._replaced) or 'none'})"
