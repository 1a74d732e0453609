"""What students answer in error, a table a lesson: exercise, then (answer, what is said, its name in two words)."""
