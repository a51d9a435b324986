"""`milieusim dashboard`: a ward seen moving, in a browser on this machine."""

from typing import Annotated

import typer

from milieusim.cli.declaring import DESIGN_IS, loaded_all
from milieusim.cli.showing.screen_tables import is_watched, tell

Opened = Annotated[str, typer.Argument(metavar="DESIGN", help=DESIGN_IS)]
Port = Annotated[int, typer.Option(help="Port to listen on.")]
Host = Annotated[
    str,
    typer.Option(
        help="Address to listen on; with another than 127.0.0.1 others on the network see the page too."
    ),
]
Browser = Annotated[
    bool | None,
    typer.Option(
        "--browser/--no-browser", help="Open it in a browser; done if left out and somebody is there."
    ),
]


def dashboard(
    design: Opened = "acute-ward", port: Port = 8765, host: Host = "127.0.0.1", browser: Browser = None
):
    """Watch a ward live, turn its levels, change its timetable and compare."""
    from milieusim.config.reading.loading import load_design
    from milieusim.dashboard import web_server

    loaded, _ = loaded_all([(load_design, design), (lambda given: web_server.check(*given), (host, port))])

    def when_ready(address):
        tell(f"{loaded.name} is open at {address}; Ctrl-C ends it.")
        if is_watched() if browser is None else browser:
            import webbrowser

            webbrowser.open(address)

    web_server.serve(loaded, host, port, when_ready)
    tell("The dashboard is closed.")
