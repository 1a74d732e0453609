"""What runs inside the box, beside the student's code: the standard library alone until a student imports more."""
