"""Schedules: set up, changed, kept, and decided about."""
