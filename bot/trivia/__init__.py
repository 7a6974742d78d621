"""Questions, rounds and what came of them."""
