"""Patterns in the tables of runs: bunching, contagion, ties, the day, settling, and how many runs suffice.

Tables of incidents, stays, shifts or ties go in; tables with intervals come out.
"""
