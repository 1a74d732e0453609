"""What is printed where the terminal has no λ: every line of it, in plain letters, and never an error."""

import io
import os
import subprocess
import sys

import pytest

from sparsity_kit.printable import printable

CODINGS = ("utf-8", "cp1252", "ascii")
PRINT_EVERYTHING = f"""
import sys
import sparsity_kit as kit
from sparsity_kit import L1, SquaredError, conventions, data, derivations, figures, homework, lasso_path, live, minimize
def everything():
    X, y = [[1.0, 0.0], [1.0, 1.0], [0.0, 2.0]], [3.0, 1.0, 2.0]
    theta, x = derivations.theta, derivations.x
    path, objective = lasso_path(X, y), SquaredError(X, y) + 1.0 * L1()
    things = [homework.check(name, 99) for name in ("first-zero", "threshold", "no such name")]
    things += [homework.check("first-zero", ...), homework.ask("why"), homework.hint("first-zero")]
    things += [conventions.table(), *conventions.CONVENTIONS, path, *path.events, minimize(objective), objective]
    things += [derivations.stationarity(L1()), derivations.minimiser(L1()), derivations.matrix_form(L1())]
    things += [derivations.check_claim(2 * theta * x**2, 3 * theta * x**2), derivations.prox(L1())[0]]
    things += [figures.conventions(2.0, 3), figures.loss_meets_ball(objective), live.Threshold()]
    things += [data.random_regression(5, 3, 1), kit.path(objective), kit.path(SquaredError(X, y) + 1.0 * kit.L2())]
    paths = kit.lasso_paths(X, [y, y])
    things += [paths, kit.selection_frequency(paths), kit.information_criteria(path, noise_variance=1.0)]
    things += [kit.cross_validate(X, y, 3), derivations.threshold(L1()), derivations.exact_zeros(L1())]
    return things

for coding in {CODINGS}:
    sys.stdout.reconfigure(encoding=coding)
    for thing in everything():
        print(thing)
        print([thing])
    print(end="\f")
"""


def printed(encoding, *command):
    return written(encoding, *command).decode(encoding)


def written(encoding, *command):
    environment = os.environ | {"PYTHONIOENCODING": encoding, "MPLBACKEND": "agg"}
    ran = subprocess.run([sys.executable, *command], env=environment, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode(encoding)[-500:]
    return ran.stdout


@pytest.fixture(scope="module")
def everything():
    """{coding: what is printed where it is the terminal's}, by one Python, whose terminal changes."""
    *parts, rest = written("utf-8", "-c", PRINT_EVERYTHING).split(b"\f")
    assert rest == b""
    return {coding: part.decode(coding) for coding, part in zip(CODINGS, parts, strict=True)}


def test_a_terminal_of_today_gets_all_letters(everything):
    full = everything["utf-8"]
    assert "‖Xθ − y‖² + λ·‖θ‖₁" in full and "✗" in full and "…" in full and "─" in full


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_an_old_terminal_gets_plain_letters(encoding, everything):
    text = everything[encoding]
    assert "||X theta - y||^2 + lam*||theta||_1" in text and "[not yet]" in text
    assert text.count("\n") == everything["utf-8"].count("\n")
    assert "\\u" not in text and "\\x" not in text  # each letter that the kit prints has plain ones


def test_the_plain_table_stands_in_columns():
    lines = printed("cp1252", "-c", "from sparsity_kit import conventions; print(conventions.table())").splitlines()
    second = lines[0].index("what is minimised")
    assert set(lines[1]) == {"-", " "}
    assert all(line[second - 1] == " " and line[second] != " " for line in lines)


@pytest.mark.parametrize("command", ["secret", "variants", "release", "grade", "mark", "report", "export"])
def test_the_help_of_every_command_is_plain(command):
    assert command in printed("ascii", "-m", "sparsity_kit.grading", "homework", command, "--help")


def test_words_do_not_grow_together_and_other_letters_are_kept():
    ascii_stream = io.TextIOWrapper(io.BytesIO(), "ascii")
    assert (
        printable("λΩ(θ) = ½·2λθⱼ, ∇f = 2Xᵀr", ascii_stream) == "lam Omega(theta) = 1/2*2 lam theta_j, grad f = 2X^T r"
    )
    assert printable("Größe λ", io.TextIOWrapper(io.BytesIO(), "cp1252")) == "Größe lam"
    assert printable("李 λ", ascii_stream) == "\\u674e lam"
    assert printable("λ½, 2½ and ½λ", ascii_stream) == "lam 1/2, 2 1/2 and 1/2 lam"
    assert printable("Größe ½", io.TextIOWrapper(io.BytesIO(), "cp1252")) == "Größe ½"
