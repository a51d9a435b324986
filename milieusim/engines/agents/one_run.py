"""One run of the agents engine, table by table equal to that of the compiled engine."""

from milieusim.engines.agents.ward_model import WardModel


def run_agents(inputs, seed, rules=None, resident_class=None, staff_class=None):
    """Run one seed on the agents engine.

    Parameters
    ----------
    inputs : Inputs
    seed : int
    rules : dict of str to function, optional
    resident_class, staff_class : type, optional

    Returns
    -------
    dict of str to numpy.ndarray
        Raw rows of every table, equal to those of the compiled engine.
    """
    model = WardModel(
        None, seed, rules=rules, resident_class=resident_class, staff_class=staff_class, inputs=inputs
    )
    model.datacollector = None
    try:
        while model.running:
            model.step()
        return model.raw_tables()
    finally:
        model.close()
