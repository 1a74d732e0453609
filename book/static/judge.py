"""What the worker of a page asks of Python: judge an answer as the notebook would, and give a hint."""

import re
import sys
from contextlib import suppress

import numpy as np

import sparsity_kit
from sparsity_kit.homework import Feedback, check, hint

ROOMS = {"derivations", "figures", "homework", "live"} - {*vars(sparsity_kit)}  # not loaded, and large
KNOWN = {name: getattr(sparsity_kit, name) for name in sparsity_kit.__all__ if name not in ROOMS}
SHORT = {"pi": "pi", "oo": "inf", "inf": "inf", "sqrt": "sqrt"}  # as `check` reads them in text; a notebook has NumPy's
KNOWN |= {"np": np} | {name: getattr(np, long) for name, long in SHORT.items()}
IN_NUMPY = re.compile(rf"(?<![\w.])({'|'.join(SHORT)})\b")


class Missed:
    """Remembers which of the packages that a page could still load were looked for in vain."""

    def __init__(self, offered):
        self.offered, self.names = frozenset(offered), set()
        sys.meta_path.append(self)

    def find_spec(self, name, path=None, target=None):
        """Nothing is found here."""
        self.names |= {name} & self.offered


def judged(name, kind, text, answer="", given=""):
    """(Feedback as HTML, the answer as Python) for what a reader typed.

    A kind "text" is read by `check` as it stands; a "value" is computed, with NumPy and the kit, from the numbers in
    the code `given`; "code" is run, and the answer is what it calls by the name `answer`.
    """
    known = dict(KNOWN)
    try:
        exec(given, known)
        numbers = {each: known[each] for each in _assigned(given)}
        value, written = _read(kind, text, answer, known)
    except (Exception, SystemExit) as error:
        feedback, written = Feedback(None, f"This cannot be run: {type(error).__name__}: {error}."), text
    else:
        feedback = check(name, value, **numbers)
    return feedback._repr_html_(), written


def hinted(name):
    """The next hint as HTML."""
    return hint(name)._repr_html_()


def _read(kind, text, answer, known):
    """The answer, and how a notebook would have it."""
    if kind == "code":
        exec(text, known)
        if answer not in known:
            raise NameError(f"nothing is called {answer} here: keep this name")
        return known[answer], text
    if kind == "value" and text.strip():
        with suppress(SyntaxError):  # "2²" is no Python, and `check` can read it
            return eval(text.strip(), known), IN_NUMPY.sub(lambda name: f"np.{SHORT[name[0]]}", text.strip())
    return text, repr(text)


def _assigned(code):
    """The names that lines such as "lam = 2.5" give."""
    return [line.partition(" = ")[0] for line in code.splitlines() if " = " in line]
