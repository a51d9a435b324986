"""Conversions between units: the only bare numbers a rule may use besides 0 and 1."""

MINUTES_AN_HOUR = 60.0
HOURS_A_DAY = 24.0
DAYS_A_WEEK = 7.0
PERCENT = 100.0
PER_THOUSAND = 1000.0
HALF = 0.5  # from -1..1 to 0..1
EXP_LIMIT = 700.0  # beyond this exp overflows in Python and not in compiled code
SOAS_R_MAX = 22.0  # top of the SOAS-R severity scale [Nij99]
FORGIVEN_MINUTES = 1e-9  # so that sums of parts of ticks add up to a slot
ROUNDING = 1e-15  # more than the rounding of one exponential near 1
