"""What the bot remembers, on SQLite and PostgreSQL."""
