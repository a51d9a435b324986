"""The surface of structure x support: wellbeing and conflict on one ward at 25 corners of its milieu."""

import argparse
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

import milieusim as ms

LEVELS = [0.0, 0.25, 0.5, 0.75, 1.0]
MEASURES = {"wellbeing_mean": "wellbeing, 0-1", "conflict_per_shift": "conflict, events a shift"}


def plane_r2(surface):
    """Return how much of the surface a plane through it explains."""
    structure, support = np.meshgrid(LEVELS, LEVELS, indexing="ij")
    x = np.column_stack([np.ones(surface.size), structure.ravel(), support.ravel()])
    left = surface.ravel() - x @ np.linalg.lstsq(x, surface.ravel(), rcond=None)[0]
    return 1 - left.var() / surface.var()


def surfaces(base, seeds, days):
    """Return, for each measure, its mean (structure down, support across) and its standard error."""
    cells = np.empty((len(LEVELS), len(LEVELS), len(MEASURES), 2))
    for i, structure in enumerate(LEVELS):
        for k, support in enumerate(LEVELS):
            design = base.replace({"milieu.structure": structure, "milieu.support": support})
            found = ms.simulate_many(design, days=days, seeds=range(seeds)).metrics()[list(MEASURES)]
            cells[i, k, :, 0], cells[i, k, :, 1] = found.mean(), found.sem()
    return cells


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--design", default="acute-ward")
parser.add_argument("--seeds", type=int, default=40)
parser.add_argument("--days", type=int, default=28)
parser.add_argument("--out", default=Path(__file__).with_name("surface.png"), type=Path)
args = parser.parse_args()
cells = surfaces(ms.load_design(args.design), args.seeds, args.days)
fig, axes = plt.subplots(1, 2, figsize=(10, 4.2), layout="constrained")
for m, (ax, (name, label)) in enumerate(zip(axes, MEASURES.items())):
    surface, error = cells[:, :, m, 0], cells[:, :, m, 1]
    print(f"{name}: structure 0 to 1 down, support 0 to 1 across ({args.seeds} seeds of {args.days} days)")
    print("\n".join("  ".join(f"{value:8.3f}" for value in row) for row in surface))
    print(f"standard error of a cell {error.mean():.3f}; R2 of a plane {plane_r2(surface):.3f}\n")
    filled = ax.contourf(LEVELS, LEVELS, surface, levels=9, cmap="cividis")
    fig.colorbar(filled, ax=ax, label=label)
    ax.set(xlabel="support, 0-1", ylabel="structure, 0-1", title=f"{name} on {args.design}", aspect="equal")
fig.savefig(args.out, dpi=150)
