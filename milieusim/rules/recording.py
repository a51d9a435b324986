"""From what happened to what was written down."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, log_odds, logistic


@rule
def recorded_probability(at_reference, severity_share, reference_severity, w_severity, load, w_load):
    """Probability that an event is recorded: it rises with severity and falls with load.

    Parameters
    ----------
    at_reference : float, 0-1
        Of an event of the reference severity, staff not overloaded.
    severity_share : float, 0-1
        SOAS-R severity / 22, or the gravity of another kind.
    reference_severity : float, 0-1
        Severity to which the instrument's probability belongs.
    w_severity : float, 0 to 20, log-odds
        Weight of severity. Ledger: record_w_severity.
    load : float, 0 to 3
        Minutes asked of nursing staff over minutes there are.
    w_load : float, 0 to 5, log-odds
        Weight of load. Ledger: record_w_load.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear on the log-odds scale: rises with severity, falls with load above 1. The
    instrument's probabilities are inputs with a source, not fitted with the rates.

    References
    ----------
    [Owen98]: staff-prospective recording gave 1.2 incidents a unit-day.
    [Gudj04]: an incident log gave 0.10 a ward-day.
    """
    usual = log_odds(min(max(at_reference, 1e-9), 1.0 - 1e-9))
    return logistic(
        usual + w_severity * (severity_share - reference_severity) - w_load * max(load - 1.0, 0.0)
    )


@rule
def response_recorded_probability(at_reference, load, w_load):
    """Probability that a response is recorded.

    Parameters
    ----------
    at_reference : float, 0-1
        Of an event of the reference severity, staff not overloaded.
    load : float, 0 to 3
        Minutes asked of nursing staff over minutes there are.
    w_load : float, 0 to 5, log-odds
        Weight of load. Ledger: record_w_load.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. As for incidents, without severity: falls with load above 1.

    References
    ----------
    None: assumed, see the ledger.
    """
    return logistic(log_odds(min(max(at_reference, 1e-9), 1.0 - 1e-9)) - w_load * max(load - 1.0, 0.0))


@rule
def mistaken_hours(u, mean_hours):
    """How much later than it happened an event is dated when the time is written wrongly, hours.

    Parameters
    ----------
    u : float, 0-1
        A keyed draw, uniform; 1 itself never comes.
    mean_hours : float, 0 to 100, h
        Longest delay. Ledger: time_mistaken_hours.

    Returns
    -------
    float, 0 to 100, h

    Notes
    -----
    Form: assumed. Uniform from 0 to the given hours; rises with the draw.

    References
    ----------
    None: assumed, see the ledger.
    """
    return mean_hours * clip01(u)
