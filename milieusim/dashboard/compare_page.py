"""The page of the timetable: change it, see what that changes, compare, and take the report away."""

from html import escape

import solara

from milieusim.dashboard.parts import Compare, Drawn, Save, Timetable
from milieusim.dashboard.rerun import result_html
from milieusim.dashboard.timetable_edits import NEW, choices, gone, rows
from milieusim.dashboard.ward_page import card

MOST_LINES = 40


@solara.component
def ComparePage(desk, version: int):
    """A timetable that can be changed, and a comparison with what it was."""
    with solara.Div(classes=["mw-columns mw-even"]):
        with solara.Div(classes=["mw-left"]), solara.Div(classes=["mw-card"]):
            Drawn(html=f"<h2>Timetable of {escape(desk.base.name)}</h2>")
            Timetable(
                rows=rows(desk.changed, desk.base),
                gone=gone(desk.changed, desk.base),
                choices=choices(desk.changed),
                blank=NEW,
                problems=desk.problems if desk.problem_of.startswith("slot") else [],
                version=version,
                is_changed=bool(desk.differences),
                event_save=lambda wish: desk.change_slot(wish["name"], wish["fields"]),
                event_drop=desk.drop_slot,
                event_undo=lambda _: desk.undo_all(),
            )
        with solara.Div(classes=["mw-right"]):
            Changes(desk, version)
            _comparison(desk)


@solara.component
def Changes(desk, version: int):
    """What is changed, and what can be done with it."""
    watch, set_watch = solara.use_state("")
    with solara.Div(classes=["mw-stack"]):
        lines = "".join(f"<li>{escape(line)}</li>" for line in desk.differences[:MOST_LINES])
        more = len(desk.differences) - MOST_LINES
        lines += f"<li>and {more} more</li>" if more > 0 else ""
        told = (
            f"<ul>{lines}</ul>"
            if lines
            else "<p>Nothing yet. Change a slot here, or turn a level on the ward.</p>"
        )
        warned = "".join(f"<li>{escape(warning)}</li>" for warning in desk.new_warnings)
        if warned:
            told += f"<h3>Worth checking before you believe it</h3><ul class='mw-warnings'>{warned}</ul>"
        card("What is changed", told)
        if desk.differences:
            with solara.Div(classes=["mw-card mw-buttons"]):
                File("Download the changed ward", f"{desk.base.name}-changed.yaml", lambda: desk.changed_text)

                def begin():
                    desk.renew(seed=desk.live.seed)
                    set_watch("A ward with these changes has begun on the other page.")

                Drawn(
                    html=f"<button type='button' data-pick='0'>Watch a ward live with it</button> <span class='small' "
                    f"role='status'>{watch}</span>",
                    event_pick=lambda _: begin(),
                )


def _comparison(desk):
    rerun = desk.rerun
    with solara.Div(classes=["mw-card"]):
        Drawn(
            html="<h2>Compare</h2><p class='small'>The ward as it is against the changed one: the same residents, the "
            "same chance, another day. More pairs tell smaller differences; 28 days and 40 pairs are a first look, "
            "84 days and 200 pairs something to decide on.</p>"
        )
        refused = desk.problems if desk.problem_of == "comparison" else []
        Compare(
            state=rerun.state,
            done=rerun.done,
            total=rerun.total,
            problems=[*refused, *rerun.problems],
            event_begin=lambda wish: desk.compare(wish["days"], wish["pairs"], wish["parameters"]),
            event_halt=lambda _: rerun.stop(),
        )
    if rerun.state == "done":
        card("What came out", result_html(rerun.result), kind="mw-result")
        with solara.Div(classes=["mw-card"]):
            File(
                "Download the report",
                f"{desk.base.name}-report.html",
                rerun.report,
                "text/html",
                is_main=True,
            )


@solara.component
def File(label, name, make, kind="text/plain", is_main=False):
    """A button that makes a file when it is pressed, and hands it to the browser."""
    file, set_file = solara.use_state(None)
    count, set_count = solara.use_state(0)

    def ask(_):
        set_count(count + 1)
        set_file({**_made(make), "name": name, "kind": kind, "count": count})

    Save(label=label, file=file, is_main=is_main, event_ask=ask)


def _made(make):
    """Return the text of a file, or why there is none: a button that waits for ever says nothing."""
    try:
        return {"text": make(), "problem": ""}
    except Exception as error:
        return {"text": "", "problem": f"It could not be made ({type(error).__name__}: {error})."}
