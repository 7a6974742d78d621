"""The tests: they mirror the folders, and reach no network."""
