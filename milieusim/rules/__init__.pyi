from milieusim.rules.table import RULES as RULES
from milieusim.rules.table import Rule as Rule
