"""`milieusim dashboard`: what it serves, and what it tells before that."""

import pytest

from milieusim.cli.main import main
from milieusim.dashboard import web_server

ADDRESS_PROBLEMS = web_server._address_problems


@pytest.fixture
def served(monkeypatch):
    calls = []

    def serve(design, host, port, when_ready):
        calls.append((design.name, host, port))
        when_ready(f"http://{host}:{port}")

    monkeypatch.setattr(web_server, "serve", serve)
    monkeypatch.setattr(web_server, "version_of", lambda name: "1.58.2")
    monkeypatch.setattr(web_server, "find_spec", lambda name: True)
    monkeypatch.setattr(web_server, "_address_problems", lambda *_: [])  # whoever uses these ports here
    monkeypatch.setattr("webbrowser.open", lambda address: calls.append(address))
    return calls


def test_it_listens_on_this_machine_alone_unless_told_otherwise(served, capsys):
    assert main(["dashboard", "--no-browser"]) == 0
    assert served == [("acute-ward", "127.0.0.1", 8765)]
    assert "acute-ward is open at http://127.0.0.1:8765; Ctrl-C ends it." in capsys.readouterr().err


def test_it_is_opened_in_a_browser_when_asked(served):
    assert main(["dashboard", "open-unit", "--port", "8799", "--browser"]) == 0
    assert served == [("open-unit", "127.0.0.1", 8799), "http://127.0.0.1:8799"]


def test_nobody_looks_where_nobody_sits(served):
    main(["dashboard"])
    assert len(served) == 1


def test_every_problem_is_told_at_once(served, monkeypatch, capsys):
    monkeypatch.setattr(web_server, "version_of", lambda name: "")
    monkeypatch.setattr(web_server, "_address_problems", ADDRESS_PROBLEMS)
    assert main(["dashboard", "acute-wrd", "--port", "0"]) == 2
    told = capsys.readouterr().err
    assert "acute-ward" in told and "pip install 'milieusim[dashboard]'" in told and "--port is 0" in told
    assert not served
