"""The sections of the page about evidence, each a text made from files."""

import math
from types import SimpleNamespace

from evidence_files import Incomplete, score_entry

SIGNS = {"pass": "", "inside": "", "miss": " (-)", "outside": " (-)", "undecided": " (?)"}
NULLS = {
    "practices_off": "no practices",
    "contagion_off": "no contagion",
    "identical_residents": "identical residents",
}
BROKEN = ("T03", "T05", "T34", "T35", "T36")
"""Patterns between residents, which identical residents should break."""
ASKED = (0.86, 0.94)


def table(head, rows):
    """Return a Markdown table; columns whose head begins with > stand to the right."""
    rule = ["---:" if name.startswith(">") else "---" for name in head]
    lines = [[name.lstrip(">") for name in head], rule, *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def listed(words):
    """Return words as a list in a sentence."""
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words) or "none"


def code(names):
    """Return names as code, in a sentence."""
    return listed(f"`{name}`" for name in names)


def in_short(files):
    """Return how the model stands, a line each."""
    lines = [f"- {sentence}" for sentence in [*files.card["sentences"], *_by_itself(files)]]
    return "## In short\n\n" + "\n".join(lines) + "\n"


def _by_itself(files):
    shares = files.facts["pass_share"]
    yield (
        f"That is the set as a whole. One parameter set by itself, on the few runs that each had when it was scored "
        f"again, lies inside {sum(shares.values()):.0f} of {len(shares)} intervals on average."
    )


def _held_effects(facts):
    from milieusim.evidence.studies import component_effects, load_studies

    fixed = [name for name in component_effects() if name not in load_studies()]
    return len(fixed), [name for name in fixed if name not in facts["roles"]]


def _of_held(fixed, held):
    if not held:
        return f"All {fixed} parameters through which practices act vary over their whole ranges."
    return (
        f"Of the {fixed} parameters through which practices act, {len(held)} are held at one value: {code(held)}. "
        "Comparisons that turn on them show less ignorance than there is."
    )


def method(files):
    """Return what was fitted and how."""
    facts, asked, card = files.facts, files.asked, files.card
    roles = {
        role: [n for n, r in facts["roles"].items() if r == role] for role in ("fitted", "free", "solved")
    }
    sizes, seeds = asked["sizes"], asked["seeds"]
    wards = listed(sorted({row["design"] for row in card["runs_by_study"].values()}))
    fixed, held = _held_effects(facts)
    later = facts.get("drawn_after_the_fit", [])
    screened = sizes["screen"] * (len(roles["fitted"]) + len(roles["free"]) - len(later) + 1)
    shares = ", ".join(f"{100 * share:.0f} %" for share in facts["share_left"])
    solved = listed(f"`{name}` so that {key} is met" for name, key in facts["solved_for"].items())
    runs = listed(f"{n} on {name}" for name, n in seeds["bank"].items())
    fit, check = len(files.rows("fit")), len(files.rows("check"))
    steps = [
        f"**What.** {fit} published figures, each simulated on the ward it was published for ({wards}). Behaviour "
        "has the same parameters everywhere; stay, mix, staffing, policy and instrument are the ward's own. "
        f"{check} more figures are kept for checking: no step below has seen them, and a test reads the inputs "
        "to make sure.",
        f"**What may move.** {len(roles['fitted'])} parameters are fitted: {code(roles['fitted'])}. "
        f"{len(roles['free'])} more matter when designs are compared and no figure was expected to say much "
        "about them: they keep their prior range, on both sides of zero where the evidence is contested, unless "
        f"the figures say otherwise. {len(roles['solved'])} thresholds or lengths of restriction of one country each "
        f"are solved for: {solved}. Everything else has the value of the [ledger](reference/parameters.md)."
        + (
            f" {code(later)} came after the fit: each set has a value drawn evenly from the range."
            if later
            else ""
        ),
        "**What that leaves out.** The priors of the fitted parameters are the whole ranges of the ledger; what no "
        f"figure speaks of, such as the form of a rule, is not in them. {_of_held(fixed, held)}",
        f"**Screening.** {screened} points in {sizes['screen']} trajectories after Morris, on common seeds, show "
        "which parameter moves which figure.",
        f"**History matching.** {sizes['waves']} waves of {sizes['wave_points']} points. After each, Gaussian-process "
        "emulators tell where in the space of parameters the figures cannot be met: where the second-largest "
        "distance, in standard deviations of observation, discrepancy of the model and chance together, is above "
        f"{_cutoffs(facts)}. Of the prior there was left: {shares}.",
        f"**Bank.** {facts['bank']:,} sets drawn from what is left, each run for some ward-years: {runs}.",
        f"**Sets.** The sets nearest to the figures, adjusted by regression for how far they are off (approximate "
        f"Bayesian computation), give {files.sets} weighted sets, worth {facts['effective_sets']:.0f} "
        f"equal ones. Only {len(facts['adjusted'])} parameters about which the figures say enough are moved.",
        "**What is solved for** in one country is then found for each set by itself, one after the "
        "other, and every set is scored again on fresh seeds.",
        f"**Are the intervals honest?** {int(files.coverage['truths'].max())} sets of the bank play the truth, one "
        "after the other, left out of the bank ([below](#what-the-figures-say-about-parameters)).",
        f"**Score.** {card['total_runs']:,} further runs over {card['parameter_sets']} sets on seeds that no fit uses. "
        "Every set is run once at least; simulation of a figure then goes on until its error is a quarter of its "
        "interval and it is decided, or until a limit.",
    ]
    return (
        "## What was fitted, and how\n\n"
        + "\n".join(f"{i}. {step}" for i, step in enumerate(steps, 1))
        + "\n"
    )


def _cutoffs(facts):
    cutoffs = list(dict.fromkeys(f"{cutoff:g}" for cutoff in facts["cutoff"]))
    return cutoffs[0] if len(cutoffs) == 1 else listed(cutoffs) + " in turn"


def fit_section(files):
    """Return the table of fitted rows."""
    from milieusim.evidence.score_words import ERROR_IS

    head = [
        "pattern",
        ">published",
        ">simulated",
        "is",
        ">sets inside",
        ">no contagion",
        ">identical residents",
    ]
    rows = []
    for row in files.rows("fit"):
        share = files.facts["pass_share"].get(row.key, math.nan)
        nulls = [null_cell(row, null) for null in ("contagion_off", "identical_residents")]
        rows.append([*_begin(row), "" if math.isnan(share) else f"{100 * share:.0f} %", *nulls, _dial(row)])
    parts = [
        "## Fitted patterns\n",
        f"{ERROR_IS} *Is*: a pass lies in the published interval, more than two standard errors from its edges; "
        "undecided is what chance hides. *Sets inside*: weight of the sets that lie inside one by one, on the few "
        "runs that each had when it was scored again, so that chance is in it. Beside it what "
        "[null models](#what-null-models-break) give on the same sets and seeds: (-) would not pass, (?) undecided, "
        "* differs from the model by more than chance. *Moved by*: the parameter with the largest share of "
        "what single parameters explain over the bank; a pattern is mostly one parameter's own dial if that share is "
        "above a half, and emergent if it is not.\n",
        table([*head, "moved by"], rows),
        *[f"{note}\n" for note in files.card["notes"]],
    ]
    return "\n".join(parts)


def _begin(row):
    from milieusim.evidence import score_words as wording
    from milieusim.evidence.targets import name_of

    name = f"[{row.key}](reference/targets.md#{row.key.lower()}) {name_of(row)}"
    return [name, wording.published(row), simulated(row), _status(row)]


def _status(row):
    return f"**{row.status}**" if row.status in ("miss", "outside", "undecided") else row.status


def simulated(row):
    """Return what was simulated, with its error."""
    from milieusim.evidence import score_words as wording

    if math.isnan(row.simulated):
        return row.reason or "nothing to read"
    return wording.simulated(row, SimpleNamespace(value=row.simulated, error=row.error))


def null_cell(row, null):
    """Return what a null model gives, marked by whether it differs and how it stands."""
    from milieusim.evidence.targets import shown

    mark = "\\*" if getattr(row, f"{null}_differs") else ""
    value = getattr(row, null)
    text = "none" if math.isnan(value) else shown(row, value)
    return f"{text}{mark}{SIGNS[getattr(row, f'{null}_status')]}"


def _dial(row):
    from milieusim.evidence.dials import Dial

    return Dial(row.moved_by, f"`{row.top_parameter}`", row.top_share).words


def misses(files):
    """Return a paragraph on every fitted row that does not pass.

    Raises
    ------
    Incomplete
        If one has none.
    """
    rows = [row for row in files.rows("fit") if row.status != "pass"]
    silent = [row.key for row in rows if not _has_note(files.notes.get(row.key))]
    if silent:
        raise Incomplete(
            f"docs/evidence_notes.yaml says nothing about {', '.join(silent)}: give each its 'why' and 'mend'."
        )
    parts = ["## What it misses or leaves undecided, why, and what would mend it\n"]
    parts += [_miss(row, files.notes[row.key]) for row in rows]
    return "\n".join(parts if rows else [*parts, "Every fitted pattern passes.\n"])


def _has_note(note):
    return isinstance(note, dict) and bool(note.get("why")) and bool(note.get("mend"))


def _miss(row, note):
    from milieusim.evidence import score_words as wording
    from milieusim.evidence.targets import unit_of

    unit = "" if row.unit == "ratio" else f" {unit_of(row)}"
    reason = f": {row.reason}" if row.reason else ""
    return (
        f"### {row.key} {row.label}\n\n{row.status.capitalize()}{reason}. Simulated {simulated(row)}{unit}, published "
        f"{wording.published(row)}{unit}. {note['why'].strip()}\n\n*What would mend it.* {note['mend'].strip()}\n"
    )


def check_section(files):
    """Return the table of rows kept for checking, and how often null models lie inside."""
    rows = files.rows("check")
    head = ["pattern", ">published", ">simulated", "is", *[f">{words}" for words in NULLS.values()]]
    body = [[*_begin(row), *[null_cell(row, null) for null in NULLS]] for row in rows]
    tallies = files.card["check"]
    counted = listed(f"{tallies[null]['good']} with {words}" for null, words in NULLS.items())
    said = [
        f"**{row.key}.** {files.notes[row.key]['why'].strip()}\n" for row in rows if row.key in files.notes
    ]
    return "\n".join(
        [
            "## Patterns kept for checking\n",
            f"These {len(rows)} have no pass mark. They were kept to learn from and not to be met: no parameter was "
            "moved towards them, and a number outside its interval is news about the model and no fault to be "
            f"tuned away. Inside: {tallies['model']['good']} of {tallies['model']['of']} with the model, "
            f"{counted}; undecided ones are not counted.\n",
            table(head, body),
            *said,
        ]
    )


def history_section(files):
    """Return the history of check scores.

    Raises
    ------
    Incomplete
        If its last score is not that of the scorecard.
    """
    history = files.history
    scores, before = history.get("scores") or [], history["before_the_first"]
    now = score_entry(files.card, "", date="")
    same = ("inside", "of", "rows_inside", "rows_undecided", "component_digest", "rules")
    if not scores or any(scores[-1][name] != now[name] for name in same):
        raise Incomplete(
            "The last score in docs/check_scores.yaml is not that of docs/scorecard.json: run "
            "python docs/evidence_report.py --record"
        )
    head = [
        "date",
        "commit",
        "component effects",
        "rules",
        ">inside",
        "rows inside",
        "undecided",
        "changed since the look before",
    ]
    body = [[
        score["date"], f"`{score['commit']}`", f"`{score['component_digest']}`", f"`{score['rules']}`",
        f"{score['inside']} of {score['of']}", ", ".join(score["rows_inside"]) or "none",
        ", ".join(score["rows_undecided"]) or "none", "; ".join(score["changed_since_the_look_before"]) or "nothing",
    ] for score in scores]  # fmt: skip
    return "\n".join(
        [
            "### Every score so far\n",
            table(head, body),
            "### What had been seen before the first score\n",
            f"Component effects of practices, and the fidelities of the trials, were fixed on {before['fixed_on']} "
            f"(digest `{before['digest']}`); every score prints the digest that it was made with. Before that:\n",
            "\n".join(f"- {text.strip()}" for text in before["seen"]) + "\n",
            f"{before['none_towards'].strip()}\n",
            "\n".join(f"- {text.strip()}" for text in before["changed"]) + "\n",
            *[_since(told) for told in history.get("since_then") or []],
        ]
    )


def _since(told):
    moved = listed(f"{old} (now {new})" for old, new in (told.get("moved_to_fit") or {}).items())
    done = [f"{moved} became patterns to fit"] if told.get("moved_to_fit") else []
    done += [f"{listed(told['added'])} were added"] if told.get("added") else []
    opening = (
        f"On {told['date']} (digest `{told['digest']}`) {', and '.join(done) or 'the model was changed'}:"
    )
    return "\n".join([opening, "", *(f"- {text.strip()}" for text in told["told"]), ""])
