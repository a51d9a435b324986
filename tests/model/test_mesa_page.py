"""A ward on Mesa's own page in a browser: it is made anew from what was typed and slid."""

import inspect
import time

import pytest

import milieusim as ms

FIXED = {"design": "open-unit", "warm_up_days": 0, "days": 1}
SLOW = 60  # seconds, on a busy machine


class Own(ms.WardModel):
    """A ward that hands on whatever it is given, as students write it."""

    def __init__(self, **kwargs):  # Mesa 3.3 knows no other name
        super().__init__(**kwargs)


def test_a_page_can_make_every_ward_anew_from_what_is_typed():
    parameters = inspect.signature(ms.WardModel.__init__).parameters
    kinds = {parameter.kind for parameter in parameters.values()}
    assert inspect.Parameter.VAR_POSITIONAL not in kinds, "Mesa's page refuses *args"
    needed = [name for name, one in parameters.items() if one.default is one.empty and name != "self"]
    assert not needed
    ward = ms.WardModel(**FIXED, seed="3", tick_minutes=30)
    ward.step()
    again = type(ward)(**FIXED, seed="7", tick_minutes=30)
    assert (again.seed, again.tick, again.clock) == (7, 0, "day 0, 00:00")


def test_a_page_has_no_scenario_to_hand_to_a_ward():
    assert getattr(Own(**FIXED), "scenario", None) is None


class Page:
    """Mesa's page of a ward, as a browser would show it."""

    def __init__(self, kind):
        import solara
        from mesa.visualization import SolaraViz, make_plot_component

        sliders = {
            "tick_minutes": {
                "type": "SliderInt",
                "label": "Tick",
                "value": 15,
                "min": 15,
                "max": 60,
                "step": 15,
            },
            "seed": {"type": "InputText", "label": "Seed", "value": "3"},
        }
        self.model = solara.reactive(kind(**FIXED, seed="3"))
        plots = [make_plot_component("mean_arousal")]
        page = SolaraViz(self.model, components=plots, model_params={**FIXED, **sliders}, play_interval=1)
        _, self.shown = solara.render(solara.AppLayout(children=[page]), handle_error=False)

    def press(self, label):
        """Press a button."""
        self._one("Btn", lambda button: label in button.children).click()

    def slide(self, label, value):
        """Move a slider."""
        self._one("Slider", lambda slider: slider.label == label).v_model = value

    def type(self, label, text):
        """Type into a field."""
        field = self._one("TextField", lambda field: field.label == label)
        field.v_model = text
        field.fire_event("keyup.enter")

    def _one(self, kind, is_meant):
        import ipyvuetify

        found = self.shown.find(getattr(ipyvuetify, kind)).widgets
        return next(widget for widget in found if is_meant(widget))


@pytest.mark.filterwarnings("ignore")  # of a page that is not ours
@pytest.mark.parametrize("kind", [ms.WardModel, Own])
def test_buttons_sliders_and_fields_of_the_page_work(kind, monkeypatch):
    for name in ("SOLARA_TELEMETRY_MIXPANEL_ENABLE", "SOLARA_ASSETS_PROXY"):
        monkeypatch.setenv(name, "false")
    pytest.importorskip("solara")
    page = Page(kind)
    page.press("Step")
    page.press("Step")
    assert (page.model.value.tick, page.model.value.seed) == (2, 3)
    page.type("Seed", "7")
    page.slide("Tick", 60)
    page.press("Reset")
    ward = page.model.value
    assert (ward.tick, ward.seed, ward.inputs.tick_minutes, type(ward)) == (0, 7, 60, kind)
    page.press("▶")
    deadline = time.monotonic() + SLOW
    while ward.running and time.monotonic() < deadline:
        time.sleep(0.05)
    page.shown.close()
    assert ward.clock == "day 1, 00:00"
    assert page.model.value is ward
