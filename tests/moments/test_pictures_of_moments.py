"""A ward drawn as it is, a day that moves, and a first look at a run: they show what is there, and need nothing else."""

import json
import re
from html import escape

import pytest

import milieusim as ms

OUTSIDE = re.compile(r"""(?:src|href)\s*=|url\(|@import|https?://(?!www\.w3\.org/2000/svg)""")


@pytest.fixture(scope="module")
def ward():
    ward = ms.WardModel("acute-ward", seed=4, warm_up_days=0, days=1, tick_minutes=60)
    while ward.hour < 13:
        ward.step()
    return ward


@pytest.fixture(scope="module")
def moving():
    return ms.animate("acute-ward", seed=4, day=0, warm_up_days=0, tick_minutes=60)


@pytest.fixture(scope="module")
def film(moving):
    text = moving.html.split('id="film">')[1].split("</script>")[0]
    return json.loads(text)


@pytest.fixture(scope="module")
def run():
    return ms.simulate("acute-ward", days=2, seed=4, warm_up_days=0, engine="agents", tick_minutes=60)


def test_a_still_shows_everybody_once_and_says_in_words_what_it_shows(ward):
    still = ward.draw()
    for resident in ward.residents:
        assert still.svg.count(f"<title>Resident {resident.number}, ") == 1
    assert still.svg.count('<g transform="translate(') >= len(ward.residents) + len(ward.on_duty)
    here = sum(one.is_present for one in ward.residents)
    assert still.words.startswith(f"Monday, day 1, 13:00: {here} residents on the ward")
    assert f'aria-label="{escape(still.words)}"' in still.svg and still.words in repr(still)


def test_what_is_drawn_needs_no_network(ward, moving):
    for text in (ward.draw().svg, ward._repr_html_(), moving.html):
        assert not OUTSIDE.findall(text)


def test_a_notebook_shows_a_ward_with_its_design_seed_and_legend(ward):
    shown = ward._repr_html_()
    assert "English acute admission ward" in shown and "seed 4" in shown
    assert "in crisis: arousal" in shown and "<svg" in shown


def test_a_still_is_written_as_picture_or_page_and_as_nothing_else(ward, tmp_path):
    assert ward.draw().save(tmp_path / "now.svg").read_text(encoding="utf-8").startswith("<svg xmlns=")
    assert "an incident now" in ward.draw().save(tmp_path / "now.html").read_text(encoding="utf-8")
    with pytest.raises(ms.ConfigError, match="now.png' ends in .png"):
        ward.draw().save(tmp_path / "now.png")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_name_of_a_design_is_shown_as_text_and_never_as_markup():
    place = "<b>Bed & rooms</b>"
    changes = {"about.title": "</script><i>x</i>", "ward.places[Quiet room].name": place}
    named = ms.load_design("acute-ward").replace(changes)
    moving = ms.animate(named, day=0, warm_up_days=0, tick_minutes=60)
    assert moving.html.count("</script>") == 2 and "<i>x</i>" not in moving.html
    still = ms.WardModel(named, 1, warm_up_days=0).draw().svg
    assert place not in moving.html and place not in still and escape(place) in still


def test_a_film_has_a_frame_a_tick_in_which_everybody_stands_somewhere(moving, film):
    assert moving.frames == len(film["frames"]) == 24
    assert [frame["time"][:5] for frame in film["frames"]] == [f"{hour:02d}:00" for hour in range(24)]
    for frame in film["frames"]:
        keys = [film["keys"][key] for key, *_ in frame["people"]]
        assert len(set(keys)) == len(keys) >= 10
        assert all(0 < x < film["width"] and 0 < y < film["height"] for _, x, y, _, _ in frame["people"])


def test_a_film_is_the_day_of_the_same_run_with_all_that_happened(film, run):
    today = run.incidents[run.incidents["day"] == 0]
    assert [event["resident"] for event in film["events"]] == today["resident"].tolist()
    assert [event["frame"] for event in film["events"]] == today["hour"].astype(int).tolist()
    told = [event["words"].lower() for event in film["events"]]
    assert all(kind.replace("_", " ") in words for kind, words in zip(today["kind"], told))


def test_a_film_shows_in_a_frame_of_its_own_and_is_written_as_a_page(moving, tmp_path):
    shown = moving._repr_html_()
    assert shown.startswith("<iframe title=") and escape(moving.html) in shown
    assert moving.save(tmp_path / "day.html").read_text(encoding="utf-8") == moving.html
    with pytest.raises(ms.ConfigError, match="ends in .gif"):
        moving.save(tmp_path / "day.gif")


def test_what_a_film_cannot_be_of_is_told():
    with pytest.raises(ms.ConfigError, match="day is -1"):
        ms.animate("acute-ward", day=-1)
    with pytest.raises(ms.ConfigError, match="Did you mean 'acute-ward'"):
        ms.animate("acuteward")


def test_a_first_look_draws_what_the_tables_hold(run):
    from matplotlib import pyplot

    axes = run.plot()
    arousal, hourly, daily, wellbeing = axes.ravel()
    assert axes.shape == (2, 2) and "2 days, seed 4" in arousal.figure.get_suptitle()
    assert sum(bar.get_height() for bar in daily.patches) == len(run.incidents)
    assert sum(bar.get_height() for bar in hourly.patches) * 2 == pytest.approx(len(run.incidents))
    middle = run.hours.groupby("hour")["mean_arousal"].mean()
    assert list(arousal.lines[0].get_ydata()) == pytest.approx(middle.tolist())
    assert all(0 < value < 1 for value in wellbeing.lines[0].get_ydata())
    pyplot.close(arousal.figure)


def test_a_first_look_without_its_tables_says_what_to_keep():
    run = ms.simulate(
        "acute-ward", days=1, seed=4, warm_up_days=0, engine="agents", tick_minutes=60, keep=["incidents"]
    )
    with pytest.raises(
        ms.ConfigError, match=r"no table hours nor shifts; ask for keep=\['hours', 'shifts'\]"
    ):
        run.plot()
