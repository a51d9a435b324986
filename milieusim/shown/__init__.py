"""How runs and the ledger are handed out and shown: units with tables, names to complete, boxes for notebooks.

Stores keep digests of the code that decides numbers. How a thing is shown stands here, beside it, so that
nobody is locked out of a store by a prettier table.
"""
