"""What lies on one planner's desk: the ward as it is, as it was changed, the one that lives, and a comparison."""

from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.config.reading.loading import load_design, shipped_designs
from milieusim.config.telling.yaml_writing import design_text
from milieusim.dashboard.live_ward import LiveWard, dials
from milieusim.dashboard.rerun import Rerun, choices_of
from milieusim.dashboard.timetable_edits import changes_in_words, with_slot, without_slot
from milieusim.errors import ConfigError
from milieusim.vocabulary import WARM_UP_DAYS

CHANGED = "changed"


class Desk:
    """Everything that one open page works with; every method leaves it as it was when something is refused.

    Parameters
    ----------
    design : WardDesign, str or path
    told : callable
        Called whenever there is something new to show.
    warm_up_days : int
        Of every ward that lives here.

    Attributes
    ----------
    base, changed : WardDesign
    live : LiveWard
    rerun : Rerun
    picked : int or None
        Resident who is followed.
    problems : list of str
        Why the last wish was refused; `problem_of` says which it was.
    """

    def __init__(self, design="acute-ward", told=lambda: None, warm_up_days=WARM_UP_DAYS):
        self.told, self.warm_up_days = told, warm_up_days
        self.opened = load_design(design)
        self.base = self.changed = self.opened
        self.live = LiveWard(self.base, 1, warm_up_days)
        self.rerun, self.picked, self.problems, self.problem_of = Rerun(told), None, [], ""

    @property
    def names(self):
        """Names of the designs that can be opened here."""
        return list(dict.fromkeys([self.opened.name, *shipped_designs()]))

    @property
    def differences(self):
        """What was changed, a line each."""
        return changes_in_words(self.changed, self.base)

    @property
    def new_warnings(self):
        """What `check` warns of in the changed ward and not in the ward as it is."""
        known = set(warnings_of(self.base))
        return [warning for warning in warnings_of(self.changed) if warning not in known]

    @property
    def changed_text(self):
        """The changed ward as the text of a design file."""
        return design_text(self.changed.replace(name=f"{self.base.name}-{CHANGED}"))

    def renew(self, name=None, seed=1):
        """Let another ward begin: of another design, or of the same with what was changed in it.

        Parameters
        ----------
        name : str, optional
            One of `names`; another one than now drops the changes.
        seed : int or str
        """
        with self._trying("ward"):
            if name is not None and name not in self.names:
                raise ConfigError(f"'{name}' is no design that can be opened here.")
            base, changed = self.base, self.changed
            if name not in (None, self.base.name):
                base = changed = self.opened if name == self.opened.name else load_design(name)
            live = LiveWard(changed, _seed(seed), self.warm_up_days)
            self.live.close()
            self.base, self.changed, self.live, self.picked = base, changed, live, None

    def turn(self, path, value):
        """Turn a level or practice, for the ward that lives and in the changed design."""
        with self._trying("dials"):
            if path.split(".")[0] not in ("milieu", "practices"):
                raise ConfigError(f"{path} is neither a level nor a practice.")
            changed = self.changed.replace({path: float(value)})
            self.live.turn({path: float(value)})
            self.changed = changed

    def change_slot(self, name, fields):
        """Change a slot, or add one where `name` is empty."""
        with self._trying(f"slot {name}"):
            self.changed = with_slot(self.changed, name, fields)

    def drop_slot(self, name):
        """Take a slot off the timetable."""
        with self._trying(f"slot {name}"):
            self.changed = without_slot(self.changed, name)

    def undo_all(self):
        """Let the changed ward be as it is; in the one that lives, levels go back from now on."""
        with self._trying(""):
            known = {path: value for kind in dials(self.base).values() for path, _, value in kind}
            now = [(path, value) for kind in dials(self.live.design).values() for path, _, value in kind]
            if back := {path: known[path] for path, value in now if value != known[path]}:
                self.live.turn(back)
            self.changed = self.base

    def compare(self, days, pairs, parameters):
        """Compare the ward as it is with the changed one."""
        with self._trying("comparison"):
            choices = choices_of(days, pairs, parameters)
            if not self.differences:
                raise ConfigError("Nothing is changed yet: change a slot or turn a level first.")
            self.rerun.start(self.base, self.changed.replace(name=f"{self.base.name}-{CHANGED}"), **choices)

    def close(self):
        """Stop what still runs."""
        self.rerun.stop()
        self.live.close()

    def _trying(self, what):
        return _Trying(self, what)


class _Trying:
    """Keeps the problems of a wish that was refused."""

    def __init__(self, desk, what):
        self.desk, self.what = desk, what

    def __enter__(self):
        self.desk.problems, self.desk.problem_of = [], self.what

    def __exit__(self, kind, error, trace):
        if isinstance(error, ConfigError):
            self.desk.problems = error.problems
        self.desk.told()
        return isinstance(error, ConfigError)


def _seed(seed):
    text = str(seed).strip()
    if not (text.isascii() and text.isdigit()):
        raise ConfigError(f"Seed: {text or 'nothing'!r} must be a whole number from 0.")
    return int(text)
