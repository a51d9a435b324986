"""Pictures of evidence and calibration: patterns, null models, coverage, and a ward's own log.

Tables and plain data go in; axes come out.
"""
