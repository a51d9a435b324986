"""What is run: experiment files and the checks on them, factors, design points, and how runs are cut into chunks.

`experiment` says what a file may hold and `experiment_files` makes of it an experiment that can be run; `factors`
are what is varied, `samples` and `points` which values of them are run together, `table_file` points of one's own.
"""
