"""What a student is shown of a homework before it is handed in."""

from dataclasses import dataclass
from html import escape

from sparsity_kit.printable import printable


@dataclass(frozen=True, repr=False)
class Seen:
    """What a grader will see: (question, sentence) `rows`, `notes` on what to mend, and the `file` to hand in."""

    rows: tuple
    notes: tuple
    file: str

    def __repr__(self):
        width = max((len(question) for question, _ in self.rows), default=0)
        lines = [f"{question:{width}}  {sentence}" for question, sentence in self.rows]
        return printable("\n".join([*lines, "", *self.notes, f"Hand in this file: {self.file}"]))

    def _repr_html_(self):
        rows = "".join(
            f'<tr><th scope="row" style="text-align: left">{escape(question)}</th>'
            f'<td style="text-align: left">{escape(sentence)}</td></tr>'
            for question, sentence in self.rows
        )
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return f"<table>{rows}</table>{notes}<p>Hand in this file: <b>{escape(self.file)}</b></p>"


@dataclass(frozen=True, repr=False)
class NotSeen:
    """Why nothing can be seen, and what to do."""

    reason: str

    def __repr__(self):
        return printable(self.reason)
