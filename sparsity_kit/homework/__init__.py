"""Exercises and homework: `check("name", answer)` says right or wrong, and why; it never raises on an answer.

The questions of a lesson or an assignment stand in one file each, and `register` knows them all.
"""

from sparsity_kit.homework.by_name import ask, check, hint
from sparsity_kit.questions import Feedback, Mistake, Question

__all__ = ["Feedback", "Mistake", "Question", "ask", "check", "hint"]
