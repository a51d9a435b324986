"""Counts as runs give them, drawn without a model: what a score is made of, in no time."""

import numpy as np

from milieusim.evidence.counts.course_counts import MOST_A_STAY
from milieusim.evidence.counts.people_counts import DAY_EDGES, LENGTH_EDGES
from milieusim.evidence.counts.ward_counts import MOST_A_SHIFT
from milieusim.vocabulary import ResponseKind

BED_DAYS = 7300.0
TREATED = {"england-safewards": 0.8, "switzerland-risk-assessment": 0.6, "switzerland-de-escalation": 0.7}
BLOCKS = 28
"""Stretches of a week near points of the routine: four a day."""
CALM = 0.9
"""What is left of incidents without contagion."""


def fake_counts(study, seed, null=None, level=1.0):
    """Return the counts of one run of a ward whose incidents go with how unsettled its residents are."""
    draw = np.random.default_rng([seed, sum(map(ord, study))])
    factor = TREATED.get(study, 1.0) if null != "practices_off" else 1.0
    factor *= level * (CALM if null == "contagion_off" else 1.0)
    luck = draw.gamma(20, 1 / 20)
    found = _incidents(draw, factor * luck) | _stays(draw) | _ward(draw, factor * luck)
    found |= {"frailty_days": BED_DAYS * luck, "expected_frailty_days": BED_DAYS}
    return {name: np.asarray(value, float) for name, value in found.items()}


def _incidents(draw, factor):
    hours = draw.poisson(factor * 7 * (1 - 0.8 * np.cos(2 * np.pi * (np.arange(24) - 2) / 24)))
    n = hours.sum()
    severe = draw.binomial(n, 0.5)
    return {
        "aggression": n,
        **{name: draw.binomial(n, 0.35) for name in ("physical", "first_week", "by_staff", "no_trigger")},
        "denied_or_limited": draw.binomial(n, 0.25),
        "coerced": draw.binomial(n, 0.5),
        "severity": 9.0 * n,
        "severity_squared": 105.0 * n,
        "at_residents": n // 5,
        "severe": severe,
        "verbal": severe + 10,
        "verbal_severe": severe // 2,
        "by_hour": hours,
        "responses": draw.poisson(60 * factor, len(ResponseKind)),
        "seclusions": 50,
        "seclusion_lengths": draw.gamma(250, 1),
        "restricted_hours": draw.gamma(900, 1) * factor,
        "doses": 300,
        "doses_after_conflict": draw.binomial(300, 0.3),
        "at_staff": draw.binomial(n, 0.6),
        "inside": draw.poisson(5 * factor, BLOCKS),
        "outside": draw.poisson(10 * factor, BLOCKS),
        "inside_hours": np.full(BLOCKS, 91.0),
        "outside_hours": np.full(BLOCKS, 273.0),
    }


def _stays(draw):
    lengths = np.stack([draw.poisson(n, len(LENGTH_EDGES) - 1) for n in (1.0, 0.2)])
    return {
        "stays": 300,
        "stay_days": 6000.0,
        "ever": 36,
        "ever_physical": 18,
        "of_aggressors": draw.poisson(105),
        "by_detention": draw.poisson([[140, 15], [130, 25]]),
        "by_psychosis": draw.poisson([[140, 15], [130, 25]]),
        "by_length": lengths,
        "first_psychosis": np.histogram(draw.exponential(3, 20), DAY_EDGES)[0],
        "first_other": np.histogram(draw.exponential(15, 20), DAY_EDGES)[0],
        "stays_by_aggression": np.bincount([0, 1, 5], [264, 20, 16], MOST_A_STAY + 1),
        "aggression_by_stays": np.bincount([1, 5], [20, draw.poisson(80)], MOST_A_STAY + 1),
        "cases": 280,
        "cases_tied": draw.binomial(280, 0.05),
        "cases_held": 20,
        "hours_held": draw.gamma(900, 1),
        "first_nights": 800,
        "first_nights_asleep": draw.normal(6000, 20),
        "weeks": 700,
        "active_weeks": draw.binomial(700, 0.75),
        "active_hours": draw.normal(1800, 20),
        "admissions": 290,
        "absconded": draw.binomial(290, 0.05),
        "followed": 200,
        "given_prn": draw.binomial(200, 0.67),
        "rated": 250,
        "before": 250.0,
        "before_squared": 500.0,
        "after": 50.0,
        "after_squared": 260.0,
        "fall_by_day_7": draw.normal(50, 3),
        "fall_by_the_end": 100.0,
    }


def _ward(draw, factor):
    shifts = [
        np.minimum(draw.negative_binomial(1, 1 / (1 + 4 * factor), 1092), MOST_A_SHIFT) for _ in range(2)
    ]
    by = [np.bincount(counts, minlength=MOST_A_SHIFT + 1) for counts in shifts]
    return {
        "resident_hours": 24 * BED_DAYS,
        "awake": 80000.0,
        "engaged": 13000.0,
        "organised": 3200.0,
        "nursing": 40000.0,
        "nursing_contact": 9000.0,
        "nurse_hours": 12000.0,
        "nurse_medication": draw.normal(2100, 20),
        "nurse_indirect": draw.normal(4200, 20),
        "nurse_for_ward": draw.normal(1300, 20),
        "snapshots": 50000.0,
        "without_contact": 13000.0,
        "shifts": len(shifts[0]),
        "conflict": shifts[0].sum(),
        "conflict_squared": (shifts[0].astype(float) ** 2).sum(),
        "containment": shifts[1].sum(),
        "by_conflict": by[0],
        "by_containment": by[1],
        "bed_hours": 24 * 20 * 364.0,
        "census_hours": 24 * 19.8 * 364.0,
        "day_census": 20 * 728.0,
        "day_nurses": 6 * 728.0,
        "on_duty": 5 * 1092.0,
        "bank": draw.binomial(5460, 0.31),
    }


def run_fakes(jobs, workers=None, progress=None, level=1.0):
    """Stand in for `milieusim.evidence.measuring.run_jobs`."""
    for done, job in enumerate(jobs, start=1):
        if progress:
            progress(done)
        yield [fake_counts(job.study, seed, job.null, level) for seed in job.seeds]
