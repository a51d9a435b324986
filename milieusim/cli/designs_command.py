"""Commands about designs: list, check, compare on paper, export the schema."""

import json

import typer

from milieusim.cli.guarding import complain
from milieusim.config.reading.loading import load_design, shipped_designs
from milieusim.config.telling.schema import json_schema
from milieusim.errors import ConfigError


def designs():
    """Write the name and title of each shipped design."""
    names = shipped_designs()
    widest = max(map(len, names), default=0)
    for name in names:
        typer.echo(f"{name:<{widest}}  {load_design(name).about.title}".rstrip())


def check(files):
    """Write every problem (stderr) and warning (stdout) of some designs; return whether all are valid."""
    return all([_checked(file) for file in files])


def _checked(file):
    from milieusim.config.feasibility.feasibility import warnings_of

    try:
        warnings = warnings_of(load_design(file))
    except ConfigError as error:
        complain(error.problems)
        return False
    for warning in warnings:
        typer.echo(f"{file}: warning: {warning}")
    count = f"{len(warnings) or 'no'} warning{'' if len(warnings) == 1 else 's'}"
    typer.echo(f"{file}: valid, {count}.")
    return True


def diff(base, other):
    """Write what differs between two designs, a line a path."""
    from milieusim.config.telling.differences import difference_lines

    lines = difference_lines(*_both(base, other))
    for line in lines:
        typer.echo(line)
    if not lines:
        typer.echo("No difference but perhaps name and title.", err=True)


def _both(*names):
    loaded, problems = [], []
    for name in names:
        try:
            loaded.append(load_design(name))
        except ConfigError as error:
            problems += error.problems
    if problems:
        raise ConfigError(list(dict.fromkeys(problems)))
    return loaded


def schema(kind="design"):
    """Write the JSON Schema of design files, or of experiment files."""
    if kind == "experiment":
        from milieusim.campaign.experiment.experiment import experiment_schema

        typer.echo(json.dumps(experiment_schema(), indent=2))
    else:
        typer.echo(json.dumps(json_schema(), indent=2))
