"""The dashboard: a ward seen moving, its levels in reach, and a timetable that can be changed and compared."""
