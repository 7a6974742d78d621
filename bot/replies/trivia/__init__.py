"""What is said in rounds, and of their results."""
