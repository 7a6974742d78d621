"""One pure function a command, and the table of them."""
