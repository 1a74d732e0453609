"""What a student types by habit is either read as it is meant, or answered with the way to write it."""

import pytest
import sympy

from sparsity_kit.homework import check


@pytest.mark.parametrize(
    "answer", ["abs(g) <= lam", "-lam <= g <= lam", "(-lam, lam)", "[-λ, λ]", ("-lam", "lam"), "abs(∂f) ≤ λ"], ids=repr
)
def test_an_interval_is_read_in_every_form(answer):
    assert check("zero-interval", answer).correct is True


@pytest.mark.parametrize("answer", ["(-lam, 2*lam)", "(-1, 1)", "abs(g) < lam", "(lam, -lam)"])
def test_a_wrong_interval_is_wrong(answer):
    assert check("zero-interval", answer).correct is False


@pytest.mark.parametrize(
    ("answer", "cure"),
    [
        ("|g| <= lam", "the size |g| is written abs(g)"),
        ("2x(x*theta - y)", "a * is missing after '2'"),
        ("-g/2λ", "a * is missing after '-g/2'"),
        ("2*(x*theta - y)x", "a * is missing after '2*(x*theta - y)'"),
        ("theta = -g/(2*lam)", "give one side only, or write an equality with =="),
        ("2*(x", "write it as in Python, with * and **, for example"),
        ("(1, 2, 3)", "only numbers, names"),
    ],
)
def test_what_cannot_be_read_is_answered_with_the_way_to_write_it(answer, cure):
    feedback = check("why", answer)
    assert feedback.correct is None and cure in feedback.message and not feedback.hint


def test_a_matrix_of_formulas_is_not_one_formula():
    assert "take one entry of it" in check("why", sympy.Matrix([sympy.Symbol("x")])).message


def test_a_wrong_formula_is_told_its_value_at_a_point_but_not_the_right_one():
    message = check("why", "x**2").message
    assert message.startswith("It has the value ") and message.endswith("for example: not right.")


def test_what_a_function_prints_is_not_shown(capsys):
    def shrink(v, threshold):
        print("hello")
        return v

    assert "instead of" in check("write-soft-threshold", shrink).message
    assert capsys.readouterr().out == ""
