"""Stages of the work behind a comparison, told as they go: what is run again takes as long as the comparison itself."""

AGAIN, WITHOUT = "runs made again", "runs without a mechanism"


def counted(result, stage, found, total, before=0):
    """Yield what is found, and tell the comparison's `announce` of each.

    Parameters
    ----------
    result : Comparison
    stage : str
    found : iterable
    total : int
        Of the whole stage.
    before : int
        Done in this stage before.
    """
    for done, one in enumerate(found, start=before + 1):
        if result.announce is not None:
            result.announce(stage, done, total)
        yield one


def runs_again(pairs, designs):
    """Return about how many runs the tables behind a comparison take, by the most that each may take.

    Parameters
    ----------
    pairs, designs : int
        Of the comparison.
    """
    from milieusim.comparison.behind.mechanism_runs import PAIRS as OF_MECHANISM
    from milieusim.comparison.behind.mechanisms import MECHANISMS
    from milieusim.comparison.behind.sample import PAIRS as OF_SAMPLE

    return designs * (min(pairs, OF_SAMPLE) + (1 + len(MECHANISMS)) * min(pairs, OF_MECHANISM))
