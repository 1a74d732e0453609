"""Questions: one declaration for exercises and homework, its variants, and what is said about an answer."""

from sparsity_kit.questions.draw import Draw, until
from sparsity_kit.questions.feedback import Feedback
from sparsity_kit.questions.given import given_cell
from sparsity_kit.questions.judging import judge, vet
from sparsity_kit.questions.question import Assignment, Mistake, Question
from sparsity_kit.questions.variants import Variant, share, variant

__all__ = [
    "Assignment", "Draw", "Feedback", "Mistake", "Question", "Variant", "given_cell", "judge", "share", "until",
    "variant", "vet",
]  # fmt: skip
