"""What a formula is at numbers, whether two results are the same, and where to ask."""
