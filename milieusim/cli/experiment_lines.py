"""Commands about experiments and stores, as the command line shows them."""

from enum import Enum
from typing import Annotated

import typer


class Workers(str, Enum):  # noqa: UP042 - typer shows and reads the values
    """Who works on a sweep."""

    threads = "threads"
    processes = "processes"
    dask = "dask"


Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Stored = Annotated[str, typer.Argument(metavar="STORE", help="Folder of a sweep.", show_default=False)]


def sweep(
    experiment: Annotated[
        str, typer.Argument(metavar="EXPERIMENT.yaml", help="What to run.", show_default=False)
    ],
    store: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="Needed: where runs are kept; one that is there is continued or extended.",
            show_default=False,
        ),
    ] = None,
    executor: Annotated[
        Workers | None,
        typer.Option(
            help="Who works; threads if left out, processes for the agents engine.", show_default=False
        ),
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="How many; all cores if left out.")] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of a Dask scheduler, such as tcp://host:8786.")
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(metavar="I/N", help="Only this part, such as 3/16; each on a machine of its own."),
    ] = None,
):
    """Run an experiment into a store; after any stop the same command goes on."""
    from milieusim.cli.sweep_command import sweep

    sweep(experiment, store, executor and executor.value, workers, scheduler, shard)


def status(
    store: Stored,
    verify: Annotated[
        bool, typer.Option("--verify", help="Read every file and name those that are damaged.")
    ] = False,
    as_json: Json = False,
):
    """Tell how far a sweep is."""
    from milieusim.cli.status_command import status

    status(store, as_json, verify)


def sensitivity(
    store: Stored,
    metrics: Annotated[
        list[str] | None,
        typer.Option(
            "--metric",
            metavar="METRIC",
            help="Metric, by name or label; may be repeated; headlines if left out.",
        ),
    ] = None,
    as_json: Json = False,
):
    """Tell what matters: indices of a sweep's factors and parameters, with intervals."""
    from milieusim.cli.sensitivity_command import sensitivity

    sensitivity(store, metrics or [], as_json)


EXPERIMENT_COMMANDS = [sweep, status, sensitivity]
