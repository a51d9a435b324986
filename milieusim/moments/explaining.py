"""Why a resident is as they are now: what pushes arousal, wellbeing and conflict, term by term."""

from html import escape

from milieusim.moments.asked import Asked
from milieusim.moments.pushes import HARDLY, rows_of_arousal, rows_of_conflict, rows_of_wellbeing
from milieusim.phrasing import listed

COLUMNS = ["quantity", "term", "value", "weight", "contribution", "unit", "words"]
QUANTITIES = {"arousal": "0-1", "wellbeing": "0-1", "conflict": "1/h"}
SHOWN = 3


class Explanation:
    """What pushes arousal, wellbeing and the hazard of conflict of one resident at one moment.

    Attributes
    ----------
    table : pandas.DataFrame
        quantity (arousal, wellbeing, conflict), term, value, weight, contribution, unit, words. Contributions of a
        quantity add up to what its rule gives: the arousal that one is drawn to, wellbeing, and how often
        something would happen, 1/h.
    resident : int
        Number of the referral.
    clock : str
    arousal, drawn_to, next_arousal : float
        Now, where it is drawn to, and where that gets it within a tick; all 0-1.
    is_asleep : bool
        Sleepers are drawn to a share of it.
    wellbeing : float, 0-1
    hazard : float, 1/h
        Of any conflict that happens by itself. Refusals are answers to what is asked, and have none.
    """

    def __init__(self, rows, resident, clock, **levels):
        self._rows, self.resident, self.clock = rows, resident, clock
        self.__dict__.update(levels)

    @property
    def table(self):
        """All terms, in the order of the rules."""
        import pandas as pd

        rows = [[*row[:5], QUANTITIES[row.quantity], row.words] for row in self._rows]
        return pd.DataFrame(rows, columns=COLUMNS)

    def of(self, quantity):
        """Return the terms of one quantity, the largest first.

        Parameters
        ----------
        quantity : {"arousal", "wellbeing", "conflict"}

        Returns
        -------
        list of Row
        """
        rows = [row for row in self._rows if row.quantity == quantity]
        return sorted(rows, key=lambda row: -abs(row.contribution))

    @property
    def sentence(self):
        """What weighs most, in words."""
        way = "up" if self.next_arousal > self.arousal else "down"
        share = "a share of " if self.is_asleep else ""
        return (
            f"{self.clock}: resident {self.resident} has arousal {self.arousal:.2f}, which is drawn {way} to "
            f"{share}{self.drawn_to:.2f}, most by {self._most('arousal')}. Wellbeing is {self.wellbeing:.2f}, most by "
            f"{self._most('wellbeing')}. As things are, something "
            f"would happen {self.hazard:.3g} times an hour{self._causes()}."
        )

    def _most(self, quantity):
        rows = [row for row in self.of(quantity) if abs(row.contribution) > HARDLY][:SHOWN]
        return listed(f"{row.term} ({row.contribution:+.2f})" for row in rows) or "nothing"

    def _causes(self):
        rows = [row for row in self.of("conflict") if row.contribution > HARDLY][:SHOWN]
        shares = [f"{row.term} ({100 * row.contribution / self.hazard:.0f} %)" for row in rows]
        return f", most by {listed(shares)}" if shares else ""

    def plot(self, ax=None):
        """Draw the terms as bars, a panel a quantity.

        Parameters
        ----------
        ax : sequence of matplotlib.axes.Axes, optional
            Three.

        Returns
        -------
        numpy.ndarray of matplotlib.axes.Axes
        """
        from milieusim.moments.explained_bars import draw_explanation

        return draw_explanation(self, ax)

    def __repr__(self):
        table = self.table.drop(columns="words").round(4)
        return f"{self.sentence}\n{table.to_string(index=False, na_rep='')}"

    def _repr_html_(self):
        return (
            f"<p>{escape(self.sentence)}</p>{self.table.round(4).to_html(index=False, border=0, na_rep='')}"
        )


def explain(model, resident):
    """Tell what pushes a resident's arousal, wellbeing and hazard of conflict now.

    The ward's own acts are called on a copy of the moment, with the rules that it runs on; terms are those of the rules'
    text. The ward itself goes on as if nobody had asked.

    Parameters
    ----------
    model : WardModel
        Between two ticks.
    resident : Resident or int
        Somebody with a bed there, or the number of their referral.

    Returns
    -------
    Explanation

    Raises
    ------
    ConfigError
        If there is no such ward or resident.

    Examples
    --------
    >>> model = WardModel("acute-ward", seed=1, warm_up_days=0)  # doctest: +SKIP
    >>> explain(model, model.residents[0]).plot()  # doctest: +SKIP
    """
    asked = Asked(model, resident)
    asleep = bool(asked.resident.is_asleep)
    parts = [told(asked) for told in (rows_of_arousal, rows_of_wellbeing, rows_of_conflict)]
    rows = [row for part, _ in parts for row in part]
    levels = {name: value for _, found in parts for name, value in found.items()}
    return Explanation(rows, asked.resident.number, model.clock, is_asleep=asleep, **levels)
