"""Serving the dashboard from this machine to a browser on it, and to nobody else unless that was asked for."""

import os
import socket
import warnings
from contextlib import suppress
from importlib import metadata
from importlib.util import find_spec

from milieusim.dashboard import opened
from milieusim.errors import ConfigError

LOOPBACK = "127.0.0.1"
NOWHERE = f"http://{LOOPBACK}:9/"
"""Where files of the page that are not installed would be fetched from: a port at which nobody answers."""
SETTINGS = {
    "SOLARA_APP": "milieusim.dashboard.app",
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_ASSETS_PROXY": "true",  # files of the page come from this server
    "SOLARA_ASSETS_CDN": NOWHERE,
    "SOLARA_SESSION_SAME_SITE": "lax",
    "SOLARA_KERNEL_CULL_TIMEOUT": "2h",  # how long a page that was closed, or lost its server, can come back
    "SOLARA_THEME_TITLE": "milieusim",
    "SOLARA_THEME_SHOW_BANNER": "false",
}
MENDED = "This puts it right: python -m pip install 'milieusim[dashboard]'."
MISSING = f"The dashboard needs more than milieusim itself. {MENDED}"
HIGHEST_PORT = 65_535


def check(host, port):
    """Raise ConfigError unless the dashboard is installed and can listen there.

    Parameters
    ----------
    host : str
    port : int
    """
    if problems := [*_missing(), *_address_problems(host, port)]:
        raise ConfigError(problems)


def _missing():
    """Return what is not installed, or does not fit: files of another version, and the page would stay empty."""
    versions = [version_of(name) for name in ("solara", "solara-assets")]
    if not all(versions) or not find_spec("uvicorn"):
        return [MISSING]
    pages, files = (version.split(".")[:2] for version in versions)
    if pages == files:
        return []
    return [f"solara {versions[0]} and solara-assets {versions[1]} do not fit each other. {MENDED}"]


def version_of(distribution):
    """Return the version of what is installed under a name; nothing if it is not there."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _address_problems(host, port):
    if not 1 <= port <= HIGHEST_PORT:
        return [f"--port is {port}; it must be from 1 to {HIGHEST_PORT}, such as 8765."]
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except (OSError, UnicodeError):
        return [
            f"--host is {host!r}; no such address is known. Leave it out to listen on this machine alone."
        ]
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name != "nt")
        try:
            tried.bind((host, port))
        except OSError as error:
            other = port + 1 if port < HIGHEST_PORT else port - 1
            reason = error.strerror or "it cannot be used"
            return [f"--port {port} on {host}: {reason}. Another program may have it; try --port {other}."]
    return []


def serve(design, host, port, when_ready, **options):
    """Serve the dashboard until it is interrupted.

    Parameters
    ----------
    design : WardDesign
    host : str
    port : int
    when_ready : callable
        Called with the address once a browser can open it.
    **options
        As `Desk` takes them.
    """
    os.environ.update(SETTINGS)
    opened.DESIGN, opened.OPTIONS = design, options
    import solara.server.settings as settings
    import uvicorn

    settings.main.mode = "production"
    # It is told that cookies for frames of other pages need https; there are no such frames.
    warnings.filterwarnings("ignore", message="Cookies with samesite=none")
    from solara.server.starlette import app

    class Server(uvicorn.Server):
        async def startup(self, sockets=None):
            await super().startup(sockets)
            if self.started:
                when_ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")

    config = uvicorn.Config(only_own_pages(app, host), host=host, port=port, log_level="error", lifespan="on")
    with suppress(KeyboardInterrupt):  # the way it ends
        Server(config).run()


def only_own_pages(app, host):
    """Return an application that lets no other page of the browser talk to it.

    A page from elsewhere could open a socket to this machine: its browser says where it comes from. And a name that
    somebody else has lead here is no name of this machine.

    Parameters
    ----------
    app : ASGI application
    host : str
        Where it listens; on the loopback, the names of hosts are looked at too.
    """

    async def guarded(scope, receive, send):
        if scope["type"] in ("http", "websocket") and not is_own(scope.get("headers", ()), host):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await send(
                {"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]}
            )
            await send({"type": "http.response.body", "body": b"This dashboard is for pages of its own."})
            return
        await app(scope, receive, send)

    return guarded


def is_own(headers, host):
    """Return whether a request names this machine, and comes from a page of this server or from no page.

    Parameters
    ----------
    headers : list of tuple of bytes
    host : str
    """
    found = {name.lower(): value.decode("latin-1") for name, value in headers}
    asked = found.get(b"host", "")
    if _is_loopback(host) and _name_of(asked) not in (LOOPBACK, "localhost", "[::1]"):
        return False
    origin = found.get(b"origin")
    return origin is None or origin.partition("://")[2] == asked


def _is_loopback(host):
    return host in ("localhost", "::1") or host.startswith("127.")


def _name_of(asked):
    return asked if asked.endswith("]") else asked.rpartition(":")[0] or asked
