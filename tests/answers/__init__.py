"""What is seen first of an answer, over the whole of the shipped pack."""
