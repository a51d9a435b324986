"""Experiments: many runs, stored as they finish, on one core or on many machines.

An experiment file says what is run (`experiment`, `factors`, `points`, `loading`) and never where or by whom.
It is cut into chunks (`chunks`): the unit of work, of storage and of resume. A worker runs a chunk (`work`) and
writes it itself (`writing`, `places`); the process that was started only hands out chunks (`sweep`, `executors`),
so that its memory stays flat. What a store is made of stands in its manifest (`manifest`, `digests`), who works
on it in its locks (`lock`), when and where in its log (`log`); `store` reads it and `status` tells how far it is. The
last file of a chunk says what its other files are like (`seals`), so that damage is seen (`checking`) and mended.
"""
