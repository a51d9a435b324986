"""What the model claims about people: pure scalar functions, one family a file."""

from milieusim.rules.table import RULES, Rule

__all__ = ["RULES", "Rule"]
