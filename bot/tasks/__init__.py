"""What the `dateline` command does for authors and operators, beside running the bot."""
