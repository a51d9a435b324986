"""What the intervals of a comparison are made of, on the screen."""

from milieusim.cli.showing.screen_tables import say, say_table


def say_uncertainty(result, design):
    """Write what the judged intervals of a design are made of, and which parameters carry it.

    Parameters
    ----------
    result : Comparison
    design : str
    """
    from milieusim.comparison.sets_words import leading

    rows = [row for row in result.judged_rows if row.design == design]
    columns = [
        "measure",
        ">nobody knows",
        ">chance",
        ">not told apart",
        ">interval if parameters were known",
        ">agree",
    ]
    sets = f"{result.parameter_sets} parameter sets {result.origin}"
    title = f"What makes the intervals wide, over {sets}: shares of their squared width"
    say_table(title, columns, [_parts(row) for row in rows])
    say("")
    table = result.carriers[result.carriers["design"] == design]
    if len(table):
        columns = ["measure", "parameter", ">share", ">at low values", ">at high values", "what it is"]
        title = "Parameters along which sets differ most (milieusim's ledger has their sources)"
        say_table(title, columns, [_carrier(*one) for one in leading(list(table.itertuples(index=False)))])
        say("")


def _parts(row):
    from milieusim.analysis.metrics.metrics import METRICS
    from milieusim.analysis.numbers import signed
    from milieusim.comparison.sets_words import percent

    shares = (row.ignorance_share, row.chance_share, row.undecided_share)
    interval = f"{signed(row.low_chance)} to {signed(row.high_chance)}"
    return [METRICS[row.metric].label, *map(percent, shares), interval, percent(row.share_of_sets_agreeing)]


def _carrier(row, is_named):
    from milieusim.analysis.metrics.metrics import METRICS
    from milieusim.analysis.numbers import signed
    from milieusim.comparison.sets_words import NO_ONE, carried_share

    if not is_named:
        return [METRICS[row.metric].label, NO_ONE, "", "", "", ""]
    means = signed(row.low_value_mean), signed(row.high_value_mean)
    return [METRICS[row.metric].label, row.parameter, carried_share(row), *means, row.about]
