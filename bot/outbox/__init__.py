"""The outbox: posts that nobody asked for, planned, claimed and settled over the store."""
