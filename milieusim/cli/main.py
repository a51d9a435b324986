"""The `milieusim` command: a table of its commands, each declared in a file of its own.

Each command imports what it needs only when it is called: `--help` and `check` stay fast.
"""

import sys
from typing import Annotated

import typer

from milieusim.cli.calibrate_command import calibrate
from milieusim.cli.compare_command import compare
from milieusim.cli.dashboard_command import dashboard
from milieusim.cli.declaring import INTERRUPTED, guarded
from milieusim.cli.describe_command import describe
from milieusim.cli.designs_command import check, designs, diff, metrics, schema
from milieusim.cli.evidence_command import evidence
from milieusim.cli.improve_command import improve
from milieusim.cli.new_command import new
from milieusim.cli.run_command import run
from milieusim.cli.sensitivity_command import sensitivity
from milieusim.cli.showing.screen_tables import complain, is_terminal, ready_streams, say
from milieusim.cli.status_command import status
from milieusim.cli.sweep_command import sweep
from milieusim.cli.workbook_commands import export, import_

COMMANDS = [
    designs,
    new,
    check,
    import_,
    export,
    diff,
    schema,
    metrics,
    run,
    compare,
    improve,
    evidence,
    calibrate,
    sweep,
    status,
    sensitivity,
    describe,
    dashboard,
]

app = typer.Typer(
    name="milieusim",
    help="Compare daily routines of therapeutic wards before anyone has to live them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich" if is_terminal() else None,
)
for _command in COMMANDS:
    # A name such as `import` is Python's own, and ends in a line as a function.
    app.command(_command.__name__.rstrip("_"))(guarded(_command))


def _show_version(wanted: bool):
    if wanted:
        say(f"milieusim {_version()}")
        raise typer.Exit


def _version():
    from importlib import metadata

    import milieusim

    try:
        return getattr(milieusim, "__version__", None) or metadata.version("milieusim")
    except metadata.PackageNotFoundError:
        return "(not installed)"


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
):
    pass


def main(argv=None):
    """Run the command line and return its exit status.

    Parameters
    ----------
    argv : list of str, optional
        Arguments without the program's name; those of the process if left out.

    Returns
    -------
    int
    """
    ready_streams()
    try:
        app(args=argv, prog_name="milieusim")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except KeyboardInterrupt:
        complain(["Interrupted."])
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
