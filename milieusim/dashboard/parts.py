"""The parts that pages are made of: each a Vue template beside it, with what it is given and what it tells."""

# What a part is given are its arguments; what it tells are those that begin with `event_`.
import solara


def _part(name):
    return solara.component_vue(f"templates/{name}.vue", vuetify=False)


@_part("bar")
def Bar(pages=(), page="", event_go=None, event_sized=None):
    """The name, what this is, and the way to the pages."""


@_part("play")
def Play(
    clock="",
    frame=0,
    is_filling=False,
    filled=0,
    warm_up=0,
    seed=1,
    design="",
    designs=(),
    event_step=None,
    event_fill=None,
    event_renew=None,
):
    """The clock, what moves it, and how a ward begins."""


@_part("floor")
def Floor(plan=None, event_pick=None):
    """The floor plan with its people."""


@_part("drawn")
def Drawn(html="", event_pick=None):
    """Text of HTML or SVG that was made elsewhere, in which residents can be chosen."""


@_part("dials")
def Dials(dials=(), event_turn=None):
    """Sliders from 0 to 1."""


@_part("timetable")
def Timetable(
    rows=(),
    gone=(),
    choices=None,
    blank=None,
    problems=(),
    version=0,
    is_changed=False,
    event_save=None,
    event_drop=None,
    event_undo=None,
):
    """The slots of the week, and a form for one of them."""


@_part("compare")
def Compare(state="", done=0, total=0, problems=(), event_begin=None, event_halt=None):
    """How large a comparison is to be, and how far it is."""


@_part("save")
def Save(label="", file=None, is_main=False, event_ask=None):
    """A button that brings a file."""
