"""What tables of runs say: tables in, tables out.

Nothing here runs a ward or reads a file.
"""
