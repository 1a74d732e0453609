"""Does a cell do what its metadata says? `"claims": ["C2"], "shows": "picture"` asks for a picture that the kit drew.

Each of the claims is shown in six ways: told in words, drawn by `figures`, moved by hand in a picture of `live`,
derived by `derivations`, certified by numbers that depend on no solver, and asked in an exercise that knows mistakes.
"""

import ast
import inspect
import re

from house_rules import WIDGET_VIEW

from sparsity_kit import derivations, figures, live
from sparsity_kit.homework.register import QUESTIONS
from sparsity_kit.questions.checking import reference

WORDS = {  # what the text on a claim has to say
    "C1": "diagonal",
    "C2": "run into an axis",
    "C3": "zero \\*together\\*",
    "C4": "sparse",
    "C5": "touches",
    "C6": r"-\\nabla f/\(2\\lambda\)",
    "C7": "points where the loss would like to go|passing through zero",
    "C8": r"\$\\lambda\$ or \$-\\lambda\$",
    "C9": "uphill",
    "C10": "the first term has lost its factor 2",
    "C11": "the equality tells us",
    "C12": "partial residual",
    "C13": "Under L1 .* zero|kink",
}
WAYS = ("prose", "picture", "live", "derivation", "certificate", "exercise")
DERIVES = {name for name in derivations.__all__ if inspect.isfunction(getattr(derivations, name))}
DERIVES = DERIVES - {"squared_error", "as_function"} | {"verify"}
CERTIFIES = {"duality_gap", "stationarity_gap", "gradient"}
RESIDUAL = re.compile(r"\.T @ \(.* - X @ ")  # the columns times what is left of y: the slopes, by hand


def lie(cell):
    """What keeps a cell from being what its metadata says, in words; "" if nothing does."""
    shows, claims = cell.metadata["shows"], cell.metadata.get("claims", [])
    if shows not in WAYS or not claims or not set(claims) <= WORDS.keys():
        return f"it must name claims and one of {', '.join(WAYS)}, got {claims} and {shows!r}"
    if cell.cell_type != ("markdown" if shows == "prose" else "code"):
        return f"a {cell.cell_type} cell is no {shows}"
    if shows == "prose":
        return ", ".join(
            f"it does not speak of {claim}" for claim in claims if not re.search(WORDS[claim], cell.source)
        )
    return "" if _DOES[shows](cell) else f"there is no {shows} in it"


def _is_drawn(cell):
    return bool(_used(cell) & set(figures.__all__)) and "image/png" in _seen(cell)


def _is_alive(cell):
    return bool(_used(cell) & set(live.__all__)) and WIDGET_VIEW in _seen(cell)


def _is_derived(cell):
    return bool(_used(cell) & DERIVES) and bool(_seen(cell))


def _is_certified(cell):
    return bool(_used(cell) & CERTIFIES or RESIDUAL.search(cell.source)) and bool(_seen(cell))


def _is_asked(cell):
    """A check of answers whose mistakes have names."""
    names = re.findall(r"\bcheck\(\"([\w-]+)\"", cell.source)
    return bool(names) and all(reference(None, QUESTIONS[name]).mistakes for name in names)


_DOES = {
    "picture": _is_drawn,
    "live": _is_alive,
    "derivation": _is_derived,
    "certificate": _is_certified,
    "exercise": _is_asked,
}


def _used(cell):
    """All names and attributes in the code."""
    nodes = list(ast.walk(ast.parse(cell.source)))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return names | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def _seen(cell):
    """The kinds of what the cell shows."""
    return {kind for output in cell.outputs for kind in output.get("data", {"text": output.get("text")})}
