"""Descriptions of the model after ODD and STRESS-ABS, made from its code, ledger, rules, kinds, targets and designs."""
