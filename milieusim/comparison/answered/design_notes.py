"""What stands in the way of reading a comparison of these designs as one of their days: told, whatever came out."""

from milieusim.comparison.choices import alike


def twins_of(base, designs):
    """Return the names of designs that differ from the base in nothing that the model looks at."""
    return [other for one, other in alike(designs) if one == base]


def settle_twins(table, twins):
    """Put into judged rows of designs that are the base once more that there is no difference, for want of no pairs.

    Rules or agents of somebody's own that draw chance of their own may differ all the same: their rows stay.
    """
    rows = (
        table["design"].isin(twins)
        & ~table["is_exploratory"]
        & (table["difference"] == 0)
        & (table["differing"] == 0)
    )
    table.loc[rows, "verdict"] = "no_difference_shown"
    table.loc[rows, "more_pairs"] = float("nan")


def design_notes(result):
    """Return a sentence on designs that are the same to the model, and on those with other numbers of beds.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    list of str
    """
    twins = [
        f"{one} and {other} differ in nothing that the model looks at: no difference between them could show."
        for one, other in alike(result.designs)
    ]
    base = result.designs[result.base].ward.beds
    beds = {name: result.designs[name].ward.beds for name in result.others}
    return twins + [
        f"{name} has {n} beds and {result.base} {base}: staff and rooms for each resident differ with them, so that "
        "differences need not come from how the day is run."
        for name, n in beds.items()
        if n != base
    ]
