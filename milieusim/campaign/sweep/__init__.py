"""Who works on a store: handing out chunks, working them off, and keeping several owners apart.

`sweep` hands out what is to do (`stages`: begin, go on or extend; `shards`: which part) to `executors`, whose
workers do the `work` of a chunk, if their `versions` are the same. `guard`, `lock` and `owners` keep two of them
from the same files, `disk` tells of a full one, `log` notes who did what when, and `store_status` tells how far
all of it is.
"""
