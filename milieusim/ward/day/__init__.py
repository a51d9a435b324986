"""The day: slots of the timetable, what they ask of residents, and how residents are seen one by one."""
