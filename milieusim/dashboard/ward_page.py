"""The page of the ward that lives: floor plan, clock, what happens, one resident's day, levels and practices."""

import solara

from milieusim.dashboard.drawing.curves import curves
from milieusim.dashboard.drawing.floor_plan import plan
from milieusim.dashboard.drawing.legend import legend
from milieusim.dashboard.drawing.one_life import events_html, life_html
from milieusim.dashboard.live_ward import dials
from milieusim.dashboard.parts import Dials, Drawn, Floor, Play
from milieusim.dashboard.widths import Widths


@solara.component
def WardPage(desk, version: int, widths: Widths):
    """A ward seen moving."""
    live = desk.live
    with solara.Div(classes=["mw-columns"]):
        with solara.Div(classes=["mw-left"]):
            _play(desk, version)
            problems(desk, "ward", "dials")
            with solara.Div(classes=["mw-card"]):
                seen = live.seen
                Floor(
                    plan=plan(seen, widths.floor, desk.picked), event_pick=lambda number: pick(desk, number)
                )
                under_way = ", ".join(seen.slots) or "nothing on the timetable"
                Drawn(
                    html=f'<p class="small">Residents take part in: {_plainly(under_way)}.</p>{_told(legend())}'
                )
            _levels(desk)
        with solara.Div(classes=["mw-right"]):
            if desk.picked is not None:
                _resident(desk, widths)
            card("The last days", curves(live.instants, live.turns, widths.side))
            card("What happens", events_html(live.events), lambda number: pick(desk, number), "mw-scrolls")


def _play(desk, version):
    live = desk.live
    with solara.Div(classes=["mw-card"]):
        Play(
            clock=live.seen.clock if not live.is_filling else "Before the first Monday",
            frame=version,
            is_filling=live.is_filling,
            filled=live.days_filled,
            warm_up=live.warm_up_days,
            seed=live.seed,
            design=desk.base.name,
            designs=desk.names,
            event_step=lambda ticks: advance(desk, ticks),
            event_fill=lambda _: fill(desk),
            event_renew=lambda wish: desk.renew(wish["name"], wish["seed"]),
        )


def _resident(desk, widths):
    number = desk.picked
    life = life_html(desk.live.person(number), desk.live.lives.get(number, ()), widths.side)
    close = '<button type="button" data-pick="-1" aria-label="Follow nobody">Close</button>'
    card(f"Resident {number}", close + life, lambda chosen: pick(desk, chosen), "mw-followed")


def _levels(desk):
    shown = dials(desk.changed)

    def turn(wish):
        desk.turn(wish["path"], wish["value"])

    with solara.Div(classes=["mw-card", "mw-last"]):
        Drawn(
            html="<h2>Levels of the milieu</h2><p class='small'>What you turn holds from the next quarter of an hour "
            "on, for the same residents, and goes into the comparison. A dotted line in the last days marks it.</p>"
        )
        Dials(dials=shown["milieu"], event_turn=turn)
    with solara.Div(classes=["mw-card", "mw-last"]):
        Drawn(html="<h2>Practices</h2><p class='small'>0: not done. 1: done in full.</p>")
        Dials(dials=shown["practices"], event_turn=turn)


def card(title, html, on_pick=lambda _: None, kind=""):
    """Put text of HTML that is already escaped on a card."""
    with solara.Div(classes=["mw-card", *([kind] if kind else [])]):
        Drawn(html=f"<h2>{_plainly(title)}</h2>{html}", event_pick=on_pick)


def problems(desk, *about):
    """Show why the last wish was refused, if it was about one of these."""
    if desk.problems and desk.problem_of in about:
        lines = "".join(f"<li>{_plainly(problem)}</li>" for problem in desk.problems)
        Drawn(html=f'<ul class="mw-problems" role="alert">{lines}</ul>')


def _plainly(text):
    from html import escape

    return escape(str(text))


def _told(inside):
    return f"<details><summary>What the marks mean</summary>{inside}</details>"


def pick(desk, number):
    """Follow a resident, or nobody where the number is below 0."""
    desk.picked = number if number >= 0 else None
    desk.told()


def advance(desk, ticks):
    """Let the ward live some ticks."""
    desk.live.step(min(max(int(ticks), 1), desk.live.model.ticks_a_day))
    desk.told()


def fill(desk):
    """Let the ward live a day of its warm-up."""
    desk.live.fill()
    desk.told()
