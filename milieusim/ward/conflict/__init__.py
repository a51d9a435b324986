"""Incidents, what staff do about them, and what they leave behind."""
