"""Discord: the real client against a stand-in."""
