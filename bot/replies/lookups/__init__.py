"""How facts are told, and what is said around them."""
