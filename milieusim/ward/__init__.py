"""The compiled engine: the phases of a tick as bookkeeping over records; every formula is a rule."""
