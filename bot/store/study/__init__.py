"""Cards and reminders of those who learn."""
