"""What is counted of the runs of a study: incidents, people, wards and the course of stays."""
