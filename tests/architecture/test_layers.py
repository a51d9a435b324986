"""Imports point downwards, and nothing heavy is loaded before it is needed."""

import ast
import os
import subprocess
import sys
import tomllib

import pytest
from source_code import PACKAGE, REPOSITORY, imported, modules, tree_of

import milieusim

HEAVY = [
    "matplotlib",
    "solara",
    "dask",
    "distributed",
    "mesa",
    "numba",
    "pandas",
    "scipy",
    "pyarrow",
    "pydantic",
    "sklearn",
    "SALib",
]
MAY_IMPORT_MESA = ("_compat.py", "engines/agents/", "dashboard/")


def loaded_after(code):
    """Return the top-level modules that a fresh Python has loaded after some code."""
    code += "\nimport sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    return set(done.stdout.split())


def test_contracts_of_the_layers_are_kept():
    pytest.importorskip("importlinter")
    if not (REPOSITORY / "pyproject.toml").exists():
        pytest.skip("no checkout here")
    from importlinter.cli import lint_imports

    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    assert callable(lint_imports)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports as l; raise SystemExit(l(no_cache=True))",
        ],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env=environment,
    )
    assert done.returncode == 0, done.stdout[done.stdout.find("Broken contracts") :]


def layers_and_exceptions():
    """Return the height of each layer by its name, and what pyproject.toml lets point upwards."""
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    contract = tomllib.loads(text)["tool"]["importlinter"]["contracts"][0]
    heights = {}
    for height, row in enumerate(reversed(contract["layers"])):
        heights |= {name.strip(" ()"): height for name in row.split("|")}
    return heights, set(contract["ignore_imports"])


def layer_of(module, heights):
    """Return the layer of a module, or of what the package hands out by that name, and its height (-1: in none)."""
    public = module.removeprefix("milieusim.").split(".")[0]
    layer = ".".join(milieusim._WHERE.get(public, module).split(".")[:2])
    return layer, heights.get(layer, -1)


def named_in(tree):
    """Return every module of the package that a file names: in imports, wherever they stand, and as text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute) and ast.unparse(node).startswith("milieusim."):
            yield ast.unparse(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            yield node.values[0].value


def upward(module, tree, heights):
    """Return what a module names of the layers above it, or beside it in the same row."""
    own, height = layer_of(module, heights)
    named = {name for name in named_in(tree) if name.startswith("milieusim.")}
    layers = {name: layer_of(name, heights) for name in named}
    return sorted(name for name, (layer, at) in layers.items() if at >= height and layer != own)


def test_nothing_points_upwards_inside_functions_or_by_text():
    if not (REPOSITORY / "pyproject.toml").exists():
        pytest.skip("no checkout here")
    heights, allowed = layers_and_exceptions()
    found = []
    for name, path in modules().items():
        module = "milieusim." + name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        # What stands in no layer is handed to all of them, or hands them out: the package itself is the latter.
        if layer_of(module, heights)[1] >= 0:
            found += [f"{module} -> {above}" for above in upward(module, tree_of(path), heights)]
    assert not [line for line in found if not line.startswith(tuple(allowed))]


@pytest.mark.parametrize(
    "code",
    [
        "def report(self):\n    from milieusim.report.score_page import write_scorecard",
        "def report(self):\n    import milieusim.report.score_page",
        "write = lambda: import_module('milieusim.report.score_page').write_scorecard",
        "page = files('milieusim.report')",
        "page = import_module(f'milieusim.report.{name}')",
        "from milieusim import report",
        "from milieusim import compare",
        "import milieusim\nmilieusim.compare()",
    ],
)
def test_every_way_to_point_upwards_is_seen(code):
    heights, _ = layers_and_exceptions()
    assert upward("milieusim.evidence.scorecard", ast.parse(code), heights)
    assert not upward("milieusim.cli.main", ast.parse(code), heights)


def test_importing_the_library_loads_nothing_heavy():
    assert not loaded_after("import milieusim") & set(HEAVY)


def test_loading_a_design_needs_no_engine():
    loaded = loaded_after("import milieusim as ms; ms.load_design('acute-ward')")
    assert not loaded & {"numba", "mesa", "pandas", "matplotlib", "scipy", "dask", "solara"}


def test_running_the_compiled_engine_needs_no_mesa():
    code = "import milieusim as ms; ms.simulate('acute-ward', days=1, warm_up_days=0).raw"
    assert not loaded_after(code) & {"mesa", "matplotlib", "solara", "dask"}


def test_rules_can_be_read_without_numba():
    assert not loaded_after("import milieusim as ms; list(ms.RULES)") & {
        "numba",
        "mesa",
        "pandas",
        "pydantic",
    }


def test_mesa_is_imported_in_few_places_only():
    users = [
        name for name, path in modules().items() if any(m.split(".")[0] == "mesa" for m in imported(path))
    ]
    assert not [name for name in users if not name.startswith(MAY_IMPORT_MESA)]


def test_rules_import_math_and_each_other_only():
    # numba where rules are compiled, numpy where whole arrays are drawn; both are named exceptions.
    allowed = {
        "rules/basics/marking.py": {"os", "numba"},
        "rules/basics/keyed_draws.py": {"enum", "numpy", "numba"},
    }
    allowed["rules/table.py"] = {"collections", "inspect", "typing"}
    allowed["rules/basics/described.py"] = {"ast", "functools", "inspect", "re", "textwrap", "typing"}
    allowed["rules/basics/run_numbers.py"] = {"typing", "milieusim"}  # levels and practices are words
    for name, path in modules("rules").items():
        others = {m.split(".")[0] for m in imported(path) if not m.startswith("milieusim.rules")}
        assert not others - {"math"} - allowed.get(name, set()), name
