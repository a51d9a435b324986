"""What has to hold of the rows of kinds of incident, so that each of them can occur as what it is."""

from milieusim.incident_kinds import AGGRESSION, HAPPENING, INCIDENTS, IncidentKind


def test_aggression_is_the_three_first_kinds_since_its_form_is_drawn_among_them():
    assert [kind.label for kind in AGGRESSION] == [
        "verbal_aggression",
        "object_aggression",
        "physical_aggression",
    ], (
        "the form of aggression is drawn among three kinds, so that a fourth would never occur: "
        "leave `is_aggression` out of its row"
    )
    assert [int(kind) for kind in AGGRESSION] == [0, 1, 2]


def test_of_aggression_one_kind_alone_happens_and_the_others_are_its_forms():
    assert [kind for kind in AGGRESSION if int(kind) in HAPPENING] == [IncidentKind.VERBAL_AGGRESSION]


def test_what_is_no_aggression_says_how_grave_it_is():
    assert [kind.label for kind, row in INCIDENTS.items() if not row.is_aggression and not row.gravity] == []
