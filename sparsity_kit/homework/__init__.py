"""Answer checking: `check("exercise-name", answer)` says right or wrong, and why; it never raises on an answer."""

from sparsity_kit.homework.checking import ask, check, hint
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.homework.feedback import Feedback

__all__ = ["Exercise", "Feedback", "Mistake", "ask", "check", "hint"]
