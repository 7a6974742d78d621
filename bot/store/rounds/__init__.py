"""Trivia rounds, their answers and results."""
