"""What a user of each tool writes to ask the same question, once there is a model: a function each, nothing shared.

Wards: how much conflict is there in 10 beds and in 20, over so many days and seeds? Sweeps: over structure and
support? Each returns the table that its user goes on with.
"""


def reduced_ward_by_mesa(days, seeds):
    """Ask the reduced ward of Mesa."""
    import mesa
    import pandas as pd

    from benchmarks.peers.reduced_mesa import MesaWard

    found = mesa.batch_run(
        MesaWard,
        {"residents": [10, 20], "days": days, "seed": list(range(1, seeds + 1))},
        number_processes=1,
        max_steps=days * 96,
        data_collection_period=-1,
        display_progress=False,
    )
    return pd.DataFrame(found)[["residents", "seed", "incidents"]]


def reduced_ward_by_agentpy(days, seeds):
    """Ask the reduced ward of AgentPy."""
    import agentpy

    from benchmarks.peers.reduced_agentpy import AgentPyWard

    beds, seed = agentpy.Values(10, 20), agentpy.Values(*range(1, seeds + 1))
    sample = agentpy.Sample({"residents": beds, "days": days, "nurses": 3, "seed": seed})
    found = agentpy.Experiment(AgentPyWard, sample, randomize=False).run(display=False)
    return found.arrange_reporters()[["residents", "seed", "incidents"]]


def whole_ward_by_mesa(days, seeds):
    """Ask the whole ward in plain Mesa."""
    import mesa
    import pandas as pd

    from benchmarks.plain_mesa import PlainWard

    found = mesa.batch_run(
        PlainWard,
        {"residents": [10, 20], "days": days, "seed": list(range(1, seeds + 1))},
        number_processes=1,
        max_steps=days * 96,
        data_collection_period=-1,
        display_progress=False,
    )
    return pd.DataFrame(found)[["residents", "seed", "incidents"]]


def whole_ward_by_milieusim(days, seeds, store):
    """Ask the library's ward, in a sweep."""
    import milieusim

    asked = {
        "name": "beds",
        "designs": "acute-ward",
        "days": days,
        "warm_up_days": 0,
        "replications": seeds,
        "factors": {"ward.beds": [10, 20]},
    }
    return milieusim.run_experiment(asked, store, workers=1).metrics()


def sweep_by_ema(days, points, seeds):
    """Sweep the library's ward from the EMA workbench."""
    from ema_workbench import perform_experiments

    from milieusim.bridges.ema import ema_model

    ranges = {"milieu.structure": {"low": 0, "high": 1}, "milieu.support": {"low": 0, "high": 1}}
    how = {"days": days, "warm_up_days": 0, "replications": seeds, "workers": 1}
    model = ema_model("acute-ward", ranges, outcomes=["conflict_per_100_obd"], **how)
    return perform_experiments(model, scenarios=points)


def processes_of_ema(days, seeds, processes):
    """Begin processes of the EMA workbench for the same sweep."""
    from ema_workbench import MultiprocessingEvaluator

    from milieusim.bridges.ema import ema_model

    ranges = {"milieu.structure": {"low": 0, "high": 1}, "milieu.support": {"low": 0, "high": 1}}
    how = {"days": days, "warm_up_days": 0, "replications": seeds, "workers": 1}
    model = ema_model("acute-ward", ranges, outcomes=["conflict_per_100_obd"], **how)
    return MultiprocessingEvaluator(model, n_processes=processes)


def sweep_by_milieusim(days, points, seeds, store, workers=1):
    """Sweep the library's ward from the library."""
    import milieusim

    ranges = {"milieu.structure": {"low": 0, "high": 1}, "milieu.support": {"low": 0, "high": 1}}
    asked = {
        "name": "structure-and-support",
        "designs": "acute-ward",
        "days": days,
        "warm_up_days": 0,
        "replications": seeds,
        "factors": ranges,
        "sampling": {"kind": "latin_hypercube", "points": points},
    }
    return milieusim.run_experiment(asked, store, workers=workers).metrics()
