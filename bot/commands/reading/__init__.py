"""What people type, understood once: dates, names, subjects, pages."""
