"""The trusted side: from what a box says to a mark."""
