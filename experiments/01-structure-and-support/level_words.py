"""Where the best lies and what it costs, in words that the numbers choose."""

from level_costs import FELT, MINUTES, WORDS
from places import X, Y, carrier, shares_best, slopes

from milieusim.analysis.numbers import number, signed
from milieusim.ledger.parameters import load_parameters
from milieusim.vocabulary import LEVELS

AXES = {X: "structure", Y: "support"}
MOST = 0.8
SURE = 0.95
NAMES = {
    "conflict_per_100_obd": "conflict (events per 100 occupied bed-days)",
    "wellbeing_gain_day14": "the gain in wellbeing by day 14 (points)",
}
SHORT = {"conflict_per_100_obd": "least conflict", "wellbeing_gain_day14": "the largest gain in wellbeing"}


def lines_of(mix, name, runs, surface):
    """Yield lines: what each level changes, and where the best lies."""
    yield f"{mix}: {number(runs[name].mean())} on average"
    for effect, found in slopes(runs, name).items():
        low, some, most, high = (signed(found.quantile(q)) for q in (0.025, 0.1, 0.9, 0.975))
        ends = f"80 % of sets {some} to {most}; 95 % {low} to {high}"
        rise = f"a rise in {(found > 0).sum()} of {len(found)}"
        yield f"  {effect:<23} {signed(found.mean()):>8}  ({ends}; {rise})"
        carried = carrier(found, load_parameters("posterior"))
        if carried:
            yield f"    {100 * carried[1]:.0f} % of the differences between sets go with {carried[0]}"
    best = surface.optimum.iloc[0]
    where = f"structure {number(best[X])} and support {number(best[Y])}"
    end = "lowest" if surface.better == "lower" else "highest"
    ends = f"95 % interval {number(best['value_low'])} to {number(best['value_high'])}, {surface.over}"
    yield f"  {end} at {where}: {number(best['value'])} ({ends})"
    for path, axis in AXES.items():
        shares = shares_best(runs, name, path, surface.better)
        said = ", ".join(f"{level:g}: {100 * share:.0f} %" for level, share in shares.items())
        yield f"  best {axis}, share of sets in which it lies at  {said}"


def best_finding(mix, name, runs, better):
    """Say at which level the best lies, in what share of parameter sets, for one mix and measure."""
    said = []
    for path, axis in AXES.items():
        shares = shares_best(runs, name, path, better)
        level, share = shares.idxmax(), shares.max()
        where = {0.0: f"no {axis}", 1.0: f"full {axis}"}.get(level, f"{axis} {level:g}")
        inside = shares[(shares.index > 0) & (shares.index < 1)].sum()
        sure = "" if share >= MOST else ", so that the place of the best is open"
        said.append(
            f"at {where} in {100 * share:.0f} % of sets (between the ends in {100 * inside:.0f} %{sure})"
        )
    return f"**{mix}: {SHORT[name]}** lies {said[0]}, and {said[1]}."


def slope_finding(name, runs):
    """Say what full structure and full support change for each mix, and whether the mixes differ in it."""
    found = {mix: slopes(some, name) for mix, some in runs.items()}
    said = []
    for effect in next(iter(found.values())).columns[:2]:
        each = "; ".join(f"{mix.lower()} {_ends(one[effect])}" for mix, one in found.items())
        said.append(f"{effect}: {each}")
    _, needing, wanting = found.values()
    column = needing.columns[0]
    gap = needing[column] - wanting[column]
    agree = max((gap > 0).mean(), (gap < 0).mean())
    word = "differ" if agree >= SURE else "are not told apart"
    return (
        f"**What the levels change in {NAMES[name]}**: {'. '.join(said)}. Residents who need structure and "
        f"residents who need autonomy {word} in what structure does: {_ends(gap)} between them, "
        f"of this sign in {100 * agree:.0f} % of sets."
    )


def _ends(values):
    return f"{signed(values.mean())} ({signed(values.quantile(0.025))} to {signed(values.quantile(0.975))})"


def cost_lines(costs, mix):
    """Yield lines: what each level costs in minutes, and what residents feel, at none, in the middle and at full."""
    yield f"{mix}: at none, in the middle and at full; difference from none to full (95 % of sets)"
    for level in LEVELS:
        yield f"  {level}"
        for row in costs[costs["level"] == level].itertuples():
            values = "  ".join(f"{number(value):>7}" for value in (row.at_none, row.middle, row.at_full))
            ends = f"{signed(row.low)} to {signed(row.high)}"
            yield f"    {_words(row.what):<52} {values}  {signed(row.difference):>9} ({ends})"


def _words(what):
    if what in MINUTES:
        return f"{WORDS[what]}, minutes a resident-day"
    return f"{WORDS[what]}, 0-1" if what in FELT else NAMES[what]


def cost_finding(costs):
    """Yield a sentence a level: what it costs and gives on the acute mix, as far as sets agree."""
    for level in LEVELS:
        rows = costs[(costs["level"] == level) & ((costs["low"] > 0) | (costs["high"] < 0))]
        minutes = [_said(row, " min") for row in rows.itertuples() if row.what in MINUTES]
        felt = [_said(row, "") for row in rows.itertuples() if row.what in FELT]
        judged = [_said(row, "") for row in rows.itertuples() if row.what in NAMES]
        yield (
            f"**{level.capitalize()}, from none to full**: "
            f"nursing minutes a resident and day: {', '.join(minutes) or 'none that sets agree on'}; "
            f"felt by residents (0-1): {', '.join(felt) or 'nothing that sets agree on'}; "
            f"judged: {', '.join(judged) or 'no change that sets agree on'}."
        )


def _said(row, unit):
    return f"{WORDS.get(row.what) or NAMES[row.what]} {signed(row.difference)}{unit}"
