"""Imports point downwards, and nothing heavy is loaded before it is needed."""

import os
import subprocess
import sys

import pytest
from source_code import PACKAGE, REPOSITORY, imported, modules

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
    allowed["rules/described.py"] = {"ast", "functools", "inspect", "re", "textwrap", "typing"}
    allowed["rules/basics/run_numbers.py"] = {"typing", "milieusim"}  # levels and practices are words
    for name, path in modules("rules").items():
        others = {m.split(".")[0] for m in imported(path) if not m.startswith("milieusim.rules")}
        assert not others - {"math"} - allowed.get(name, set()), name
