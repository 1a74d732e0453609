"""What an answer carries as its proof: its slopes, its value, and a bound on how far above the minimum it is."""
