"""Experiments: many runs, stored as they finish, on one core or on many machines.

`experiment`
    What is run, and never where or by whom: designs, factors, points, sets, replications.
`store`
    What finished: chunks of runs in files, the manifest that says what they were made from, and tables of all of it.
`sweep`
    Who works: it fills a store with an experiment, chunk by chunk, in threads, processes or on a cluster, alone or in
    shards, and goes on after any stop.

Each knows those above it in this list alone. A chunk is the unit of work, of storage and of resume; a worker writes its
files itself, so that the memory of the process that hands chunks out stays flat.
"""
