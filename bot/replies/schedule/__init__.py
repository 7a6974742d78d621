"""What is said of schedules, and what they post."""
