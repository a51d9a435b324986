"""A metric over the space of factors: its surface over two of them, and the box in which something happens.

A table of points and one of metrics go in; tables of the surface or of the box come out.
"""
