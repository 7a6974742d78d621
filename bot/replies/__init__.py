"""Every sentence the bot can say, by locale."""
