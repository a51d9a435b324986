"""Who works on a store: handing out chunks, and working them off.

`sweep` hands out what is to do (`stages`: begin, go on or extend; `shards`: which part) to `executors`, whose
workers do the `work` of a chunk and keep what it gives in a `book`, if their `versions` are the same. Chunks come out
the same wherever they are run and are written whole, so that nobody has to be kept away from a store but from its
manifest while that is written. `disk` tells of a full one and of what else a machine refuses, `log` notes who did what
when, `store_status` tells how far all of it is and puts it in order, and `estimate` what it will cost.
"""
