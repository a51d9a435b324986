"""What the marks of the floor plan mean, as HTML with the marks themselves."""

from milieusim.dashboard.drawing.marks import STEPS, resident_shape, staff_shape
from milieusim.dashboard.seen import CRISIS_FROM, ROLE_SIGNS, ResidentMark, plain

SIZE = 36


def legend():
    """Return the legend of the floor plan as HTML."""
    shown = [
        (_resident(0.45), "a resident, with their number"),
        (_resident(0.9), f"in crisis: arousal {CRISIS_FROM:g} or more"),
        (_resident(0.3, is_asleep=True), "asleep"),
        (_resident(0.7, held_in="seclusion"), "under a restriction"),
        (_resident(0.5, incident="x"), "an incident now"),
        (staff_shape("RN"), "staff, with their role"),
    ]
    items = "".join(f"<li>{_mark(shape)}<span>{words}</span></li>" for shape, words in shown)
    roles = ", ".join(f"{sign} {plain(role)}" for role, sign in ROLE_SIGNS.items())
    return (
        f'<div class="legend"><div class="scale" aria-hidden="true">{_scale()}</div>'
        f'<ul>{items}</ul><p class="small">{roles}. Staff stand where they lead something or sit with somebody; '
        f"the model does not say where they are otherwise, and they are drawn in the office. A line joins those who "
        f"wait at a hatch, in their order. Beside a room's name: residents in it, and how many it holds in "
        f"comfort.</p></div>"
    )


def _resident(arousal, **more):
    return resident_shape(ResidentMark(12, 0, 0, "", arousal, **more))


def _mark(shape):
    half = SIZE // 2
    return f'<svg width="{SIZE}" height="{SIZE}" viewBox="{-half} {-half} {SIZE} {SIZE}" aria-hidden="true">{shape}</svg>'


def _scale():
    boxes = "".join(
        f'<rect x="{66 * k}" y="0" width="66" height="14" fill="{fill}" stroke="#5b6b78" stroke-width="0.6"/>'
        for k, fill in enumerate(STEPS)
    )
    words = (
        '<text x="0" y="28" font-size="12">arousal 0: settled</text>'
        '<text x="330" y="28" font-size="12" text-anchor="end">1: crisis</text>'
    )
    return f'<svg viewBox="-1 -1 332 32" width="332" height="32">{boxes}{words}</svg>'
