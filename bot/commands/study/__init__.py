"""Study: what is asked again, and reminders of it."""
