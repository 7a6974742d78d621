"""Rounds: started, answered, hosted, and what came of them."""
