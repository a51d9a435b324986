"""Which factor matters: indices of a sweep, whatever way its points were chosen.

A table of points and one of metrics go in; a table with a row a metric and factor comes out.
"""
