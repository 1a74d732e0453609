"""A derivation is a list of steps, and a step is an object: it can be read, shown and checked.

A step's check takes the formula that is shown, so what a reader sees is what was verified; change the formula and
`verify` fails.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import sympy as sp

from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.printing import latex
from sparsity_kit.printable import printable


class StepError(AssertionError):
    """A step that does not hold; the message names the step and a point where it fails."""


@dataclass(frozen=True, repr=False)
class Step:
    """One sentence, one formula, and one way to find out whether the formula is true.

    `check(formula)` raises StepError where the formula does not hold.
    """

    says: str
    formula: sp.Basic
    check: Callable = field(compare=False)

    def verify(self):
        """Return True if the formula holds; raise StepError, with a point where it fails, if it does not."""
        try:
            self.check(self.formula)
        except StepError as error:
            raise StepError(f"the step {self.says!r} does not hold: {text(self.formula)}; {error}") from None
        return True

    def __repr__(self):
        return printable(f"{self.says}\n    {text(self.formula)}")

    def _repr_latex_(self):
        return f"$\\displaystyle {latex(self.formula)}$"

    def _repr_markdown_(self):
        return f"{escape(self.says)}\n\n$\\displaystyle {latex(self.formula)}$"


@dataclass(frozen=True, repr=False)
class Derivation:
    """Steps in order, and what they lead to. It behaves as the sequence of its steps.

    `check` is the check of a result that is not itself the formula of the last step.
    """

    steps: tuple
    result: sp.Basic
    check: Callable | None = field(default=None, kw_only=True, compare=False)

    def verify(self):
        """Return True if every step and the result hold; raise StepError at the first that does not."""
        steps, check = list(self.steps), self.check or self.steps[-1].check
        if not any(step.formula == self.result and step.check is check for step in steps):
            steps.append(Step("So this is the result.", self.result, check))
        return all(step.verify() for step in steps)

    def __iter__(self):
        return iter(self.steps)

    def __len__(self):
        return len(self.steps)

    def __getitem__(self, index):
        return self.steps[index]

    def __repr__(self):
        return "\n".join(f"{number}. {step!r}" for number, step in enumerate(self.steps, 1))

    def _repr_latex_(self):
        rows = r" \\ ".join(rf"& {latex(step.formula)}" for step in self.steps)
        return rf"$\displaystyle \begin{{aligned}} {rows} \end{{aligned}}$"

    def _repr_markdown_(self):
        return "\n".join(
            f"{number}. {escape(step.says)}<br>$\\displaystyle {latex(step.formula)}$"
            for number, step in enumerate(self.steps, 1)
        )


def escape(sentence):
    """The sentence with Markdown's own characters made harmless."""
    return re.sub(r"([*_$`<|\\])", r"\\\1", sentence)


def show(point):
    """A point in words: θ = 1, λ = 2."""
    short = {symbol: sp.N(number, 6) if number.has(sp.CRootOf) else number for symbol, number in point.items()}
    return ", ".join(f"{text(symbol)} = {text(number)}" for symbol, number in short.items()) or "every point"
