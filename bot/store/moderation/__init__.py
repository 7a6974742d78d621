"""Communities, their audit trail and reports; privacy and retention."""
