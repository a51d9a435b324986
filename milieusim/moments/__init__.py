"""A ward at one moment, for people: why somebody is as they are, what the ward looks like, and a day that moves."""
