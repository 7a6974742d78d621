"""Schedules and the outbox, on both databases."""
