"""Whose something that was handed in is, as far as its name says."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Owner:
    """Whose something is: `students`, and `perhaps` whose, for which `reason`; nobody's if all are empty.

    `anonymous`: its platform hides whose it is; `called`: it gives another name. `platform` named it, "canvas" say;
    `order` is higher for a later one there, `late` whether Canvas says so, `handed_in` when it came if that is known.
    """

    students: tuple = ()
    perhaps: tuple = ()
    reason: str = ""
    anonymous: bool = False
    platform: str = ""
    called: str = ""
    order: int = 0
    late: bool = False
    handed_in: datetime | None = None


NOBODY = Owner()
