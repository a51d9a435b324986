"""All sets on the same seeds, for what tells them apart; half of them on their own, for how large effects are."""

EFFECTS = "effects"


def experiments(main):
    """Return the experiment of the shares, and that of the effects: luck that all sets share would pass for an effect."""
    half = max(main.written.sets // 2, 1)
    effects = main.replace(name=EFFECTS, own_seeds=True, sets=half, replications=2)
    return {main.name: main, EFFECTS: effects}
