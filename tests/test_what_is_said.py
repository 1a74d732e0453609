"""What is said to a typed answer of a lesson is said to it and to no other that is listed."""

import numpy as np
import pytest
from wrong_answers.said import RETURNED, SAID

from sparsity_kit.answers import Choice, Choices
from sparsity_kit.homework import check
from sparsity_kit.homework.register import LESSONS
from sparsity_kit.questions import Variant

EXERCISES = {question.name: Variant(question) for lesson in LESSONS for question in lesson}
V, X = np.array([-3, -1, -0.5, 0, 0.5, 1, 3]), np.array([2.0, -1.0])
CALLS = {
    "write-soft-threshold": [(V, 1.0)],
    "write-update": [(X, np.array(residual), 1.2) for residual in ([3.0, -2.0], [1.0, 1.5], [-3.0, 2.0])],
}


def sentence(name, beginning):
    """The only sentence of an exercise that begins so."""
    (found,) = {each.message for each in EXERCISES[name].mistakes if each.message.startswith(beginning)}
    return found


@pytest.mark.parametrize("name", SAID)
def test_a_typed_answer_gets_the_sentence_of_its_mistake(name):
    for beginning, answers in SAID[name].items():
        for answer in answers:
            feedback = check(name, answer)
            assert (feedback.correct, feedback.message) == (False, sentence(name, beginning)), answer
            assert feedback.hint.startswith("Hint ")


@pytest.mark.parametrize("name", RETURNED)
def test_a_function_gets_the_sentence_of_its_mistake(name):
    told = {sentence(name, beginning): values for beginning, values in RETURNED[name].items()}
    found: dict = {sentence: [] for sentence in told}
    for mistake in EXERCISES[name].mistakes:
        function = EXERCISES[name].answer_of(mistake)
        found[mistake.message].append(np.concatenate([np.ravel(function(*call)) for call in CALLS[name]]))
    for message, values in told.items():
        np.testing.assert_allclose(found[message], values, atol=1e-6, err_msg=message)


def test_every_sentence_on_a_mistake_is_looked_at():
    """But for those on options."""
    for name, exercise in EXERCISES.items():
        if not isinstance(exercise.kind, (Choice, Choices)):
            told = {sentence(name, beginning) for beginning in (SAID | RETURNED).get(name, {})}
            missing = {mistake.message for mistake in exercise.mistakes} - told
            assert not missing, f"tests/wrong_answers/said.py needs, at {name}, who is told: {missing}"
