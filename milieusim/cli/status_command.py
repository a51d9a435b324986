"""`milieusim status`: how far a store is."""

from typing import Annotated

import typer

from milieusim.cli.declaring import BAD_INPUT, Json, Stored
from milieusim.cli.showing.screen_tables import say, say_json, tell
from milieusim.phrasing import listed

MINUTE, HOUR = 60, 3600
MOST_SHOWN = 5
Verify = Annotated[bool, typer.Option("--verify", help="Read every file and name those that are damaged.")]

Repair = Annotated[
    bool, typer.Option("--repair", help="Remove what is damaged, and put the manifest and points back.")
]
Compact = Annotated[
    bool, typer.Option("--compact", help="Put the files of each thousand finished chunks together.")
]


def status(
    store: Stored,
    verify: Verify = False,
    repair: Repair = False,
    compact: Compact = False,
    as_json: Json = False,
):
    """Tell how far a sweep is; put its store in order."""
    from milieusim.campaign.store.store import open_store
    from milieusim.campaign.sweep.store_status import repaired, status_of, verified

    for line in repaired(store) if repair else ():
        tell(line)
    opened = open_store(store)
    if compact:
        tell(f"{_count(range(opened.compact()), 'folder')} put together.")
    facts = status_of(opened)
    if verify:
        facts |= verified(opened)
    if as_json:
        say_json(facts)
    else:
        for line in _lines(facts):
            say(line)
    if facts.get("bad_files"):
        raise typer.Exit(BAD_INPUT)


def _lines(facts):
    yield f"{facts['experiment']}: {facts['about']}".rstrip(": ")
    share = 100 * facts["done"] / facts["runs"]
    yield f"{facts['done']:,} of {facts['runs']:,} runs are stored ({share:.0f} %), {facts['failed']:,} of them failed."
    yield (
        f"{facts['points']:,} design points of {listed(facts['designs'])}; parameter sets: {facts['sets']:,}; "
        f"replications: {facts['replications']:,}{_most(facts)}."
    )
    if facts["factors"]:
        yield f"Factors: {', '.join(facts['factors'])}."
    yield f"Tables: {', '.join(['metrics', *facts['keep']])}; {facts['megabytes']:.1f} MB."
    yield from _work(facts)
    if "bad_files" in facts:
        yield from _verified(facts)
    else:
        yield from _damaged(facts)
    if facts["strays"]:
        yield f"{_count(facts['strays'], 'file')} of no chunk of this store, left alone: {_some(facts['strays'])}."


def _most(facts):
    return f", of at most {facts['replications_at_most']:,}" if "replications_at_most" in facts else ""


def _damaged(facts):
    if facts["damaged"]:
        chunks = facts["chunks_damaged"]
        yield (
            f"{chunks:,} chunk{'s are' if chunks > 1 else ' is'} damaged; the same sweep command runs "
            f"{'them' if chunks > 1 else 'it'} again:"
        )
        yield from _listed(facts["damaged"])


def _verified(facts):
    bad = [f"{found['file']}: {found['fault']}" for found in facts["bad_files"]]
    if not bad:
        yield f"All {facts['files_read']:,} files of finished chunks were read: every byte is as it was written."
        return
    yield f"{facts['files_read']:,} files of finished chunks were read. Damaged:"
    yield from (f"  {line}" for line in bad)
    yield "`--repair` removes these; the same sweep command then runs their chunks again."


def _listed(lines):
    yield from (f"  {line}" for line in lines[:MOST_SHOWN])
    if len(lines) > MOST_SHOWN:
        yield f"  and {len(lines) - MOST_SHOWN:,} more"


def _some(names):
    more = f" and {len(names) - MOST_SHOWN:,} more" if len(names) > MOST_SHOWN else ""
    return ", ".join(names[:MOST_SHOWN]) + more


def _count(found, word):
    return f"{len(found):,} {word}{'' if len(found) == 1 else 's'}"


def _work(facts):
    for owner in facts["owners"]:
        part = "" if owner["shard"] == "all" else f" ({owner['shard'].replace('-', ' ')})"
        yield f"Process {owner['pid']} on {owner['host']} works on it{part}."
    if facts["runs_per_second"]:
        yield f"{facts['runs_per_second']:.3g} runs a second; about {_long(facts['seconds_left'])} left."
    elif not facts["owners"] and not facts["is_finished"]:
        yield "Nobody works on it; the same sweep command goes on where it stopped."


def _long(seconds):
    if seconds < 2 * MINUTE:
        return f"{seconds:.0f} seconds"
    if seconds < 2 * HOUR:
        return f"{seconds / MINUTE:.0f} minutes"
    return f"{seconds / HOUR:.1f} hours"
