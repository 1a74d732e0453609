"""Ω as a formula: read from a penalty, cut into smooth pieces, and its slopes at kinks and zeros."""
