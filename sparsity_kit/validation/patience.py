"""A bar for who waits: in a notebook, where the folds take longer than a second, and gone when they are done."""

import sys
from time import monotonic

SOON = 1.0  # seconds, for which nobody needs a bar


def patiently(items):
    """The items, one by one; in a notebook with a bar of how many are done, from the first second on."""
    begin, bar, count = monotonic(), None, len(items)
    for done, item in enumerate(items):
        if bar is None and done and monotonic() - begin > SOON:
            bar = _Bar()
        if bar:
            bar.show(done, count)
        yield item
    if bar:
        bar.remove()


class _Bar:
    """A place in the output of a notebook's cell; elsewhere nothing, for a script's output is its own."""

    def __init__(self):
        self.place = None
        shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
        if hasattr(shell, "kernel"):
            from IPython.display import HTML, display

            self.HTML, self.place = HTML, display(HTML(""), display_id=True)

    def show(self, done, count):
        if self.place:
            self.place.update(self.HTML(f'<progress aria-label="folds done" max="{count}" value="{done}"></progress>'))

    def remove(self):
        if self.place:
            self.place.update(self.HTML(""))
