"""`milieusim improve`: routines that a ward could try, by its goals."""

import os
from pathlib import Path
from typing import Annotated

import typer

from milieusim.cli.declaring import Days, Design, Json, Seed, SetsOfParameters, Threads
from milieusim.cli.showing.result_folder import write_manifest, write_tables
from milieusim.cli.showing.screen_tables import say, say_json, say_table, tell, warmed
from milieusim.cli.showing.told_progress import told_stages
from milieusim.ledger.parameter_sets import DEFAULT_OF_COMPARE

GOALS_TEMPLATE = """\
--goals is missing: it names a file that says what you want, such as goals.yaml with these lines.
# What counts, and how much beside the others; `milieusim metrics` lists all measures.
weights:
  conflict: 2
  gain in wellbeing by day 14: 1
# What may not happen, whatever else gets better.
limits:
  manual restraint: {must_not_rise: true}
  doses missed: {must_not_rise: true, by: 5}"""

Goals = Annotated[
    Path | None,
    typer.Option(metavar="FILE.yaml", help="Needed: weights of measures, and limits.", show_default=False),
]
Moves = Annotated[int, typer.Option(min=1, max=8, help="Most changes in a proposal.")]
Runs = Annotated[
    int,
    typer.Option(
        min=100, help="Runs that the search may take at most; those of the figures told come on top."
    ),
]
Pairs = Annotated[int, typer.Option(min=2, help="Pairs of runs behind the figures of each proposal.")]
Fixed = Annotated[
    list[str] | None,
    typer.Option("--fixed", metavar="SLOT", help="Slot that stays as it is; may be repeated."),
]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="KIND", help="Kind of move not to try, such as add; may be repeated."),
]
Out = Annotated[
    Path | None,
    typer.Option(help="Folder for rounds and proposals; the same search goes on in it.", show_default=False),
]


def improve(
    design: Design,
    goals: Goals = None,
    out: Out = None,
    moves: Moves = 3,
    runs: Runs = 12_000,
    replications: Pairs = 200,
    days: Days = 84,
    fixed: Fixed = None,
    without: Without = None,
    parameters: SetsOfParameters = DEFAULT_OF_COMPARE,
    seed: Seed = 1,
    workers: Threads = None,
    as_json: Json = False,
):
    """Search routines that the ward could try, and say how much better the best of them are."""
    if goals is None:
        _ask_for_goals()
    from milieusim.improving.improve import checked_search
    from milieusim.improving.improve import improve as improved

    asked = (days, moves, runs, replications, parameters, seed, fixed or [], out)
    checked_search(design, goals, *asked, without or [])
    warmed()
    try:
        with told_stages(is_kept=True) as announce:
            found = improved(design, goals, *asked, workers, announce, without or [])
    except KeyboardInterrupt:
        if out is not None:
            tell(f"Finished rounds are kept in {out}; the same command goes on where it stopped.")
        raise
    if out is not None:
        _write(out, found, design)
    if as_json:
        say_json(_document(found, _source(design, None)))
    else:
        _say(found, out, design)


def _ask_for_goals():
    for line in GOALS_TEMPLATE.splitlines():
        tell(line)
    raise typer.Exit(2)


def _say(found, out, design):
    base, source = found.base, _source(design, None)
    columns = ["proposal", "what changes", ">worth, % of the base", "minutes a week"]
    rows = [[str(i), *found.told(one)] for i, one in enumerate(found.proposals, start=1)]
    if rows:
        say_table(f"Routines for {base} that cannot be told from the best", columns, rows)
        say("")
    for place, one in enumerate(found.proposals, start=1):
        heads = [f"proposal {place}", ">base", ">proposal", ">difference", ">95 %, all together"]
        say_table("", heads, found.differences_told(one.name))
    if rows:
        say("")
        say(f"The first as a design file{'' if out is None else f'; all of them lie in {out}'}:")
        say(found.patch(found.proposals[0], source))
    say(found.sentence)


def _source(design, folder):
    """Return how a file in a folder names the design: a shipped one by its name, others by their path from there."""
    from milieusim.config.reading.loading import shipped_designs

    if design in shipped_designs() or folder is None:
        return design
    return Path(os.path.relpath(design, folder)).as_posix()


def _document(found, source):
    searched = found.searched
    return {
        "base": found.base,
        "choices": found.choices,
        "tried": searched.tried,
        "runs": searched.runs,
        "fates": {
            "behind": searched.behind,
            "set_aside": searched.set_aside,
            "breaking": searched.breaking,
            "finalists": len(searched.finalists),
        },
        "proposals": [
            {
                "name": one.name,
                "changes": one.changes,
                "worth": one.worth,
                "low": one.low,
                "high": one.high,
                "is_better": one.is_better,
                "may_break": one.may_break,
                "minutes_a_week": one.cost,
                "patch": found.patch(one, source),
            }
            for one in found.proposals
        ],
        "table": found.table.to_dict("records"),
        "sentence": found.sentence,
    }


def _write(out, found, design):
    source = _source(design, out / "changes")
    paths = found.write(out, source)
    write_tables(out, {"improvement": found.table})
    write_manifest(out, command="improve", **_document(found, source))
    (out / "sentence.txt").write_text(found.sentence + "\n", encoding="utf-8")
    if paths:
        tell(
            f"Wrote {len(paths)} proposal{'s' * (len(paths) > 1)} to {out}. Next: milieusim compare {design} {paths[0]}"
        )
