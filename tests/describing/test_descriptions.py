"""Descriptions after ODD and STRESS-ABS: every item is answered, and what they say is what the code says."""

import ast
import inspect
import re
import textwrap

import pytest
from typer.testing import CliRunner

import milieusim as ms
from milieusim.cli import main
from milieusim.describing.checklists import CHECKLISTS, heading
from milieusim.describing.entities import carried, state_words
from milieusim.describing.process import draws
from milieusim.describing.schedule import beginning, changed_in, phases
from milieusim.engines.inputs import WORKED_OUT_HERE
from milieusim.incident_kinds import HAPPENING, INCIDENTS
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.state import TRAITS

EMPTY = re.compile(r"(?m)^(?:None\.|)\s*$")
FEWEST_WORDS = 15


@pytest.fixture(scope="module")
def odd():
    return ms.describe("acute-ward", "odd")


@pytest.fixture(scope="module")
def stress():
    return ms.describe("acute-ward", "stress")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Two designs, a factor and two parameter sets."""
    ward = ms.load_design("acute-ward")
    asked = {
        "name": "one-day",
        "about": "What do one day show?",
        "designs": [ward, ward.replace({"name": "warmer", "milieu.support": 0.8})],
        "days": 1,
        "warm_up_days": 0,
        "tick_minutes": 60,
        "engine": "agents",
        "factors": {"milieu.structure": [0.7]},
        "parameters": "posterior",
        "sets": 2,
    }
    folder = tmp_path_factory.mktemp("described") / "store"
    ms.run_experiment(asked, folder, workers=1)
    return folder


def body(text, form, number):
    """Return what stands under the heading of an item, up to the next heading."""
    assert text.count(f"\n{heading(form, number)}\n") == 1, number
    return re.split(r"(?m)^#+ ", text.split(f"\n{heading(form, number)}\n")[1])[0]


def has_parts(form, number):
    return any(other.startswith(f"{number}.") for other in CHECKLISTS[form])


@pytest.mark.parametrize("form", CHECKLISTS)
def test_every_item_of_a_checklist_is_answered_in_its_order(form, odd, stress, store):
    for text in ({"odd": odd, "stress": stress}[form], ms.describe(store, form)):
        places = [text.index(f"\n{heading(form, number)}\n") for number in CHECKLISTS[form]]
        assert places == sorted(places)
        for number in CHECKLISTS[form]:
            if not has_parts(form, number):
                assert len(body(text, form, number).split()) >= FEWEST_WORDS, number


def test_what_does_not_apply_is_named_with_why(odd, stress, store):
    assert re.match(r"\s*Not applicable: \w+", body(odd, "odd", "6"))
    for number in ("1.3", "2.3", "4.2", "4.3", "5.4"):
        assert re.match(r"\s*Not applicable: \w+", body(stress, "stress", number)), number
    swept = ms.describe(store, "stress")
    assert "Not applicable: a sweep" in body(swept, "stress", "1.3")
    assert all("Not applicable" not in body(swept, "stress", n) for n in ("2.3", "4.2", "4.3", "5.4"))


def test_odd_holds_every_rule_parameter_state_phase_target_and_measure(odd, stress):
    from milieusim.evidence.targets import load_targets

    missing = [name for name in ms.RULES if f"**`{name}`** ({ms.RULES[name].form})" not in odd]
    missing += [
        name for name in ms.load_parameters() if f"| `{name}` | " not in odd or f"| `{name}` | " not in stress
    ]
    missing += [name for names in carried().values() for name in names if f"| `{name}` | " not in odd]
    missing += [phase.name for phase in phases() if f"| `{phase.name}` | " not in odd]
    missing += [key for key in load_targets() if f"| {key} | " not in odd]
    missing += [name for name in ms.METRICS if f"| `{name}` | " not in odd or f"| `{name}` | " not in stress]
    missing += [name for name in ms.RULES if f"| `{name}` | " not in stress]
    assert not missing


def test_a_rule_stands_there_with_its_formula_units_form_and_source(odd):
    told = odd.split("**`self_harm_per_hour`**")[1].split("\n**`")[0]
    assert "p.self_harm_base" in told and "1/h" in told and "Source: " in told and '"""' not in told


def test_every_state_has_its_words_and_no_words_are_left_over():
    assert {owner: list(words) for owner, words in state_words().items()}.keys() == carried().keys()
    for owner, names in carried().items():
        assert set(state_words()[owner]) == set(names), owner


def test_phases_are_those_of_the_engine_that_one_can_read():
    (step,) = ast.parse(textwrap.dedent(inspect.getsource(ms.WardModel.step))).body
    called = [
        node.func.attr
        for node in ast.walk(step)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("text.")
    ]
    told = [phase.name for phase in phases()]
    # `begin_tick` stands there as what it is made of.
    assert set(called) - {"begin_tick"} <= set(told) and len(called) > len(told) / 2


def test_every_rule_belongs_to_a_phase_but_those_that_no_tick_asks_for():
    asked = {name for phase in (*beginning(), *phases()) for name in phase.rules}
    by_a_driver = any(INCIDENTS[kind].per_hour for kind in HAPPENING)
    elsewhere = {*WORKED_OUT_HERE, *(() if by_a_driver else ("driven_per_hour",))}
    assert set(ms.RULES) - asked == elsewhere


def test_what_a_phase_changes_is_what_differs_after_it():
    model = ms.WardModel("acute-ward", seed=1, warm_up_days=0, tick_minutes=60)
    told = {state.split(".")[1] for state in changed_in() if state.startswith("resident.")}
    for _ in range(model.ticks_a_day):
        before = {r.number: dict(vars(r)) for r in model.residents}
        model.step()
        for resident in model.residents:
            old = before.get(resident.number, vars(resident))
            moved = {name for name in carried()["resident"] if vars(resident)[name] != old[name]}
            assert moved <= told
    assert not told & {"number", "person", "bed"}
    assert {"sensitivity", "hours_today", "strain"} <= told


def test_traits_are_set_only_where_somebody_comes():
    where = changed_in()
    at_admission = {"take_referrals"}
    for trait in TRAITS:
        assert set(where.get(f"resident.{trait.name}", at_admission)) <= at_admission, trait.name


def test_every_draw_that_is_told_is_one_of_the_decisions(odd):
    assert set(draws()) <= set(Decision) and {Decision.INCIDENT, Decision.REFERRAL_GAP} <= set(draws())
    assert "- incident: `have_incidents`" in odd


def test_a_description_is_of_the_design_that_was_given():
    ward = ms.load_design("acute-ward").replace({"milieu.support": 0.83, "ward.beds": 17})
    text = ms.describe(ward)
    assert "| `support` | 0.83 |" in text and "| `beds` | 17 |" in text
    assert "| `support` | 0.83 |" not in ms.describe("acute-ward")


def test_a_store_is_told_with_its_experiment_parameters_code_and_machine(store):
    text, opened = ms.describe(store, "stress"), ms.open_store(store)
    assert "What do one day show?" in text and "| `milieu.structure` | [0.7] |" in text
    assert "milieu.support: 0.5 -> 0.8" in body(text, "stress", "2.3")
    assert all(digest in text for digest in opened.manifest.facts["code"].values())
    assert "4 of 4 runs are stored, 0 of them failed" in text
    assert (
        "Days: 1, after a warm-up of 0, in ticks of 60 minutes" in text
        and "processors: 4 runs in" in body(text, "stress", "5.4")
    )
    varied = [line for line in text.splitlines() if line.startswith("| `") and "(ledger: " in line]
    assert varied and any(re.search(r"\| -?[\d.e-]+ to -?[\d.e-]+ \(ledger: ", line) for line in varied)


def run(*args):
    return CliRunner().invoke(main.app, ["describe", *map(str, args)])


def test_the_command_prints_or_writes_what_python_gives(tmp_path, stress):
    assert run("acute-ward", "--format", "stress").stdout == stress
    done = run("acute-ward", "--format", "stress", "--out", tmp_path / "appendix.md")
    assert done.exit_code == 0 and done.stdout == ""
    assert (tmp_path / "appendix.md").read_text(encoding="utf-8") == stress


def test_all_that_is_wrong_with_a_call_is_told_at_once_and_nothing_is_written(tmp_path):
    done = run("acuteward", "--format", "odd", "--out", tmp_path / "appendix.docx")
    assert done.exit_code == 2 and "appendix.md?" in done.stderr and "'acute-ward'" in done.stderr
    empty = run(tmp_path, "--format", "odd")
    assert empty.exit_code == 2 and "design.yaml" in empty.stderr and "manifest.json" in empty.stderr
    assert run("acute-ward", "--format", "trace").exit_code == 2
    assert not list(tmp_path.iterdir())
    with pytest.raises(
        ms.ConfigError, match="format is 'strss'; it must be odd or stress. Did you mean 'stress'"
    ):
        ms.describe("acute-ward", "strss")


def never_bored(p, boredom, engaged_share):
    return 0.0 * boredom


class Early(ms.Resident):
    """Comes to everything."""

    def answer_invitation(self, slot):
        return 1.0


@pytest.fixture(scope="module")
def own_store(tmp_path_factory):
    """Runs with a rule, a measure and residents of somebody's own."""
    from milieusim.analysis.metrics.registry import METRICS

    asked = {
        "name": "own",
        "designs": "acute-ward",
        "days": 1,
        "warm_up_days": 0,
        "tick_minutes": 60,
        "engine": "agents",
    }
    folder = tmp_path_factory.mktemp("own") / "store"
    metric = ms.register_metric("beds_there", lambda run: run.beds, "Beds that are there.", "beds", "mine")
    own = {"rules": {"next_boredom": never_bored}, "metrics": [metric], "resident_class": Early}
    ms.run_experiment(asked, folder, executor="threads", workers=1, **own)
    METRICS.pop("beds_there")
    return folder


def test_rules_measures_and_people_of_ones_own_are_told_with_their_text(own_store):
    text = ms.describe(own_store, "odd")
    assert (
        "not made with the model as it is shipped: rules replaced: `next_boredom`; measures: `beds_there`"
        in text
    )
    (replaced,) = re.findall(r"(?s)\*\*`next_boredom`, replaced\.\*\*.*?\*\*`kept_busy`\*\*", text)
    assert replaced.index("return 0.0 * boredom") < replaced.index("which these runs did not ask")
    assert "| `beds_there` | Beds that are there. Of the authors' own" in text
    assert '"""Comes to everything."""' in text


def test_stress_names_the_rules_that_were_replaced_in_their_family(own_store, stress):
    text = ms.describe(own_store, "stress")
    assert "**Replaced in these runs** by functions of the authors' own: `next_boredom` (digest" in text
    assert "beds_there" in text and "Replaced" not in stress and "authors' own" not in stress


def test_what_a_store_of_before_does_not_hold_is_asked_for(own_store, tmp_path):
    from milieusim.describing.own_told import metrics_told, rule_told

    own = {"rule next_boredom": {"digest": "abc"}, "metric mine": {"digest": "def"}}
    assert "put it beside this description" in rule_told(own, ms.RULES["next_boredom"])
    assert "| `mine` | Of the authors' own (digest `def`). | not noted |" in metrics_told(own)
