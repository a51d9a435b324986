"""What staff cost: hourly rates by role and the hours of one whole-time equivalent, as a ward's own file gives them."""

from typing import Annotated

from pydantic import Field, Strict, model_validator

from milieusim.config.parts.part import NotNegative, Part, Text, validated
from milieusim.errors import ConfigError
from milieusim.phrasing import listed, near
from milieusim.python_values import as_python
from milieusim.vocabulary import Role

ROLES = Role.labels()
EXAMPLE = "wte_hours_a_week: 37.5, currency: GBP, roles: {registered_nurse: 25.10}"


class RoleRate(Part):
    """What an hour of one role costs."""

    hourly: NotNegative
    """Cost of an hour on duty, all that the employer pays included."""

    bank_hourly: NotNegative | None = None
    """Cost of an hour worked by bank or agency staff; as `hourly` if left out."""

    @model_validator(mode="before")
    @classmethod
    def _from_one_number(cls, value):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return {"hourly": float(value)} if is_number else value

    @property
    def of_bank(self):
        """Cost of an hour worked by bank staff."""
        return self.hourly if self.bank_hourly is None else self.bank_hourly


class Rates(Part):
    """Rates of a ward, as `rates.yaml` holds them; nothing is taken for granted where it is silent."""

    wte_hours_a_week: Annotated[float, Strict(), Field(gt=0, le=80, allow_inf_nan=False)]
    """Hours on duty in a week of one whole-time equivalent, leave and training taken off if you count so."""

    currency: Text
    """Name of the money, such as GBP."""

    roles: dict[str, RoleRate] = Field(min_length=1)
    """Role -> cost of an hour, or hourly and bank_hourly."""

    @model_validator(mode="after")
    def _known_roles(self):
        unknown = [role for role in self.roles if role not in ROLES]
        if unknown:
            raise ValueError(
                "\n".join(
                    f"roles.{role} is no role; roles are {listed(ROLES)}.{near(role, ROLES)}"
                    for role in unknown
                )
            )
        return self

    def problems_with(self, designs):
        """Return a sentence for each role on the rota of a design that has no rate.

        Parameters
        ----------
        designs : dict of str to WardDesign
        """
        problems = []
        for role in ROLES:
            on = [name for name, design in designs.items() if rota_hours(design).get(role)]
            if on and role not in self.roles:
                problems.append(
                    f"rates: roles.{role} is missing, and {listed(on)} "
                    f"{'has' if len(on) == 1 else 'have'} that role on the rota; add what an hour of it costs."
                )
        return problems


def rota_hours(design):
    """Return the hours on the rota in a week by role, overlaps of shifts counted for each.

    Parameters
    ----------
    design : WardDesign

    Returns
    -------
    dict of str to float
        Roles that are on the rota.
    """
    hours = {}
    for _, shift in design.rota.duties:
        for role in ROLES:
            heads = sum(shift.heads(role, day) for day in range(7))
            if heads:
                hours[role] = hours.get(role, 0.0) + heads * shift.hours
    return hours


def load_rates(source):
    """Load rates from a file or a dict.

    Parameters
    ----------
    source : path-like, dict or Rates
        A YAML file, or the same content as a dict.

    Returns
    -------
    Rates

    Raises
    ------
    ConfigError
        With every problem in the file.

    Examples
    --------
    >>> rates = load_rates({"wte_hours_a_week": 37.5, "currency": "GBP", "roles": {"registered_nurse": 25}})
    >>> rates.roles["registered_nurse"].of_bank
    25.0
    """
    if isinstance(source, Rates):
        return source
    label, tree = "rates", as_python(source)
    if not isinstance(tree, dict):
        from milieusim.config.reading.yaml_reading import read_yaml

        label, tree = str(source), read_yaml(source)
    if not isinstance(tree, dict):
        raise ConfigError(f"{label}: rates are a mapping, as in {EXAMPLE}.")
    return validated(Rates, _as_floats(tree), label)


def _as_floats(tree):
    """Return plain data in which whole numbers are numbers: 25 an hour is 25.0."""
    if isinstance(tree, dict):
        return {key: _as_floats(value) for key, value in tree.items()}
    return float(tree) if isinstance(tree, int) and not isinstance(tree, bool) else tree
