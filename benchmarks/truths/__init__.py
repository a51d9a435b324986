"""Made-up data whose truth is known, for the table of estimators."""
