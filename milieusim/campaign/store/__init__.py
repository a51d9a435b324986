"""What finished: folders of Parquet files, and all that is asked of them.

`store` reads one; `manifest` says what its runs were made from (`code_versions`: by what code), `chunks` how they
are cut and `point_files` at which points. Files lie in a folder or behind an address (`store_places`, `remote`),
are written by `parquet_writing` with the columns of `arrow_columns`, and bear `seals` by which `chunk_checks` sees
damage. `indices` puts what was stored to the analysis that its sample was drawn for.
"""
