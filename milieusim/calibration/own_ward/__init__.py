"""A ward's own incident log: read, counted and measured, and sets of parameters weighed by it.

Nothing that is kept or written tells who somebody is.
"""
