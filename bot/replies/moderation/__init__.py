"""What is said of a community, its members' reports, packs and data."""
