"""Timetables and rotas as wards keep them: spreadsheets read into a design, and a design written as a workbook."""
