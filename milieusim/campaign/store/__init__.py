"""What finished: folders of Parquet files, and all that is asked of them.

`store` reads one; `manifest` says what its runs were made from (`code_versions`: by what code), `chunks` how they
are cut and `point_files` at which points. Files lie in a folder or behind an address (`store_places`, `remote`) and
are written by `parquet_writing` with the columns of `arrow_columns`; `notes` beside them say what they are like, by
which `chunk_checks` sees damage. `compacting` puts small files together, `old_stores` reads what was written
otherwise, and `indices` puts what was stored to the analysis that its sample was drawn for.
"""
