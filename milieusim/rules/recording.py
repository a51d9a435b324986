"""From what happened to what was written down."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, log_odds, logistic


@rule
def recorded_probability(p, at_reference, severity_share, reference_severity, load):
    """Probability that an event is recorded: it rises with severity and falls with load.

    Parameters
    ----------
    p : numbers of the run
    at_reference : float, 0-1
        Of an event of the reference severity, staff not overloaded.
    severity_share : float, 0-1
        SOAS-R severity / 22, or the gravity of another kind.
    reference_severity : float, 0-1
        Severity to which the instrument's probability belongs.
    load : float, 0 to 3
        Minutes asked of nursing staff over minutes there are.

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
        usual
        + p.record_w_severity * (severity_share - reference_severity)
        - p.record_w_load * max(load - 1.0, 0.0)
    )


@rule
def response_recorded_probability(p, at_reference, load):
    """Probability that a response is recorded.

    Parameters
    ----------
    p : numbers of the run
    at_reference : float, 0-1
        Of an event of the reference severity, staff not overloaded.
    load : float, 0 to 3
        Minutes asked of nursing staff over minutes there are.

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
    return logistic(
        log_odds(min(max(at_reference, 1e-9), 1.0 - 1e-9)) - p.record_w_load * max(load - 1.0, 0.0)
    )


@rule
def mistaken_hours(p, u):
    """How much later than it happened an event is dated when the time is written wrongly, hours.

    Parameters
    ----------
    p : numbers of the run
    u : float, 0-1
        A keyed draw, uniform; 1 itself never comes.

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
    return p.time_mistaken_hours * clip01(u)
