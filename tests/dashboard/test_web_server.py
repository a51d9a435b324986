"""Whom the dashboard listens to, and what is told before it is served."""

import asyncio
import socket

import pytest

import milieusim as ms
from milieusim.dashboard import web_server
from milieusim.dashboard.widths import TWO_COLUMNS_FROM, Widths

HERE = "127.0.0.1:8765"


def headers(**given):
    return [(name.encode(), value.encode()) for name, value in given.items()]


@pytest.mark.parametrize(
    ("given", "is_own"),
    [
        ({"host": HERE}, True),
        ({"host": HERE, "origin": f"http://{HERE}"}, True),
        ({"host": "localhost:8765", "origin": "http://localhost:8765"}, True),
        ({"host": HERE, "origin": "https://elsewhere.example"}, False),
        ({"host": HERE, "origin": "http://127.0.0.1:9999"}, False),
        ({"host": "led-here.example:8765", "origin": "http://led-here.example:8765"}, False),
        ({"host": HERE, "origin": "null"}, False),
        ({}, False),
    ],
)
def test_only_pages_of_its_own_are_listened_to(given, is_own):
    assert web_server.is_own(headers(**given), "127.0.0.1") is is_own


def test_names_of_a_network_are_let_in_where_it_was_told_to_listen_there():
    assert web_server.is_own(headers(host="ward-pc:8765", origin="http://ward-pc:8765"), "0.0.0.0")
    assert not web_server.is_own(headers(host="ward-pc:8765", origin="http://elsewhere"), "0.0.0.0")


@pytest.mark.parametrize(
    ("kind", "answer"), [("http", "http.response.start"), ("websocket", "websocket.close")]
)
def test_other_pages_never_come_to_the_application(kind, answer):
    sent, asked = [], []

    async def app(*_):
        asked.append(1)

    async def send(message):
        sent.append(message["type"])

    guarded = web_server.only_own_pages(app, "127.0.0.1")
    asyncio.run(
        guarded({"type": kind, "headers": headers(host=HERE, origin="http://bad.example")}, None, send)
    )
    assert sent[0] == answer and not asked
    asyncio.run(guarded({"type": kind, "headers": headers(host=HERE)}, None, send))
    asyncio.run(guarded({"type": "lifespan"}, None, send))
    assert len(asked) == 2


def test_a_port_that_is_taken_is_told_with_another_one(monkeypatch):
    monkeypatch.setattr(web_server, "version_of", lambda name: "1.58.2")
    monkeypatch.setattr(web_server, "find_spec", lambda name: True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ms.ConfigError, match=f"--port {port} on 127.0.0.1: .* try --port"):
            web_server.check("127.0.0.1", port)
    with pytest.raises(ms.ConfigError, match="from 1 to 65535"):
        web_server.check("127.0.0.1", 70_000)


def test_what_is_not_installed_or_does_not_fit_is_told_with_what_mends_it(monkeypatch):
    versions = {"solara": "1.64.1", "solara-assets": "1.58.2"}
    monkeypatch.setattr(web_server, "version_of", lambda name: versions[name])
    monkeypatch.setattr(web_server, "find_spec", lambda name: True)
    monkeypatch.setattr(web_server, "_address_problems", lambda *_: [])
    with pytest.raises(ms.ConfigError, match="solara 1.64.1 and solara-assets 1.58.2 .* pip install"):
        web_server.check("127.0.0.1", 8765)
    versions["solara-assets"] = "1.64.0"
    web_server.check("127.0.0.1", 8765)
    versions["solara"] = ""
    with pytest.raises(ms.ConfigError, match="more than milieusim itself"):
        web_server.check("127.0.0.1", 8765)


@pytest.mark.parametrize("window", [320, 390, TWO_COLUMNS_FROM - 1, TWO_COLUMNS_FROM, 1280, 2560])
def test_parts_fit_into_the_window(window):
    widths = Widths.of(window)
    assert widths.floor < window and widths.side <= widths.floor
    if window >= TWO_COLUMNS_FROM:
        assert widths.floor + widths.side < window
