"""One resident of the model ward, and their day so far, as HTML."""

from html import escape
from itertools import groupby

from milieusim.dashboard.drawing.curves import arousal_curve
from milieusim.dashboard.seen import WEEKDAYS, clock_words, plain, time_words

STATES = "arousal distress boredom loneliness felt_safety wellbeing".split()
NOT_A_PERSON = "Made up by the model: no real person stands behind this number."


def life_html(person, life, width):
    """Return what is known of one resident.

    Parameters
    ----------
    person : dict or None
        number, diagnosis, age, doing, place, company and the states; None once they have left.
    life : list of Lived
        The last two days, tick by tick.
    width : int

    Returns
    -------
    str
    """
    life = list(life)
    parts = [f'<p class="small">{NOT_A_PERSON}</p>']
    if person is None:
        parts.append("<p><strong>They have left the ward.</strong> Their last days:</p>")
    else:
        detained = ", detained" if person["is_detained"] else ""
        parts.append(
            f"<p>{escape(plain(person['diagnosis'])).capitalize()}, {person['age']} years{detained}. "
            f"<strong>Now: {escape(person['doing'])}, {escape(person['place'])}.</strong></p>{_bars(person)}"
        )
    if life:
        parts += [arousal_curve(life, width), _timeline(life)]
    return "".join(parts)


def _bars(person):
    rows = "".join(_bar(plain(name).capitalize(), person[name]) for name in STATES)
    return f'<table class="bars"><caption>States, 0 to 1</caption>{rows}</table>'


def _bar(name, value):
    bar = f'<td class="bar"><span style="width:{100 * value:.0f}%"></span></td>'
    return f'<tr><th scope="row">{name}</th>{bar}<td class="number">{value:.2f}</td></tr>'


def stretches(life):
    """Return a life with the ticks joined in which place and doings were the same, the last one first.

    Parameters
    ----------
    life : list of Lived

    Returns
    -------
    list of tuple
        (start, end, place, doing, company, happened); hours since hour 0, and texts.
    """
    found = []
    for (_, place, doing), ticks in groupby(life, key=lambda one: (one.at_hour // 24, one.place, one.doing)):
        ticks = list(ticks)
        company = ", ".join(dict.fromkeys(one.company for one in ticks if one.company))
        happened = ", ".join(one.happened for one in ticks if one.happened)
        found.append((ticks[0].at_hour, ticks[-1].at_hour + 0.25, place, doing, company, happened))
    return found[::-1]


def _timeline(life):
    rows, day = [], None
    for start, end, place, doing, company, happened in stretches(life):
        if start // 24 != day:
            day = start // 24
            rows.append(f'<tr><th colspan="2" class="day">{WEEKDAYS[int(day) % 7]}</th></tr>')
        more = f'<br><span class="small">with {escape(company)}</span>' if company else ""
        more += f'<br><strong class="event">{escape(happened)}</strong>' if happened else ""
        rows.append(
            f"<tr><td class='time'>{time_words(start)}\u2013{time_words(end)}</td>"
            f"<td>{escape(doing)}, <span class='small'>{escape(place)}</span>{more}</td></tr>"
        )
    return f'<table class="timeline"><caption>Their days, the latest first</caption>{"".join(rows)}</table>'


def events_html(events):
    """Return incidents as a list, the last one first; each names a resident who can be followed.

    Parameters
    ----------
    events : list of Event
    """
    if not events:
        return '<p class="small">No incident yet.</p>'
    rows = "".join(
        f"<li><span class='time'>{escape(clock_words(one.at_hour))}</span> "
        f"<button type='button' data-pick='{one.resident}'>Resident {one.resident}</button> "
        f"<span class='words'>{escape(one.words).capitalize()} ({escape(one.place)}).</span></li>"
        for one in events
    )
    return f'<ol class="events">{rows}</ol>'
