"""Dateline's core: facts, commands and what is remembered. It knows no platform."""
