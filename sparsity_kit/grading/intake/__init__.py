"""What was handed in: whose it is, whether it came in time, and what is odd about it."""
