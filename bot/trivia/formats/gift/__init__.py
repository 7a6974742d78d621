"""GIFT, Moodle's text format, read and written."""
