"""The console: a chat in the terminal, or over a pipe, that needs no account."""
