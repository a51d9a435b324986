from fake_runs import engine  # noqa: F401
