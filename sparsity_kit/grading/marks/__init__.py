"""What becomes of marks: stored, joined with those of a person, shown, exported."""
