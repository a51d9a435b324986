"""Pictures look as milieusim draws them, whatever somebody has set matplotlib to."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest
from test_plots import differences, metrics

import milieusim.plots
from milieusim.comparison.pairs import difference_table
from milieusim.plots.distribution import draw_metric_distribution
from milieusim.plots.ignorance import draw_worlds
from milieusim.plots.paired_differences import draw_differences
from milieusim.plots.style import axes_or_new, new_figure, own_settings, png

HOME = Path(milieusim.plots.__file__).parent
ODD = {"text.usetex": True, "figure.dpi": 31, "savefig.dpi": 37, "savefig.bbox": "tight", "font.size": 19.0}
ODD |= {"axes.grid": True, "lines.linewidth": 6.0, "axes.facecolor": "black", "hatch.linewidth": 4.0}


def differences_drawn():
    figure, ax = new_figure(8, 6)
    draw_differences(differences(), ax)
    return png(figure, 60)


def ignorance_drawn():
    runs = metrics(runs=40)
    runs["parameter_set"] = [f"posterior-{seed // 4}" for seed in runs["seed"]]
    figure, ax = new_figure(9, 3)
    draw_worlds(difference_table(runs, "base", ["calm"], ["conflict_per_100_obd"]), ax)
    return png(figure, 60)


def distribution_drawn():
    figure, ax = new_figure(4, 3)
    draw_metric_distribution(metrics(), "conflict_per_100_obd", ax)
    return png(figure, 60)


@pytest.mark.parametrize("drawn", [differences_drawn, ignorance_drawn, distribution_drawn])
def test_a_picture_has_the_same_bytes_whatever_is_set(drawn):
    plain = drawn()
    with matplotlib.rc_context(ODD):
        assert drawn() == plain


def test_what_somebody_has_set_and_the_backend_are_there_afterwards():
    with matplotlib.rc_context(ODD):
        before = dict(matplotlib.rcParams)
        differences_drawn()
        assert dict(matplotlib.rcParams) == before
    backend = matplotlib.get_backend()
    with own_settings():
        assert matplotlib.get_backend() == backend


def test_a_notebook_goes_on_showing_pictures_after_a_first_one_of_ours():
    before = matplotlib.is_interactive()
    try:
        with own_settings():
            matplotlib.interactive(not before)  # as a notebook's backend does when the first figure wakes it
        assert matplotlib.is_interactive() is not before
    finally:
        matplotlib.interactive(before)


def test_a_figure_of_its_own_takes_nothing_from_the_session():
    from matplotlib import pyplot

    with matplotlib.rc_context(ODD):
        ax = axes_or_new(None)
        assert ax.figure.dpi == matplotlib.rcParamsDefault["figure.dpi"]
        assert ax.get_facecolor() == (1, 1, 1, 1) and not ax.xaxis.label.get_usetex()
        pyplot.close(ax.figure)


def test_a_matplotlibrc_in_the_working_folder_changes_no_byte(tmp_path):
    code = (
        "import hashlib, test_own_settings as pictures\n"
        "print(pictures.matplotlib.rcParams['savefig.dpi'])\n"
        "print(hashlib.sha256(pictures.distribution_drawn()).hexdigest())"
    )
    paths = [str(HOME.parents[1]), str(Path(__file__).parent)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    told = []
    for name in ("plain", "odd"):
        (tmp_path / name).mkdir()
        if name == "odd":
            (tmp_path / name / "matplotlibrc").write_text("text.usetex: True\nsavefig.dpi: 37\n")
        options = {"cwd": tmp_path / name, "env": environment, "capture_output": True, "text": True}
        told.append(subprocess.run([sys.executable, "-c", code], check=True, **options).stdout.split())
    (plain, digest), (odd, other) = told
    assert (plain, odd) == ("figure", "37.0") and digest == other


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.py")), ids=lambda path: path.stem)
def test_every_function_that_draws_does_so_with_these_settings(path):
    functions = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if hasattr(node, "args")]
    drawing = [node for node in functions if node.name.startswith("draw_") or node.name.endswith("figure")]
    plain = [node.name for node in drawing if "own_settings()" not in map(ast.unparse, node.decorator_list)]
    assert plain == []
