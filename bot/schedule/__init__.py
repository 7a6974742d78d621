"""Posts nobody asked for: when they are due, and how they arrive once."""
