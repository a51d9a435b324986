"""Every number of a comparison as a workbook: a sheet a question, numbers as numbers, notes in words."""
