"""What can go wrong, as exceptions that a reader of the message can act on."""


class MilieusimError(Exception):
    """Base of every error that milieusim raises on purpose."""


class ConfigError(MilieusimError, ValueError):
    """Input that cannot be used, with every problem found in it.

    Parameters
    ----------
    problems : list of str or str
        One sentence a problem: where, what was found, what is allowed, the likely fix.

    Attributes
    ----------
    problems : list of str
    """

    def __init__(self, problems):
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))


class RunError(MilieusimError, RuntimeError):
    """A run that could not be finished."""


class VersionsWarning(UserWarning):
    """Runs are added to a store by other versions of Python or of a library than those that it was made with."""


class DataError(MilieusimError, ValueError):
    """A table or a store that does not hold what it should."""
