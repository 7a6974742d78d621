"""What is said to somebody who learns."""
