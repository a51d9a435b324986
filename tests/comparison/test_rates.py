"""What staff cost: rates of a ward's own, and nothing taken for granted."""

import pytest
from fake_runs import design

from milieusim.cli.main import main
from milieusim.comparison.behind.rates import load_rates, rota_hours
from milieusim.comparison.compare import checked_choices
from milieusim.comparison.compare import compare as compared
from milieusim.errors import ConfigError
from milieusim.vocabulary import Role

RATES = {"wte_hours_a_week": 40, "currency": "EUR", "roles": dict.fromkeys(Role.labels(), 10)}


def test_every_problem_in_rates_is_told_at_once(tmp_path):
    file = tmp_path / "rates.yaml"
    file.write_text("wte_hours_a_week: 0\nroles:\n  registered_nurse: {hourly: -1}\n  docter: 3\n")
    with pytest.raises(ConfigError) as told:
        load_rates(file)
    text = "\n".join(told.value.problems)
    for part in ("rates.yaml", "wte_hours_a_week", "currency", "roles.registered_nurse.hourly"):
        assert part in text
    file.write_text("wte_hours_a_week: 40\ncurrency: EUR\nroles: {docter: 3}\n")
    with pytest.raises(ConfigError, match="roles.docter is no role.*Did you mean 'doctor'"):
        load_rates(file)


def test_a_role_on_the_rota_without_a_rate_is_told_before_anything_runs():
    rates = RATES | {"roles": {"registered_nurse": 10}}
    with pytest.raises(ConfigError) as told:
        checked_choices([design(), design("calm", 0.8)], None, None, 28, 10, 1, "best", rates=rates)
    assert any(
        "roles.healthcare_assistant is missing, and base and calm have" in p for p in told.value.problems
    )


def test_the_command_tells_problems_in_rates_and_exits_with_2(tmp_path, capsys):
    (tmp_path / "rates.yaml").write_text("- 3\n")
    assert main(["compare", "acute-ward", "open-unit", "--rates", str(tmp_path / "rates.yaml")]) == 2
    assert "rates are a mapping" in capsys.readouterr().err


def test_hours_on_the_rota_are_heads_times_hours_over_the_week():
    shifts = {"early": {"start": "07:00", "end": "19:00", "registered_nurse": 2}}
    shifts["night"] = {"start": "19:00", "end": "07:00", "registered_nurse": {"weekday": 1, "weekend": 2}}
    hours = rota_hours(design().replace({"rota": shifts}))
    assert hours == {"registered_nurse": 7 * 2 * 12 + (5 + 2 * 2) * 12}


def test_money_is_hours_worked_at_the_rates_of_own_and_of_bank_staff(engine):
    roles = RATES["roles"] | {"registered_nurse": {"hourly": 20.0, "bank_hourly": 30.0}}
    pair = [design(), design("calm", 0.8)]
    result = compared(pair, days=7, replications=10, parameters="best", rates=RATES | {"roles": roles})
    row = result.costs[result.costs["role"] == "registered_nurse"].iloc[1]
    assert row["cost_a_week"] == 10 * 20 + 2 * 30 and row["bank_hours_a_week"] == 2
    assert row["wte"] == row["rota_hours_a_week"] / 40 and row["cost_more"] == 0


def test_without_rates_there_is_no_money_and_no_whole_time_equivalent(engine):
    result = compared([design(), design("calm", 0.8)], days=7, replications=10, parameters="best")
    assert result.costs[["wte", "cost_a_week"]].isna().all().all()
    assert (result.costs["hours_worked_a_week"] >= 0).all()
