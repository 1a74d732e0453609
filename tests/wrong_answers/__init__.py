"""Answers that students give, by question: what was typed, and the name of the misconception, or None."""
