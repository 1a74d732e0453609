"""Questions: one declaration for exercises and homework, its variants, and what is said about an answer."""

from sparsity_kit.questions.draw import Draw, until
from sparsity_kit.questions.feedback import Feedback
from sparsity_kit.questions.given import given_cell
from sparsity_kit.questions.idea import Belief, Idea, Where
from sparsity_kit.questions.judging import judge, vet
from sparsity_kit.questions.question import Assignment, Mistake, Question
from sparsity_kit.questions.variants import Variant, variant

__all__ = [
    "Assignment", "Belief", "Draw", "Feedback", "Idea", "Mistake", "Question", "Variant", "Where", "given_cell",
    "judge", "until", "variant", "vet",
]  # fmt: skip
