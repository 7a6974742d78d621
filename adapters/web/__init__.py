"""The web server: one port for what the platforms send, and for those who watch over the bot."""
