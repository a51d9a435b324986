"""What pushes a resident now: terms are those of the rules that the engine runs on, and add up to what these give."""

import copy
import functools

import pytest

import milieusim as ms
from milieusim.incident_kinds import HAPPENING, INCIDENTS, IncidentKind
from milieusim.moments.explained_bars import PLAINLY
from milieusim.moments.terms import factors_of, terms_of
from milieusim.rules.arousal import arousal_target
from milieusim.rules.hazards import aggression_per_hour, provocation
from milieusim.rules.wellbeing import wellbeing

CLOSE = 1e-12
SUMS = {"arousal_target": arousal_target, "wellbeing": wellbeing, "provocation": provocation}


def ward_of(**options):
    """Make a ward that begins on its first day, in hours."""
    return ms.WardModel("acute-ward", seed=4, warm_up_days=0, days=3, tick_minutes=60, **options)


@pytest.fixture(scope="module")
def midday():
    ward = ward_of()
    while ward.hour < 13:
        ward.step()
    return ward


@pytest.fixture(scope="module")
def night():
    ward = ward_of()
    while ward.hour < 28:
        ward.step()
    return ward


def rows_of(ward):
    """Return all tables as bytes."""
    return {name: rows.tobytes() for name, rows in ward.raw_tables().items()}


def summed(explanation, quantity):
    return sum(row.contribution for row in explanation.of(quantity))


@pytest.mark.parametrize("name", SUMS)
def test_terms_add_up_to_what_the_rule_gives_in_the_engine_for_everybody_at_every_tick(name):
    rule, seen = SUMS[name], []

    def noted(p, *args, **kwargs):
        result = rule(p, *args, **kwargs)
        seen.append((p, kwargs, result))
        return result

    ward = ward_of(rules={name: functools.wraps(rule)(noted)})
    while ward.hour < 15:
        ward.step()
    assert len(seen) > 200
    for p, given, result in seen[::3]:
        terms = terms_of(rule, p, given)
        whole = sum(term.contribution for term in terms)
        kept = whole if name == "provocation" else min(max(whole, 0.0), 1.0)
        assert abs(kept - result) < CLOSE
        assert all(abs(term.contribution - term.weight * term.value) < CLOSE for term in terms)


def test_a_hazard_that_is_a_product_is_its_factors_multiplied(midday):
    given = {"frailty": 1.7, "arousal": 0.6, "strain": 0.4, "coping": 0.3, "provocation": 0.9}
    whole = 1.0
    for factor in factors_of(aggression_per_hour, midday.p, given).values():
        whole *= factor
    assert whole == pytest.approx(aggression_per_hour(midday.p, **given), rel=1e-12)


@pytest.mark.parametrize("when", ["midday", "night"])
def test_terms_of_everybody_add_up_to_their_levels(when, request):
    ward = request.getfixturevalue(when)
    for resident in ward.residents[::4]:
        explained = ms.explain(ward, resident)
        assert summed(explained, "arousal") == pytest.approx(explained.drawn_to, abs=CLOSE)
        assert summed(explained, "wellbeing") == pytest.approx(explained.wellbeing, abs=CLOSE)
        assert summed(explained, "conflict") == pytest.approx(explained.hazard, abs=CLOSE)
        assert explained.arousal == resident.arousal
        assert (explained.next_arousal - explained.arousal) * (
            explained.drawn_to - explained.arousal
        ) >= 0 or (explained.is_asleep)


def test_the_hazard_told_in_a_tick_is_the_one_by_which_the_engine_draws():
    told = []

    class Asked(ms.Resident):
        """Somebody who is explained at the very moment at which the engine works out what happens."""

        def what_happens(self):
            """Ask, and do as everybody does."""
            explained = ms.explain(self.model, self)
            given = super().what_happens()
            told.append((explained.hazard, self.hazard))
            return given

    ward = ward_of(
        resident_class=lambda model, number, bed: (Asked if number % 10 == 0 else ms.Resident)(
            model, number, bed
        )
    )
    while ward.hour < 12:
        ward.step()
    assert len(told) > 5
    assert all(ours == pytest.approx(theirs, rel=1e-12) for ours, theirs in told)


def test_asking_changes_nothing(midday):
    asked, apart = copy.deepcopy(midday), copy.deepcopy(midday)
    for resident in asked.residents[::7]:
        ms.explain(asked, resident)
    assert rows_of(asked) == rows_of(apart)
    for ward in (asked, apart):
        for _ in range(4):
            ward.step()
    assert rows_of(asked) == rows_of(apart)
    assert [vars(one)["arousal"] for one in asked.residents] == [
        vars(one)["arousal"] for one in apart.residents
    ]


def test_a_replaced_rule_and_other_parameters_are_what_is_explained():
    def louder(
        p, baseline, noise, crowding, boredom, waiting, craving, conflict, denied, limited, demanded, changed,
        alertness, felt_safety, predictability, hemmed_in, distress, hunger, sleep_lost, medicated,
    ):  # fmt: skip
        return 0.25 + 0.5 * noise

    numbers = ms.load_parameters().replace(wellbeing_weight_safety=0.1)
    ward = ward_of(rules={"arousal_target": louder}, parameters=numbers)
    ward.step()
    explained = ms.explain(ward, ward.residents[0])
    terms = {row.term: row for row in explained.of("arousal")}
    assert set(terms) == {"always", "noise"} and terms["always"].contribution == 0.25
    assert terms["noise"].weight == 0.5 and terms["noise"].value == ward.residents[0].noise
    assert {row.term: row.weight for row in explained.of("wellbeing")}["safety"] == 0.1


def test_a_rule_that_is_no_sum_is_told_as_a_whole():
    def by_cases(
        p, baseline, noise, crowding, boredom, waiting, craving, conflict, denied, limited, demanded, changed,
        alertness, felt_safety, predictability, hemmed_in, distress, hunger, sleep_lost, medicated,
    ):  # fmt: skip
        if noise > 0.5:
            return 0.9
        return 0.3

    ward = ward_of(rules={"arousal_target": by_cases})
    ward.step()
    explained = ms.explain(ward, ward.residents[0])
    (row,) = explained.of("arousal")
    assert row.contribution == explained.drawn_to and "no sum" in row.words


def test_an_own_act_is_asked_as_the_engine_asks_it():
    class Calm(ms.Resident):
        """Somebody who never breaks a rule, and whom nothing stirs."""

        def hazard_of_rule_breaking(self):
            """Never."""
            return 0.0

        def feel_arousal(self):
            """Be stirred by nothing."""
            self.arousal = 0.125

    ward = ward_of(resident_class=Calm)
    while ward.hour < 11:
        ward.step()
    awake = next(one for one in ward.residents if one.is_present and not one.is_asleep)
    explained = ms.explain(ward, awake)
    assert {row.term: row.contribution for row in explained.of("conflict")}["rule breaking"] == 0.0
    assert explained.drawn_to == summed(explained, "arousal") == 0.125


def test_sleepers_and_those_away_have_no_hazard(night):
    asleep = next(one for one in night.residents if one.is_asleep)
    explained = ms.explain(night, asleep)
    assert explained.hazard == 0.0 and [row.term for row in explained.of("conflict")] == ["asleep"]
    assert explained.is_asleep and "a share of" in explained.sentence


def test_the_table_says_value_weight_contribution_unit_and_words(midday):
    awake = next(one for one in midday.residents if one.is_present and not one.is_asleep)
    explained = ms.explain(midday, awake.number)
    table = explained.table
    assert list(table) == ["quantity", "term", "value", "weight", "contribution", "unit", "words"]
    assert (table["words"].str.len() > 0).all() and set(table["unit"]) == {"0-1", "1/h"}
    kinds = {
        IncidentKind(kind).label.replace("_", " ")
        for kind in HAPPENING
        if not INCIDENTS[IncidentKind(kind)].is_aggression
    }
    assert kinds <= set(table["term"]) and table["term"].str.startswith("aggression: ").sum() == 9
    assert f"resident {awake.number} has arousal {awake.arousal:.2f}" in explained.sentence
    assert explained.sentence in repr(explained) and "<table" in explained._repr_html_()


def test_bars_show_what_weighs_and_name_what_does_not(midday, night):
    from matplotlib import pyplot

    known = set()
    for ward, pick in ((midday, lambda one: not one.is_asleep), (night, lambda one: one.is_asleep)):
        resident = next(one for one in ward.residents if one.is_present and pick(one))
        explained = ms.explain(ward, resident)
        known |= {
            row.term.rpartition(": ")[2]
            for name in ("arousal", "wellbeing", "conflict")
            for row in explained.of(name)
        }
        axes = explained.plot()
        assert [len(ax.patches) > 0 for ax in axes] == [True, True, not explained.is_asleep]
        longest = explained.of("arousal")[0]
        assert max(abs(bar.get_width()) for bar in axes[0].patches) == pytest.approx(
            abs(longest.contribution)
        )
        assert "hardly anything now" in axes[0].get_xlabel().lower()
        pyplot.close(axes[0].figure)
    assert set(PLAINLY) - known <= {"limit"}


def test_who_is_no_resident_of_the_ward_is_told_with_those_who_are(midday):
    with pytest.raises(ms.ConfigError, match="resident is 99999; it must be one of model.residents"):
        ms.explain(midday, 99999)
    with pytest.raises(ms.ConfigError, match="model is 'acute-ward'; it must be a WardModel"):
        ms.explain("acute-ward", 0)
