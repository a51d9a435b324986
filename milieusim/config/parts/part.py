"""What every part of a design shares: frozen, strict about types, replaceable by path, and told about when wrong."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError

from milieusim.config.parts.dotted_paths import in_order, set_at_path
from milieusim.config.parts.problems import problems_of
from milieusim.errors import ConfigError
from milieusim.python_values import as_python

Share = Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
Positive = Annotated[float, Strict(), Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=0, le=500)]
Flag = Annotated[bool, Strict()]
Text = Annotated[str, Strict(), Field(min_length=1, max_length=200)]


class Part(BaseModel):
    """A frozen part of a design; unknown keys are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, use_attribute_docstrings=True
    )

    def replace(self, changes=None, /, **fields):
        """Return a copy with some values changed; the copy is validated anew.

        Parameters
        ----------
        changes : mapping, optional
            Dotted path -> value, as in ``{"milieu.structure": 0.8}`` or
            ``{"routine.slots[Breakfast].start": "08:15"}``.
        **fields
            Fields of this part -> value.

        Returns
        -------
        Part
            Of the same type.

        Raises
        ------
        ConfigError
            If a path does not exist or a value is not allowed.
        """
        tree = self.model_dump(mode="json")
        problems = []
        for path, value in in_order({**({} if changes is None else changes), **fields}):
            try:
                set_at_path(tree, path, dumped(value))
            except ConfigError as error:
                problems += error.problems
        if problems:
            raise ConfigError([f"replace: {problem}" for problem in problems])
        return validated(type(self), tree, "replace")

    @classmethod
    def problems_between(cls, tree):
        """Return problems between the values of plain data in which others are wrong as well; a part has none."""
        return []


def dumped(value):
    """Return a part (or a list of parts) as plain data; leave other values alone."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, list | tuple):
        return [dumped(item) for item in value]
    if isinstance(value, dict):
        return {key: dumped(item) for key, item in value.items()}
    return value


def validated(part_type, tree, label):
    """Build a part from plain data, or raise ConfigError with one sentence a problem.

    Parameters
    ----------
    part_type : type
        A subclass of Part.
    tree : dict
        Plain data; values of numpy and pandas are taken as Python's own.
    label : str or callable
        What stands before each problem, or what makes its sentence of a `Problem`.

    Returns
    -------
    Part
    """
    tree = as_python(tree)
    try:
        return part_type.model_validate(tree)
    except ValidationError as error:
        problems = problems_of(error, part_type, tree)
    known = {problem.text for problem in problems}
    problems += [problem for problem in part_type.problems_between(tree) if problem.text not in known]
    if callable(label):
        raise ConfigError([label(problem) for problem in problems])
    raise ConfigError([f"{label}: {problem.text}" if label else problem.text for problem in problems])
