"""The schedule as text: a table of phases, a diagram, and what is drawn where."""

from milieusim.describing.markdown import bullets, code, codes, table
from milieusim.describing.schedule import beginning, phases
from milieusim.rules.basics.keyed_draws import Decision


def schedule_table():
    """Return the phases of a tick in their order, with what each names."""
    rows = [
        [
            number,
            code(phase.name),
            phase.when or "every tick",
            phase.words,
            codes(phase.rules),
            code(phase.where),
        ]
        for number, phase in enumerate(phases(), 1)
    ]
    return table(["", "phase", "when", "what it does", "rules", "stands in"], rows)


def beginning_told():
    """Return what happens as a run begins, in a sentence each."""
    return " ".join(f"{phase.words} ({code(phase.name)})" for phase in beginning())


def diagram():
    """Return a run as a tree of text: its beginning, its ticks, and the phases of a tick."""
    lines = ["run"]
    lines += [f"├─ {phase.name}: {_short(phase)}" for phase in beginning()]
    lines.append("└─ every tick, first of the warm-up, then of the window that tables tell of")
    for number, phase in enumerate(phases(), 1):
        corner = "└─" if number == len(phases()) else "├─"
        when = f" [{phase.when}]" if phase.when else ""
        lines.append(f"   {corner} {phase.name}{when}: {_short(phase)}")
    return "\n".join(lines)


def _short(phase):
    return phase.words.split(";")[0].rstrip(".")


def draws():
    """Return in which phases each decision is drawn for, in the order of their numbers.

    Returns
    -------
    dict of Decision to list of str
    """
    found = {}
    for phase in (*beginning(), *phases()):
        for name in phase.draws:
            found.setdefault(Decision[name], []).append(phase.name)
    return {decision: list(dict.fromkeys(found[decision])) for decision in sorted(found)}


def decisions_told():
    """Return what is drawn, and in which phases, as a list."""
    return bullets(
        f"{decision.name.lower().replace('_', ' ')}: {codes(where)}" for decision, where in draws().items()
    )
