"""Schedules and deliveries: planned, claimed, settled."""
