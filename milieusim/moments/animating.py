"""A day of a ward that moves: one page of HTML that needs nothing else, for notebooks and for files."""

import json
from html import escape
from importlib.resources import files

from milieusim.dashboard.drawing.floor_plan import plan
from milieusim.dashboard.drawing.legend import legend
from milieusim.dashboard.seen import event_of, look, time_words
from milieusim.engines.agents.ward_model import WardModel
from milieusim.errors import ConfigError
from milieusim.files import write_whole
from milieusim.moments.still import told
from milieusim.output_paths import PAGE, output_problems
from milieusim.phrasing import spelt
from milieusim.python_values import as_python
from milieusim.vocabulary import LONGEST_DAYS

WIDTH, BESIDE = 960, 740
"""Pixels: of the floor plan, and of what stands above and below it in a notebook."""
ROOM = '<g class="room">'


class Animation:
    """A day of a ward that moves; a notebook shows it.

    Attributes
    ----------
    html : str
        The page.
    frames : int
        Ticks that it shows.
    height : int
        Pixels that a notebook gives it.
    """

    def __init__(self, title, film):
        self.title, self.frames = title, len(film["frames"])
        self.height = int(film["height"]) + BESIDE
        self.html = _page(title, film)

    def __repr__(self):
        return f"Animation({self.title!r}, {self.frames} ticks)"

    def _repr_html_(self):
        # In a frame of its own: several in one notebook keep their names, and its keys, to themselves.
        return (
            f'<iframe title="{escape(self.title)}" srcdoc="{escape(self.html)}" width="100%" '
            f'height="{self.height}" style="border:1px solid #c6d0d8;border-radius:8px"></iframe>'
        )

    def save(self, path):
        """Write the page.

        Parameters
        ----------
        path : path-like
            Ends in .html.

        Returns
        -------
        path-like

        Raises
        ------
        ConfigError
            If it cannot be written there.
        """
        problems = output_problems(path, "save", PAGE)
        if problems:
            raise ConfigError(problems)
        return write_whole(path, self.html.encode("utf-8"), "save")


def animate(
    design,
    seed=1,
    day=0,
    parameters="best",
    tick_minutes=15,
    warm_up_days=None,
    rules=None,
    resident_class=None,
    staff_class=None,
):
    """Show a day of a ward moving: rooms, everybody in them, and what happens.

    Parameters
    ----------
    design : WardDesign, str or path
    seed : int
    day : int
        Days since hour 0.
    parameters : "best" or Parameters
    tick_minutes : int
    warm_up_days : int, optional
        21 if left out, as in `simulate`: the day is that of the same run.
    rules : dict of str to function, optional
    resident_class, staff_class : type, optional
        As in `simulate`.

    Returns
    -------
    Animation
        Shown by a notebook; ``save("day.html")`` writes a page that opens without a network.

    Raises
    ------
    ConfigError
        With what is wrong with what was asked for.

    Examples
    --------
    >>> film = ms.animate("acute-ward", seed=1, day=0, warm_up_days=0)  # a notebook shows it
    >>> film.title
    'English acute admission ward, 20 beds: Monday, day 1, seed 1'
    """
    day, seed = as_python([day, seed])
    if isinstance(day, bool) or not isinstance(day, int) or not 0 <= day < LONGEST_DAYS:
        raise ConfigError(f"day is {spelt(day)}; it must be a whole number from 0 to {LONGEST_DAYS - 1}.")
    own = {"rules": rules, "resident_class": resident_class, "staff_class": staff_class}
    model = WardModel(design, seed, parameters, tick_minutes, warm_up_days, days=day + 1, **own)
    try:
        model.run_days(day)
        film = _filmed(model)
    finally:
        model.close()
    title = model.design.about.title or model.design.name
    return Animation(f"{title}: {film['day']}, seed {seed}", film)


class _Kept:
    """Texts that occur often, each kept once."""

    def __init__(self):
        self.texts = {}

    def __call__(self, text):
        return self.texts.setdefault(text, len(self.texts))


def _filmed(model):
    """Live a day, and return what there was to see of it as plain data."""
    rooms, shapes, words, keys = _Kept(), _Kept(), _Kept(), _Kept()
    frames, events, height = [], [], 0
    for number in range(model.ticks_a_day):
        before = model.now.n_incident_rows
        began = time_words(model.hour)
        model.step()
        for row in model.incident_rows[before : model.now.n_incident_rows]:
            event = event_of(model, row)
            told_so = f"{event.words[:1].upper()}{event.words[1:]} ({event.place})."
            events.append({"frame": number, "resident": event.resident, "words": told_so})
        seen = look(model)
        floor = plan(seen, WIDTH)
        height = max(height, floor["height"])
        frames.append(
            {
                "time": f"{began} to {time_words(model.hour)}",
                "now": told(seen)[1],
                "rooms": [rooms(ROOM + part) for part in floor["rooms"].split(ROOM)[1:]],
                "people": [
                    [keys(one["key"]), one["x"], one["y"], shapes(one["shape"]), words(one["words"])]
                    for one in floor["people"]
                ],
            }
        )
    return {
        "day": seen_day(model),
        "width": WIDTH,
        "height": height,
        "frames": frames,
        "events": events,
        **{
            name: list(kept.texts)
            for name, kept in (("rooms", rooms), ("shapes", shapes), ("words", words), ("keys", keys))
        },
    }


def seen_day(model):
    """Return the weekday and the number of the day that a ward has just lived."""
    from milieusim.dashboard.seen import clock_words

    return clock_words(model.hour - model.p.tick_hours).rsplit(",", 1)[0]


def _page(title, film):
    from jinja2 import Environment, StrictUndefined

    text = files("milieusim.moments").joinpath("moving_day.html").read_text(encoding="utf-8")
    data = json.dumps(film, separators=(",", ":")).replace("<", "\\u003c")
    page = Environment(undefined=StrictUndefined, autoescape=True).from_string(text)
    return page.render(title=title, film=data, legend=legend(), width=WIDTH, height=int(film["height"]))
