"""Stand-ins of the chat platforms on loopback: the real clients talk to them, and nothing leaves the machine."""
