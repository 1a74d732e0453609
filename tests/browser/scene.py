"""A lesson's picture in a browser, beside its cells in Python: drag, let go, and run the next cell."""

import ast
from contextlib import contextmanager, redirect_stdout
from io import StringIO

import nbformat
from hands import frames, get, held
from instructions import FOLDER
from stage import stage


class Scene:
    """A lesson's picture in a browser, and in Python the cells that it needs. Few others are run."""

    def __init__(self, lesson):
        notebook = nbformat.read(next(FOLDER.glob(f"{lesson}_*.ipynb")), 4)
        self.cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        self.ran, self.names, self.sent = set(), {"display": print}, 0

    def run(self, beginning):
        """Run the cell that begins so, after those above it that make its names; what it prints."""
        (at,) = (k for k, source in enumerate(self.cells) if source.startswith(beginning))
        needed, chosen = _names(self.cells[at], ast.Load), []
        for k in range(at - 1, -1, -1):
            if needed & _names(self.cells[k], ast.Store):
                chosen.append(k)
                needed |= _names(self.cells[k], ast.Load)
        said = StringIO()
        for k in [k for k in reversed(chosen) if k not in self.ran] + [at]:
            self.ran.add(k)
            said = StringIO()
            with redirect_stdout(said):
                exec(self.cells[k], self.names)
        return said.getvalue()

    @contextmanager
    def opened(self, browser, name):
        """The picture of this name, open in the browser."""
        self.run(f"{name} = live.")
        self.widget = self.names[name]
        with stage(browser, self.widget, viewport={"width": 1000, "height": 1000}) as self.page:
            yield self

    def read(self, beginning):
        """What the cell that begins so prints, once Python knows where the hand let go."""
        saved = self.page.evaluate("() => window.saved")
        for change in saved[self.sent :]:
            self.widget.set_state(change)
        self.sent = len(saved)
        return self.run(beginning)

    def handle(self, name):
        """A handle, a slider or a button of the picture."""
        return self.page.get_by_role("slider", name=name, exact=True)

    def drag(self, name, right, down):
        """Drag a handle by so many pixels."""
        with held(self.page, self.handle(name)) as move:
            move(right, down)

    def drag_until(self, name, way, there):
        """Drag a handle on and on in one direction, until it is there."""
        with held(self.page, self.handle(name)) as move:
            for k in range(1, 81):
                move(k * way[0], k * way[1])
                if there():
                    return
        raise AssertionError(f"{name} was dragged by 80 times {way}, and it is not there: {self.words}")

    def slide(self, name, value):
        """Put a slider's thumb at a number, and let it go."""
        self.handle(name).fill(str(value))
        frames(self.page)

    def choose(self, name):
        """Choose one of several."""
        self.page.get_by_role("radio", name=name, exact=True).check()
        frames(self.page)

    def get(self, trait):
        """A trait as the browser has it."""
        return get(self.page, trait)

    @property
    def words(self):
        """The sentence beside the picture."""
        return self.page.locator(".words").text_content()


def _names(source, context):
    """The names that a cell reads, or those that it makes."""
    nodes = list(ast.walk(ast.parse(source)))
    found = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, context)}
    if context is ast.Store:
        found |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        found |= {(node.asname or node.name) for node in nodes if isinstance(node, ast.alias)}
    return found
