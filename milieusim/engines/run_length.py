"""How long a run may be, and how many people may come in it."""

from milieusim.engines.week import MINUTES_A_DAY, is_tick
from milieusim.errors import ConfigError
from milieusim.rules.basics.keyed_draws import STAFF_OFFSET
from milieusim.vocabulary import LONGEST_DAYS
from milieusim.ward.residents.arrivals import FIRST_REFERRAL


def check_clock(days, warm_up_days, tick_minutes):
    """Raise ConfigError if no run can have such a length or such ticks."""
    problems = []
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= LONGEST_DAYS:
        problems.append(f"days is {days!r}; it must be a whole number from 1 to {LONGEST_DAYS}.")
    is_whole = isinstance(warm_up_days, int) and not isinstance(warm_up_days, bool)
    if not is_whole or not 0 <= warm_up_days <= LONGEST_DAYS:
        problems.append(
            f"warm_up_days is {warm_up_days!r}; it must be a whole number from 0 to {LONGEST_DAYS}."
        )
    if not is_tick(tick_minutes):
        problems.append(f"tick_minutes is {tick_minutes!r}; it must be a whole number that divides 60.")
    if problems:
        raise ConfigError(problems)
    if max(days, warm_up_days) * MINUTES_A_DAY // tick_minutes >= 1 << 20:
        raise ConfigError(
            f"days is {days}; with {tick_minutes}-minute ticks a run may have at most 2**20 ticks."
        )


def check_referrals(expected):
    """Raise ConfigError if more people are expected in a run than can be told apart."""
    # Numbers of referrals and of posts share a field of the counter of a draw; they must not meet.
    if expected > STAFF_OFFSET // 2 - FIRST_REFERRAL:
        raise ConfigError(
            f"residents.stay: about {expected:,.0f} referrals in one run are more than can be told apart "
            f"({STAFF_OFFSET // 2:,}); run fewer days, or give longer stays."
        )
