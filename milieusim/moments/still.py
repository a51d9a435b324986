"""A ward as it is now, drawn: its floor plan with everybody on it."""

from html import escape

from milieusim.dashboard.drawing.floor_plan import plan
from milieusim.dashboard.drawing.legend import legend
from milieusim.dashboard.seen import look
from milieusim.errors import ConfigError
from milieusim.files import write_whole
from milieusim.output_paths import PAGE, output_problems
from milieusim.phrasing import listed

WIDTH, HEAD = 960, 58
FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
INK, SOFT = "#22303c", "#4f5f6c"
PICTURE = (".svg",)
LEGEND_LOOK = (
    "<style>.mw-still{font:14px/1.45 " + FONT + ";color:" + INK + ";max-width:960px;background:#fff}"
    ".mw-still svg{max-width:100%;height:auto}.mw-still .legend ul{list-style:none;padding:0;margin:8px 0;display:grid;"
    "grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:4px 16px}"
    ".mw-still .legend li{display:flex;align-items:center;gap:8px;margin:0}.mw-still .small{font-size:13px;color:"
    + SOFT
    + "}</style>"
)


class Still:
    """A picture of a ward at one moment.

    Attributes
    ----------
    svg : str
        The picture as the text of SVG.
    words : str
        The same moment in words.
    """

    def __init__(self, seen):
        floor = plan(seen, WIDTH)
        self.words, second = told(seen)
        people = "".join(_person(one) for one in floor["people"])
        height = floor["height"] + HEAD
        self.svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(self.words)}" '
            f'viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}" font-family="{FONT}">'
            f'<rect width="{WIDTH}" height="{height:.0f}" fill="#ffffff"/>'
            f'<text x="1" y="20" font-size="18" font-weight="600" fill="{INK}">{escape(seen.clock)}</text>'
            f'<text x="1" y="42" font-size="13" fill="{SOFT}">{escape(second)}</text>'
            f'<g transform="translate(0,{HEAD})">{floor["rooms"]}{people}</g></svg>'
        )

    def __repr__(self):
        return f"Still({self.words})"

    def _repr_html_(self):
        return f'<div class="mw-still">{LEGEND_LOOK}{self.svg}{legend()}</div>'

    def save(self, path):
        """Write the picture: as SVG, or as a page that has its legend too.

        Parameters
        ----------
        path : path-like
            Ends in .svg or .html.

        Returns
        -------
        path-like

        Raises
        ------
        ConfigError
            If it cannot be written there.
        """
        problems = output_problems(path, "save", (*PICTURE, *PAGE))
        if problems:
            raise ConfigError(problems)
        text = self.svg if str(path).lower().endswith(PICTURE) else page_around("A ward", self._repr_html_())
        return write_whole(path, text.encode("utf-8"), "save")


def page_around(title, inside):
    """Return a whole page of HTML."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"></head><body>{inside}</body></html>\n'
    )


def _person(one):
    return f'<g transform="translate({one["x"]},{one["y"]})"><title>{one["words"]}</title>{one["shape"]}</g>'


def told(seen):
    """Return a moment in words: as one sentence, and that without the clock."""
    here = [one for one in seen.residents if one.room is not None]
    crisis = [one for one in here if one.is_in_crisis]
    asleep = sum(one.is_asleep for one in here)
    parts = [f"{len(here)} residents on the ward", f"{asleep} asleep", f"{len(crisis)} in crisis"]
    second = f"{', '.join(parts)}; {len(seen.staff)} staff on duty."
    if seen.slots:
        second += f" Under way: {listed(seen.slots)}."
    return f"{seen.clock}: {second}", second


def draw_ward(model):
    """Draw a ward as it is now.

    Parameters
    ----------
    model : WardModel

    Returns
    -------
    Still
    """
    return Still(look(model))


def ward_box(model):
    """Return a ward as a notebook shows it: what it is, and how it looks now."""
    design = model.design.about.title if model.design is not None else "a ward"
    facts = f"{design or model.design.name}, seed {model.seed}"
    if model.tick < 0:
        facts += f", in the warm-up until {-model.tick * model.inputs.tick_minutes // 60} hours from now"
    return f"<p><strong>WardModel</strong> {escape(facts)}</p>{draw_ward(model)._repr_html_()}"
