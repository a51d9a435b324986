"""Ways to and from tools of others: labelled arrays (xarray), optimisers (optuna), the EMA workbench.

Each bridge is thin: it hands over designs, factors, seeds and metrics in the other tool's own form, and leaves to that
tool what it does better. None is imported before somebody asks for it; what it needs is the extra ``bridges``.
"""
