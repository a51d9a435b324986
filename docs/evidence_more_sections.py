"""Further sections of the page about evidence: null models, parameters, coverage, limits."""

import math

from evidence_sections import ASKED, BROKEN, NULLS, code, listed, null_cell, simulated, table

MODELS = {"full": "the model", "contagion_off": "no contagion", "identical_residents": "identical residents"}


def null_section(files):
    """Return what null models break, with the picture."""
    rows = {row.key: row for row in files.rows("fit")}
    broken = [rows[key] for key in BROKEN if key in rows]
    lost = [row.key for row in broken if row.identical_residents_status == "miss"]
    tallies = "\n".join(f"- {_tally(files.card, null, words)}" for null, words in NULLS.items())
    runs = int(files.bursts["runs"].max())
    lags = files.bursts[["lag_low", "lag_high"]].drop_duplicates().to_numpy()
    head = ["model", *[f">{low:g} to {high:g} h" for low, high in lags]]
    body = [[words, *_ratios(files.bursts, model)] for model, words in MODELS.items()]
    body += [
        [f"{words}, elsewhere", *_ratios(files.bursts, model, "elsewhere")] for model, words in MODELS.items()
    ]
    return "\n".join(
        [
            "## What null models break\n",
            "Each is the same ward, with the same sets and seeds, that lacks one thing.\n",
            f"{tallies}\n",
            f"{_of_contagion(files.card)}\n",
            "![Left: aggression after somebody else's, by model and hours. Right: patterns between residents, the "
            "model and identical residents beside published intervals.](images/evidence-null-models.png)\n",
            f"**Contagion** (left). {_of_bursts(files.bursts)} Counted are pairs of aggressive incidents of different "
            "residents in the same kind of place, over as many as lie in the same window one and two days before "
            f"and after; {runs} ward-years a model on the English ward, bars of two standard errors.\n",
            table(head, body),
            f"**Differences between residents** (right). With identical residents {len(lost)} of these {len(broken)} "
            f"patterns are missed ({listed(lost)}): aggression no longer gathers in few stays, and what is known "
            "about a resident no longer tells anything. Marks show two standard errors.\n",
            table(
                ["pattern", ">published", ">the model", ">identical residents"],
                [[f"{row.key} {row.label}", *_beside(row)] for row in broken],
            ),
        ]
    )


def _tally(card, null, words):
    parts = []
    for use, noun in (("fit", "fitted patterns"), ("check", "checks")):
        there = card[use][null]
        parts.append(f"{there['good']} of {there['of']} {noun} ({there['undecided']} undecided)")
    return f"With {words}, {listed(parts)} lie in their intervals."


def _of_contagion(card):
    same = card["fit"]["contagion_off"]["good"] >= card["fit"]["model"]["good"]
    asked = "No fitted pattern asks for contagion: without it as many pass." if same else ""
    return (
        f"{asked} What only contagion makes is looked for in bursts. No source that we found measured these: they show "
        "what contagion does in the model, not that wards are so."
    ).strip()


def _ratios(bursts, model, name="ratio"):
    rows = bursts[bursts["model"] == model].sort_values("lag_low")
    error = "error" if name == "ratio" else f"{name}_error"
    return [f"{ratio:.2f} ± {off:.2f}" for ratio, off in zip(rows[name], rows[error])]


def _of_bursts(bursts):
    first = bursts[bursts["lag_low"] == bursts["lag_low"].min()].set_index("model")
    said = {model: f"{first.ratio[model]:.2f} ± {first.error[model]:.2f}" for model in MODELS}
    gap = first.ratio["full"] - first.ratio["contagion_off"]
    error = math.hypot(first.error["full"], first.error["contagion_off"])
    lag = first.lag_high.iloc[0]
    elsewhere = f"{first.elsewhere['full']:.2f} ± {first.elsewhere_error['full']:.2f}"
    return (
        f"Within {lag:g} h of somebody's aggression there is {said['full']} times as much aggression of others as at "
        f"the same hour of other days; without contagion {said['contagion_off']} times, a difference of {gap:.2f} "
        f"± {error:.2f}; with identical residents, who catch it as others do, {said['identical_residents']} times. "
        f"In other kinds of place, where nobody saw it, it is {elsewhere} times with contagion. What is above 1 "
        "without contagion is most likely the room: one that is fuller than on other days holds more of both."
    )


def _beside(row):
    from milieusim.evidence import score_words as wording

    return [wording.published(row), simulated(row), null_cell(row, "identical_residents")]


def parameter_section(files):
    """Return what the figures say about parameters, with coverage and rank histograms."""
    facts = files.facts
    solved = [name for name, role in facts["roles"].items() if role == "solved"]
    rows = [name for name, role in facts["roles"].items() if role == "fitted"]
    rows += [name for name in facts["adjusted"] if name not in rows]
    free = [name for name in facts["not_constrained"] if facts["roles"][name] == "free"]
    fitted_free = [name for name in facts["not_constrained"] if facts["roles"][name] == "fitted"]
    return "\n".join(
        [
            "## What the figures say about parameters\n",
            "*Narrowed to*: standard deviation over the weighted sets, over that of the prior. *Explained*: share of a "
            "parameter's variance over the bank that the figures explain. *Covered*: how often the 90 % interval "
            "held the value of a set of the bank that played the truth. *Moves most*: the figures of which it explains "
            "the largest share over the bank.\n",
            table(
                [
                    "parameter",
                    ">prior",
                    ">sets, 5 to 95 %",
                    ">narrowed to",
                    ">explained",
                    ">covered",
                    "moves most",
                ],
                [_parameter(files, name) for name in rows],
            ),
            f"{_of_coverage(files)}\n",
            "![How often the 90 % interval of each parameter that the figures move held the truth.]"
            "(images/evidence-coverage.png)\n",
            "![Where the truth came to lie among the weighted sets, for each parameter that the figures move: bars are "
            "even if intervals are right; the grey band holds 95 % of what chance does.]"
            "(images/evidence-ranks.png)\n",
            "### Parameters that no figure constrains\n",
            f"Of those that were to be fitted, {code(fitted_free)} {_keep(fitted_free)} almost all of the prior's "
            "width: the figures allow them together with values of others, and not one by one.\n"
            if fitted_free
            else "",
            f"{_count(free, 'free parameter')} {_keep(free)} nearly all of the prior, and every answer carries "
            f"{'it' if len(free) == 1 else 'them'}: {code(free)}.\n",
            f"Solved for in each set: {code(solved)}.\n" if solved else "",
        ]
    )


def _count(names, noun):
    return f"{len(names)} {noun}{'' if len(names) == 1 else 's'}"


def _keep(names):
    return "keeps" if len(names) == 1 else "keep"


def _of_coverage(files):
    from milieusim.calibration.steps import IDENTIFIED

    known = files.coverage.set_index("parameter")
    moved, identified = files.facts["adjusted"], files.facts["identified"]
    ends = f"{100 * ASKED[0]:.0f} to {100 * ASKED[1]:.0f} %"
    outside = [name for name in moved if not ASKED[0] <= known.covered[name] <= ASKED[1]]
    told = listed(f"`{name}` ({100 * known.covered[name]:.1f} %)" for name in outside)
    held = f"all but {told}" if outside else "all"
    least, most = (100 * end for end in (known.covered.min(), known.covered.max()))
    return (
        f"The figures say enough about {_count(moved, 'parameter')} to move them. Their 90 % intervals cover in {ends} "
        f"of {int(known.truths.max())} truths, {held}; those of every parameter that varies in {least:.1f} to "
        f"{most:.1f} %. Narrowed to less than {100 * IDENTIFIED:.0f} % of its prior, and so called identified, is "
        f"{code(identified)}. The others are held only together: many sets meet the figures about equally, and "
        "answers carry that width."
    )


def _parameter(files, name):
    facts = files.facts
    low, high = facts["prior"][name]
    ends = files.spread[name]
    covered = files.coverage.set_index("parameter")["covered"][name]
    moved = [key for key, (top, _) in facts["top_effects"].items() if top == name]
    return [
        f"`{name}`",
        f"{low:g} to {high:g}{' (log)' if name in facts['log_scale'] else ''}",
        f"{ends[0]:.3g} to {ends[-1]:.3g}",
        f"{100 * facts['contraction'][name]:.0f} %",
        f"{100 * facts['explained'][name]:.0f} %",
        f"{100 * covered:.1f} %",
        ", ".join(moved) or "none",
    ]


def limits(files):
    """Return what the model cannot know."""
    lines = [
        *files.card["limits"],
        "The sets share one model. What its rules leave out is in no interval, however many sets there are; the "
        "discrepancy that the fit allows each figure is our judgement.",
        "Figures from one ward, hospital or country stand for all such wards. Where a source prints no interval, the "
        "band is ours, and a pass says that much less.",
        "Practices have been tried in few trials. Their component effects are judgements, fixed before the checks "
        "were scored, and nothing on this page fits them.",
    ]
    text = "\n".join(f"- {line}" for line in lines)
    return f"## What it cannot know\n\n{text}\n\nMore: [What the model cannot know](explanation/limits.md).\n"


def making(files):
    """Return how the page is made."""
    card, facts = files.card, files.facts
    versions = ", ".join(f"{name} {version}" for name, version in card["versions"].items())
    lines = [
        "milieusim calibrate --out posterior.parquet --work trail",
        "milieusim evidence --json > docs/scorecard.json",
        f"python docs/evidence_report.py --collect trail --bursts {int(files.bursts['runs'].max())} --record",
    ]
    return "\n".join(
        [
            "## How this page is made\n",
            "Its numbers come from files that these commands write:\n",
            "```bash\n" + "\n".join(lines) + "\n```\n",
            "What is said of misses stands in `docs/evidence_notes.yaml`, and what was seen and changed in "
            "`docs/check_scores.yaml`.\n",
            f"Score: {versions}; component effects `{card['component_digest']}`; seeds {card['seeds'][0]} to "
            f"{card['seeds'][-1]}. Calibration: seed {facts['seed']}, rules `{facts['code']}`, targets "
            f"`{facts['targets']}`, settings `{facts['settings']}`.\n",
        ]
    )
