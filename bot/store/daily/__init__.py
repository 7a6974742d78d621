"""The daily game: puzzles, and who played them."""
