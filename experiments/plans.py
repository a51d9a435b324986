"""Which experiments a study runs: that of its file, or those that its ``plan.py`` makes of it."""

import importlib.util

import milieusim as ms


def experiments_of(home, changes=None):
    """Return the experiments of a study, name -> Experiment.

    Parameters
    ----------
    home : pathlib.Path
    changes : dict, optional
        What a trial changes in each.
    """
    experiment = ms.load_experiment(home / "experiment.yaml")
    made = {experiment.name: experiment}
    plan = home / "plan.py"
    if plan.is_file():
        spec = importlib.util.spec_from_file_location(f"plan_of_{home.name.replace('-', '_')}", plan)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        made = module.experiments(experiment)
    return {name: one.replace(**changes) for name, one in made.items()} if changes else made


def places_of(place, names):
    """Return where the store of each experiment lies, name -> folder."""
    names = list(names)
    return {name: place if len(names) == 1 else place / name for name in names}
