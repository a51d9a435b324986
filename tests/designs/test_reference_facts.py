"""Inputs that are published figures stand in the designs as published."""

import math
from statistics import NormalDist

import pytest

from milieusim.kinds import ORGANISED

NORMAL = NormalDist()


def share_within(stay, days):
    """Share of stays not longer than `days`."""
    return sum(
        weight * NORMAL.cdf(math.log(days / median) / stay.spread)
        for weight, median in (
            (stay.short_share, stay.short_median_days),
            (1 - stay.short_share, stay.long_median_days),
        )
    )


def median_days(stay):
    low, high = 0.01, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if share_within(stay, middle) < 0.5 else (low, middle)
    return low


def mean_days(stay):
    """By summing the share still there over quarter days; stays beyond five years are left out."""
    step = 0.25
    return step * sum(1 - share_within(stay, (i + 0.5) * step) for i in range(int(1825 / step)))


def humps(stay):
    """Peaks of the density of the logarithm of the stay."""
    grid = [-3 + i / 200 for i in range(2000)]
    density = [
        stay.short_share * NormalDist(math.log(stay.short_median_days), stay.spread).pdf(x)
        + (1 - stay.short_share) * NormalDist(math.log(stay.long_median_days), stay.spread).pdf(x)
        for x in grid
    ]
    return sum(a < b > c for a, b, c in zip(density, density[1:], density[2:]))


def week_mean_nurses(design):
    """Registered nurses and assistants on duty by day, mean over the week's day shifts."""
    shifts = (design.rota.early, design.rota.late)
    roles = ("registered_nurse", "healthcare_assistant")
    return sum(shift.heads(role, day) for shift in shifts for role in roles for day in range(7)) / 14


def test_stays_have_two_humps(design):
    assert humps(design.residents.stay) == 2


@pytest.mark.parametrize("name", ["acute-ward", "reference-england"])
def test_english_stay_is_23_days_in_the_median(designs, name):
    stay = designs[name].residents.stay
    assert 22 <= median_days(stay) <= 24
    assert 31 <= mean_days(stay) <= 35
    assert 0.05 <= 1 - share_within(stay, 90) <= 0.12


@pytest.mark.parametrize(
    ("name", "mean"),
    [
        ("reference-switzerland", 41560 / 2344),
        ("reference-germany", 24.0),
        ("reference-australia", 15.0),
        ("reference-nsw", 15.0),
    ],
)
def test_mean_stays_are_as_stated(designs, name, mean):
    assert mean_days(designs[name].residents.stay) == pytest.approx(mean, abs=0.3)


def rota_share(rota):
    """Share of nursing shifts worked by bank staff: planned ones, and those who stand in for sick colleagues."""
    cover = rota.sickness * rota.bank_fill
    return (rota.bank_share + (1 - rota.bank_share) * cover) / (1 - rota.sickness * (1 - rota.bank_fill))


@pytest.mark.parametrize("name", ["acute-ward", "reference-england"])
def test_english_wards_have_030_nurses_a_resident_and_31_percent_bank(designs, name):
    design = designs[name]
    assert 0.29 <= week_mean_nurses(design) / design.ward.beds <= 0.31
    with_cover = rota_share(design.rota)
    assert 0.3 <= with_cover <= 0.35
    assert design.ward.demand > 1
    assert design.ward.fills_leave_beds
    assert 0.3 <= design.residents.detained_share <= 0.4


@pytest.mark.parametrize("name", ["acute-ward", "reference-england"])
def test_english_programme_is_thin(designs, name):
    """Seats in organised activity for well under a tenth of daytime, as only 4 % is spent there."""
    design = designs[name]
    labels = [activity.label for activity in ORGANISED]
    seats = sum(
        (slot.end_minute - slot.start_minute) / 60 * len(slot.day_numbers) * (slot.places_offered or 20)
        for slot in design.routine.slots
        if slot.activity in labels
    )
    assert 0.05 <= seats / (12 * 7 * design.ward.beds) <= 0.09


@pytest.mark.parametrize(
    ("name", "regime", "instrument"),
    [
        ("acute-ward", "england", "incident_log"),
        ("reference-switzerland", "switzerland", "soas_r"),
        ("reference-england", "england", "pcc_sr"),
        ("reference-nsw", "australia", "pcc_sr"),
        ("reference-australia", "australia", "incident_log"),
        ("reference-germany", "germany", "incident_log"),
        ("structured-hospital-day", "germany", "incident_log"),
        ("therapeutic-community", "united_states", "incident_log"),
    ],
)
def test_regime_and_instrument_are_those_of_the_source(designs, name, regime, instrument):
    assert designs[name].policy.regime == regime
    assert designs[name].policy.instrument == instrument


def test_german_admissions_are_involuntary_as_registered(designs):
    assert designs["reference-germany"].residents.detained_share == 0.107


@pytest.mark.parametrize("name", ["reference-switzerland", "reference-australia", "reference-germany"])
def test_wards_with_seclusion_targets_have_a_seclusion_room(designs, name):
    assert any(place.kind == "seclusion_room" for place in designs[name].ward.places)


def test_depression_and_anxiety_make_30_percent_of_english_admissions(designs):
    mix = designs["acute-ward"].residents.mix
    assert mix["depression"] + mix["anxiety_stress"] == pytest.approx(0.30)


def test_references_differ_from_each_other_in_settings_not_in_practices(designs):
    references = [design for name, design in designs.items() if name.startswith("reference-")]
    assert len({design.practices for design in references}) == 1
    assert len({design.milieu for design in references}) == 1
