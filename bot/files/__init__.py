"""What files from outside hold, read so that nothing in them can hurt."""
