"""What a student sees after an answer, as text and as HTML."""

from dataclasses import dataclass
from html import escape

from sparsity_kit.printable import printable

_LOOK = {
    True: ("✓", "Right", "#009e73"),
    False: ("✗", "Not yet", "#d55e00"),
    None: ("…", "Not judged", "#56b4e9"),
}


@dataclass(frozen=True, repr=False)
class Feedback:
    """`correct` is True, False, or None if nothing was judged; `message` says why; `hint` is the next hint, or ""."""

    correct: bool | None
    message: str
    hint: str = ""

    def __repr__(self):
        mark, _, _ = _LOOK[self.correct]
        return printable(f"{mark} {self.message}" + (f"\n  {self.hint}" if self.hint else ""))

    def _repr_html_(self):
        mark, word, colour = _LOOK[self.correct]
        hint = f"<br><em>{_html(self.hint)}</em>" if self.hint else ""
        style = f"border-left: 4px solid {colour}; padding: 0.3em 0.8em"
        return (
            f'<div style="{style}"><span role="img" aria-label="{word}">{mark}</span> {_html(self.message)}{hint}</div>'
        )


def _html(text):
    return escape(text).replace("\n", "<br>")
