"""The benchmark of the warm-up prints what drifts, for every warm-up asked for."""

from benchmarks import warm_up


def test_it_prints_a_line_a_warm_up_and_every_measure(capsys):
    warm_up.main("--runs 4 --days 30 --warm-ups 2 7 --wards acute-ward --workers 1".split())
    told = capsys.readouterr().out
    assert "4 runs of 30 days" in told and "surely drift" in told
    for name in ["wellbeing_gain_day14", "mean_burnout", "conflict", "undone"]:
        assert name in told
