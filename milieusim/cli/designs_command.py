"""`milieusim designs`, `check`, `diff`, `schema` and `metrics`: what needs no run."""

from enum import Enum
from typing import Annotated

import typer

from milieusim.cli.declaring import BAD_INPUT, DESIGN_IS, loaded_all
from milieusim.cli.showing.screen_tables import complain, say, tell
from milieusim.errors import ConfigError


class SchemaKind(str, Enum):  # noqa: UP042 - typer shows and reads the values
    """Kinds of files that have a schema."""

    design = "design"
    experiment = "experiment"


Files = Annotated[list[str], typer.Argument(help=DESIGN_IS, metavar="FILE...", show_default=False)]
One = Annotated[str, typer.Argument(metavar="A", help=DESIGN_IS, show_default=False)]
Another = Annotated[str, typer.Argument(metavar="B", help=DESIGN_IS, show_default=False)]
Kind = Annotated[SchemaKind, typer.Argument(metavar="design|experiment", help="Which files.")]


def designs():
    """List the shipped designs."""
    from milieusim.config.reading.loading import load_design, shipped_designs

    names = shipped_designs()
    widest = max(map(len, names), default=0)
    for name in names:
        say(f"{name:<{widest}}  {load_design(name).about.title}".rstrip())


def check(files: Files):
    """List every problem of designs, and everything that is allowed but cannot work."""
    if not all([_checked(file) for file in files]):
        raise typer.Exit(BAD_INPUT)


def _checked(file):
    from milieusim.config.feasibility.feasibility import warnings_of
    from milieusim.config.reading.loading import places_of, read_design, told_beside

    try:
        design = read_design(file)
        warnings = [*warnings_of(design), *told_beside(file, design)]
    except ConfigError as error:
        complain(error.problems)
        return False
    for warning, place in zip(warnings, places_of(file, warnings)):
        say(f"{place or file}: warning: {warning}")
    count = f"{len(warnings) or 'no'} warning{'' if len(warnings) == 1 else 's'}"
    say(f"{file}: valid, {count}.")
    return True


def diff(a: One, b: Another):
    """Show what differs between two designs, path by path."""
    from milieusim.config.reading.loading import load_design
    from milieusim.config.telling.differences import difference_lines

    lines = difference_lines(*loaded_all([(load_design, a), (load_design, b)]))
    for line in lines:
        say(line)
    if not lines:
        tell("No difference but perhaps name and title.")


def schema(kind: Kind = SchemaKind.design):
    """Print the JSON Schema of design files or of experiment files, for editors."""
    import json

    if kind is SchemaKind.experiment:
        from milieusim.campaign.experiment.experiment import experiment_schema as schema_of
    else:
        from milieusim.config.telling.schema import json_schema as schema_of
    say(json.dumps(schema_of(), indent=2))


def metrics():
    """List the measures of a run: name, label, unit, and which way is better."""
    from milieusim.analysis.metrics.metrics import METRICS

    rows = [(metric.name, metric.label, metric.unit, metric.better) for metric in METRICS.values()]
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
