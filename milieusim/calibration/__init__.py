"""Fitting the model to published values: screening, history matching, adjusted sets, and what they cover."""
