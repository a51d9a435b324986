"""From what happened to what was written down."""

from milieusim.rules._compile import rule
from milieusim.rules.numerics import clip01, log_odds, logistic


@rule
def recorded_probability(at_reference, severity_share, reference_severity, w_severity, load, w_load):
    """Probability that an event is recorded: it rises with severity and falls with load."""
    usual = log_odds(min(max(at_reference, 1e-9), 1.0 - 1e-9))
    return logistic(
        usual + w_severity * (severity_share - reference_severity) - w_load * max(load - 1.0, 0.0)
    )


@rule
def response_recorded_probability(at_reference, load, w_load):
    """Probability that a response is recorded."""
    return logistic(log_odds(min(max(at_reference, 1e-9), 1.0 - 1e-9)) - w_load * max(load - 1.0, 0.0))


@rule
def mistaken_hours(u, mean_hours):
    """How much later than it happened an event is dated when the time is written wrongly, hours."""
    return mean_hours * clip01(u)


@rule
def is_true(u, probability):
    """Whether a draw falls below its probability."""
    return u < probability
