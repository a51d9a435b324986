"""No unexplained number, and no formula outside the rules."""

import ast
import re

import pytest
from source_code import called, modules, tree_of

NAMES = (
    "admission arousal attendance hazards recording repair requests response sleep staffing ties wellbeing"
).split()
FAMILIES = [f"rules/{name}.py" for name in NAMES]
WARD = modules("ward")
MODEL = modules("ward", "engines")
CLOCK = {10, 12, 15, 18, 20, 24, 28, 60, 1440}  # hours, minutes, and days that a run lasts
EXEMPT = {
    # A guard that keeps a logarithm finite; no draw comes so near to 0 or 1.
    "rules/admission.py": {1e-9},
    "rules/recording.py": {1e-9},
    "rules/response.py": {1e-12},
    # Holders of a post are numbered apart from role, shift and number: a key, not a quantity.
    "engines/rota_rows.py": {300, 1_000, 10_000, 100_000},
    # Room for tables: rows grow when it does not suffice, and no result depends on it.
    "engines/compiled/running.py": {1.3, 14, 50, 256},
    # No referrals at all would divide by nothing.
    "engines/inputs.py": {1e-6},
    # How many runs a thread takes at once; how many bits a seed has.
    "engines/simulate.py": {16, 63, 100},
    "engines/seeds.py": {31, 63},
    # How alike two names must be for one to be a misspelling of the other; how much of rounding is let pass.
    "engines/agents/methods.py": {0.84, 0.75},
    "engines/agents/ranges.py": {1e-9},
    # Digits of a digest.
    "engines/compiled/building.py": {16},
    "engines/identity.py": {16},
    # Tries of a rejection sampler; the first number of a referral; bits of an address.
    "ward/residents/bringing.py": {32},
    "ward/residents/arrivals.py": {1000},
    "engines/compiled/view.py": {64},
}


def numbers_in(tree, smallest):
    """Return (value, line) of every number written out, but 0, 1 and whole numbers below `smallest`."""
    return [
        (node.value, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and node.value not in (0, 1)
        and not (isinstance(node.value, int) and node.value < smallest)
    ]


@pytest.mark.parametrize("name", FAMILIES)
def test_rules_hold_no_number_of_their_own(name):
    allowed = EXEMPT.get(name, set())
    assert not [found for found in numbers_in(tree_of(modules(name)[name]), 0) if found[0] not in allowed]


@pytest.mark.parametrize("name", MODEL)
def test_engines_hold_no_number_of_their_own(name):
    # Whole numbers below ten are codes, indices, weekdays and counts of columns.
    allowed = EXEMPT.get(name, set()) | CLOCK
    assert not [found for found in numbers_in(tree_of(MODEL[name]), 10) if found[0] not in allowed]


def test_exemptions_are_still_needed():
    unused = {
        (name, number)
        for name, numbers in EXEMPT.items()
        for number in numbers - {value for value, _ in numbers_in(tree_of(modules(name)[name]), 0)}
    }
    assert not unused


# Memory, states and columns are declarations: they hold types and ranges, and no formulas.
TELLING = [name for name in WARD if name not in ("ward/memory.py", "ward/state.py", "ward/tables.py")]


@pytest.mark.parametrize("name", TELLING)
def test_ward_calls_no_function_of_mathematics_divides_nothing_and_holds_no_fraction(name):
    """The ward adds up time and multiplies it with shares; whatever bends is a rule."""
    tree = tree_of(WARD[name])
    curves = [call for call in called(tree) if re.match(r"(math|np|numpy)\.(?!nan$)|(pow|exp|log)$", call[0])]
    coefficients = [
        (node.value, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
        if node.value not in (0.0, 1.0)
    ]
    bending = [
        (ast.unparse(node), node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div | ast.Pow)
    ]
    assert not curves + coefficients + bending


@pytest.mark.parametrize("name", TELLING)
def test_ward_has_no_product_of_three_numbers(name):
    """Time times a share, a level times its weight: more than that is a formula, and a rule."""

    def is_product(node):
        return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)

    longer = [
        (ast.unparse(node), node.lineno)
        for node in ast.walk(tree_of(WARD[name]))
        if is_product(node) and (is_product(node.left) or is_product(node.right))
    ]
    assert not longer


# Draws and means; the other small pieces bend, and are for rules.
FOR_THE_WARD = {"happens", "mean_so_far", "gamma_accepts", "gamma_shrunk", "normal_quantile"}


@pytest.mark.parametrize("name", TELLING)
def test_ward_takes_no_curve_from_the_small_pieces(name):
    taken = {
        alias.name
        for node in ast.walk(tree_of(WARD[name]))
        if isinstance(node, ast.ImportFrom) and node.module == "milieusim.rules.basics.numerics"
        for alias in node.names
    }
    assert taken <= FOR_THE_WARD


# What a product with a number of the run may be a part of: time, and hands for as long as somebody is held.
COUNTED = {"tick_hours", "hours_a_day", "hands_required"}
# Who is neither female nor male is drawn first: the rest is shared out.
WEIGHED = {"ward/residents/bringing.py": ["p.other_sex_share + (1.0 - p.other_sex_share) * p.female_share"]}


def weighed_sums(tree):
    """Return every sum or difference of which a part is a product with a number of the run that is no count."""

    def is_weighed(node):
        is_product = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)
        return is_product and any(is_weight(factor) for factor in (node.left, node.right))

    def is_weight(node):
        is_of_a_run = isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("p", "ward.p")
        return is_of_a_run and node.attr not in COUNTED

    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
        if is_weighed(node.left) or is_weighed(node.right)
    ]


@pytest.mark.parametrize("name", TELLING)
def test_ward_adds_up_nothing_that_is_weighed(name):
    assert weighed_sums(tree_of(WARD[name])) == WEIGHED.get(name, [])


@pytest.mark.parametrize(
    "text", ["pull(p) + moment.night * p.pull_night", "a - ward.p.weight * b", "p.w * a + p.w * b"]
)
def test_a_sum_that_is_weighed_is_seen(text):
    assert weighed_sums(ast.parse(text)) == [text]
    assert not weighed_sums(ast.parse("now.tick * p.tick_hours - resident.admitted_hour"))


@pytest.mark.parametrize("name", [*FAMILIES, "rules/basics/numerics.py", "rules/basics/keyed_draws.py"])
def test_rules_use_nothing_that_differs_between_engines(name):
    tree = tree_of(modules(name)[name])
    banned = {"sum", "round", "np.sum", "pow", "math.pow", "math.fsum", "np.exp", "np.log", "divmod"}
    assert not [call for call in called(tree) if call[0] in banned]
    powers = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Pow)]
    assert not powers


@pytest.mark.parametrize("name", FAMILIES)
def test_rules_never_raise_catch_or_print(name):
    tree = tree_of(modules(name)[name])
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Raise | ast.Try | ast.JoinedStr)]
    assert not [call for call in called(tree) if call[0] in ("print", "open", "len", "list")]
