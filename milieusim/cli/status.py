"""`milieusim status`: how far a store is."""

from milieusim.cli.tables import say, say_json
from milieusim.config.wording import listed

MINUTE, HOUR = 60, 3600


def status(store, as_json):
    """Tell how far a store is, who works on it, and what it holds.

    Parameters
    ----------
    store : str
        Folder or address.
    as_json : bool
    """
    from milieusim.runs.status import status_of
    from milieusim.runs.store import open_store

    facts = status_of(open_store(store))
    if as_json:
        say_json(facts)
        return
    for line in _lines(facts):
        say(line)


def _lines(facts):
    yield f"{facts['experiment']}: {facts['about']}".rstrip(": ")
    share = 100 * facts["done"] / facts["runs"]
    yield f"{facts['done']:,} of {facts['runs']:,} runs are stored ({share:.0f} %), {facts['failed']:,} of them failed."
    yield (
        f"{facts['points']:,} design points of {listed(facts['designs'])}; parameter sets: {facts['sets']:,}; "
        f"replications: {facts['replications']:,}."
    )
    if facts["factors"]:
        yield f"Factors: {', '.join(facts['factors'])}."
    yield f"Tables: {', '.join(['metrics', *facts['keep']])}; {facts['megabytes']:.1f} MB."
    yield from _work(facts)


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
