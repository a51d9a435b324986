"""Published patterns beside simulated ones: what was published, the wards it is computed on, and the score.

Each pattern is counted in runs, read off pooled counts, and judged with the error that chance leaves.
"""
