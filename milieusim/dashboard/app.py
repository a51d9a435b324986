"""The dashboard as the server finds it: one page in a browser is one desk."""

from importlib.resources import files

import solara

from milieusim.dashboard import opened
from milieusim.dashboard.compare_page import ComparePage
from milieusim.dashboard.desk import Desk
from milieusim.dashboard.parts import Bar
from milieusim.dashboard.ward_page import WardPage
from milieusim.dashboard.widths import Widths

PAGES = [["ward", "The ward"], ["timetable", "Timetable and comparison"]]
USUAL_WIDTH = 1280


@solara.component
def Page():
    """The dashboard."""
    version, set_version = solara.use_state(0)
    window, set_window = solara.use_state(USUAL_WIDTH)
    page, set_page = solara.use_state("ward")

    def told():
        set_version(lambda number: number + 1)

    desk = solara.use_memo(lambda: Desk(opened.DESIGN, told, **opened.OPTIONS), [])
    solara.use_effect(lambda: desk.close, [])
    solara.Title(f"{desk.base.name} \u00b7 milieusim")
    solara.Style(files("milieusim.dashboard").joinpath("templates/look.css").read_text(encoding="utf-8"))
    with solara.Div(classes=["mw"]):
        Bar(pages=PAGES, page=page, event_go=set_page, event_sized=lambda width: set_window(int(width)))
        with solara.Div(classes=["mw-page"]):
            if page == "ward":
                WardPage(desk, version, Widths.of(window))
            else:
                ComparePage(desk, version)


@solara.component
def Layout(children):
    """Nothing around the page: it has a bar of its own."""
    return solara.Div(children=children)
