"""Questions: drawn from facts so that one choice is right by the pack and the others are wrong by it."""
