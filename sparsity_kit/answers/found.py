"""Answers that are objects, which a student looked for: a loss with a property, say."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

from sparsity_kit.answers.kind import Kind, Unreadable


@dataclass(frozen=True)
class Found(Kind):
    """An object of the class `wanted`; right if `verdict(object)` is "", and not a reason."""

    wanted: type
    verdict: Callable

    @property
    def form(self):
        """How it is written."""
        return f"an object of the class {self.wanted.__name__}"

    def read(self, answer):
        if not isinstance(answer, self.wanted):
            of_objective = isinstance(getattr(answer, "loss", None), self.wanted)
            raise Unreadable(f"{self.form} is expected{', without the penalty' if of_objective else ''}")
        return answer

    def same(self, value, key):
        return self.remark(value, key) == ""

    def remark(self, value, key):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self.verdict(value)

    def shown(self, value):
        return self.form
