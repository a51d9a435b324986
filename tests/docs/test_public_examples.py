"""`help()` of everything that is called or made shows an example, and the example runs."""

import doctest
import inspect

import pytest

import milieusim as ms

ARE_TOLD_ELSEWHERE = {
    "METRICS", "RULES", "SWITCHES",  # tables
    "ConfigError", "DataError", "MilieusimError", "RunError",  # raised, not made
    "Store",  # comes from `open_store` and `run_experiment`
}  # fmt: skip
LONG = {"improve", "scorecard"}
NAMES = sorted(set(ms._WHERE) - ARE_TOLD_ELSEWHERE)


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=pytest.mark.slow if one in LONG else []) for one in NAMES]
)
def test_help_shows_an_example_that_runs(name, capsys):
    text = inspect.getdoc(getattr(ms, name))
    examples = doctest.DocTestParser().get_doctest(
        text, {"ms": ms, name: getattr(ms, name)}, name, None, None
    )
    assert examples.examples, "an example, under `Examples`"
    result = doctest.DocTestRunner(verbose=False).run(examples)
    assert result.failed == 0, capsys.readouterr().out
