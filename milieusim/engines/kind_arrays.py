"""What a run knows of each kind of incident and response, from the ledger and the policy of the ward."""

import numpy as np

from milieusim.incident_kinds import INCIDENTS, IncidentKind
from milieusim.kinds import RESPONSES, column
from milieusim.vocabulary import PlaceKind, ResponseKind


def numbers_by_kind(design, v, numbers):
    """Return what depends on the kind of an incident or a response, in the order of the codes."""
    incidents = [kind.label for kind in IncidentKind]
    responses = [kind.label for kind in ResponseKind if kind != ResponseKind.NONE]
    return {
        "gravity": _named(INCIDENTS, "gravity", numbers),
        "minutes_for": _named(RESPONSES, "minutes", numbers),
        "calms": _named(RESPONSES, "calms", numbers),
        "held_staff": _named(RESPONSES, "held_minutes", numbers),
        "ends_per_hour": _named(RESPONSES, "ends", numbers),
        "thresholds": _thresholds(design, v),
        "records_incident": _by_instrument(design, v, incidents),
        "records_response": _by_instrument(design, v, responses),
    }


def _named(table, fact, numbers):
    return np.array([numbers[name] if name else 0.0 for name in column(table, fact)])


def _thresholds(design, v):
    has_seclusion = any(place.kind == PlaceKind.SECLUSION_ROOM.label for place in design.ward.places)
    rows = np.full(len(ResponseKind), np.inf)
    for kind in ResponseKind:
        if kind != ResponseKind.NONE:
            rows[kind] = v[f"{design.policy.regime}_threshold_{kind.label}"]
    if not has_seclusion:
        rows[ResponseKind.SECLUSION] = np.inf
    return rows


def _by_instrument(design, v, labels):
    return np.array([v[f"{design.policy.instrument}_records_{label}"] for label in labels])
