"""What holds where nothing is said, read off the code: one table for functions, commands and experiment files.

`reference_pages.py` writes the page. Every value that is not that of most doors has a reason here; a test holds that
no reason is missing, and that none is left over.
"""

import inspect

from milieusim.vocabulary import WARM_UP_DAYS

SETTINGS = {
    "days": "Simulated days",
    "warm_up_days": "Warm-up, days",
    "seed": "First seed",
    "replications": "Replications",
    "parameters": "Parameters",
    "tick_minutes": "Length of a tick, minutes",
    "engine": "Engine",
    "workers": "Workers",
    "contagion": "Contagion",
}
FUNCTIONS = (
    "simulate simulate_many WardModel trace first_difference compare improve scorecard run_experiment".split()
)
COMMANDS = "run compare improve evidence calibrate sweep".split()
FILE = "an experiment file"
OTHER_NAMES = {"seeds": "seed", "threads": "workers"}
UNSAID = {
    "warm_up_days": str(WARM_UP_DAYS),
    "workers": "all cores",
    "parameters": "posterior",
    "engine": "compiled",
}
"""What leaving it out (None) means."""
WHY = {
    (
        "days",
        "84",
    ): "differences between designs are told by rare events, which a month holds too few of; one run "
    "to look at is short.",
    ("days", "that of each study"): "a published pattern is set beside as many days as it was counted over.",
    ("warm_up_days", "0"): "looks for the first tick at which two wards part, which is often in the warm-up.",
    ("seed", "drawn"): "as Mesa's models do; the seed is kept as `model.seed`.",
    ("seed", "0 to 99"): "row *k* of a batch is the run of seed *k*.",
    ("replications", "1"): "an experiment spreads its runs over points, or says how many it wants at each.",
    (
        "replications",
        "auto",
    ): "a command can tell how far it is and stop when the answer is settled; a call in a "
    "script takes a time that is known beforehand.",
    (
        "parameters",
        "posterior",
    ): "an answer about designs, or about the model, has to hold whatever is not known; a "
    "single run is of one set.",
}


def defaults():
    """Return setting -> value -> doors at which that value holds if nothing is said.

    Returns
    -------
    dict of str to dict of str to list of str
    """
    found = {setting: {} for setting in SETTINGS}
    for door, given in _doors():
        for name, value in given.items():
            setting = OTHER_NAMES.get(name, name)
            if setting in SETTINGS:
                found[setting].setdefault(_spelt(setting, value, door), []).append(door)
    return found


def _doors():
    import typer

    import milieusim as ms
    from milieusim.campaign.experiment.experiment import ExperimentFile
    from milieusim.cli.main import app

    for name in FUNCTIONS:
        parameters = inspect.signature(getattr(ms, name)).parameters.values()
        yield f"`ms.{name}`", {one.name: one.default for one in parameters if one.default is not one.empty}
    group = typer.main.get_command(app)
    for name in COMMANDS:
        options = [one for one in group.commands[name].params if one.param_type_name == "option"]
        yield f"`milieusim {name}`", {one.name: getattr(one.default, "value", one.default) for one in options}
    # A list of seeds stands in place of the first one, and has no default.
    fields = {name: field for name, field in ExperimentFile.model_fields.items() if name != "seeds"}
    yield FILE, {name: field.default for name, field in fields.items() if not field.is_required()}


def _spelt(setting, value, door):
    if value is None and setting == "seed":
        return "drawn"
    if value is None and setting == "days":
        return "that of each study"
    if value is None:
        return UNSAID[setting]
    if isinstance(value, range):
        return f"{value[0]} to {value[-1]}"
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def usual(values):
    """Return the value that holds at most doors."""
    return max(values, key=lambda value: len(values[value]))


def defaults_page():
    """Return the page about defaults."""
    rows = ["| setting | if nothing is said | at |", "|---|---|---|"]
    reasons = []
    for setting, values in defaults().items():
        for value, doors in sorted(values.items(), key=lambda item: -len(item[1])):
            rows.append(f"| {SETTINGS[setting]} | {value} | {', '.join(doors)} |")
            if (setting, value) in WHY:
                reasons.append(f"- {SETTINGS[setting]}, {value}: {WHY[setting, value]}")
    return "\n".join(
        [
            "<!-- Made by docs/reference_pages.py; do not edit. -->",
            "# Defaults\n",
            "What holds where nothing is said, read off the functions, the commands and the keys of an experiment "
            "file. A value is the same at every door, or there is a reason below.\n",
            *rows,
            "\n## Why some differ\n",
            *reasons,
            "",
        ]
    )
