"""The ways in which a question in plain words is answered, each a module."""
