"""One cell after the other, as a notebook would run them; magics and shell lines are passed over."""

import ast
import builtins
import contextlib
import gc
import re
import signal
import sys
import types

_compile, _exec, _parse, _walk = compile, exec, ast.parse, ast.walk
_SHELL = re.compile(  # to its end, where a \ carries it on to the next line
    r"^([^\S\n]*)(?:(?:([A-Za-z_]\w*)[^\S\n]*=[^\S\n]*)?[%!?](?:.*\\\n)*.*|[\w.]+\?{1,2}[^\S\n]*)$", re.MULTILINE
)
_KEEPS_THE_CELL = ("%%time", "%%timeit", "%%capture", "%%prun")
_PASTED = re.compile(r"\s*(?:>>> |In \[\d+\]: )")
_PROMPT = re.compile(r"^(?:(?:>>>|\.\.\.)(?: |$)|In \[\d+\]: | *\.{3,}: ?)", re.MULTILINE)
_TIMED = re.compile(r"^([^\S\n]*)%time[^\S\n]+(?=\w)", re.MULTILINE)


class _Shell:
    """What `get_ipython()` gives: every method is there and does nothing."""

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: None


def namespace():
    """The namespace of a fresh notebook, as the module `__main__`, with built-in functions of its own to spoil."""
    own = types.ModuleType("builtins", builtins.__doc__)
    vars(own).update(vars(builtins))
    module = types.ModuleType("__main__")
    sys.modules.update(builtins=own, __main__=module)
    vars(module).update(__builtins__=own, get_ipython=_Shell, display=lambda *args, **kwargs: None)
    return vars(module)


def run(scope, code, watch):
    """(syntax tree, the figures it made if one is to `watch`, exception or None)."""
    tree, failure, before = None, None, set(map(id, _figures())) if watch else set()
    try:
        tree = _with_own_shell(parse(code))
        _exec(_compile(tree, "<cell>", "exec", dont_inherit=True, optimize=0), scope)
    except BaseException as error:
        failure = error
    _settle()
    made = [each for each in _figures() if id(each) not in before] if watch else []
    _close_figures()
    return tree, made, failure


def parse(code):
    """The syntax tree. Pasted prompts and indents are left out, as Jupyter does; magics and shell lines do nothing."""
    if indent := re.match(r"(?:[ \t]*\n)*([ \t]+)\S", code):  # all that the first line is moved to the right
        code = re.sub(f"^{indent[1]}", "", code, flags=re.MULTILINE)
    code = _PROMPT.sub("", code.lstrip("\n")) if _PASTED.match(code) else code
    try:
        return _parse(code)
    except SyntaxError:
        first, _, rest = code.partition("\n")
        if first.startswith("%%"):
            code = rest if first.split()[0] in _KEEPS_THE_CELL else ""
        return _parse(_SHELL.sub(_passed_over, _TIMED.sub(r"\1", code)))  # what is timed is run, and keeps its names


def _with_own_shell(tree):
    """The tree, in which `from IPython import get_ipython` gives the notebook's own: IPython itself has none here."""
    for node in _walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "IPython":
            node.module = "__main__" if {alias.name for alias in node.names} == {"get_ipython"} else node.module
    return tree


def _passed_over(match):
    """What stands in place of a magic or a shell line, on as many lines."""
    return f"{match[1]}{match[2] + ' = None' if match[2] else 'pass'}" + "\n" * match[0].count("\n")


def bound(tree):
    """The names that a cell binds, whether or not it comes that far."""
    names = set()
    for node in _walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
    return names


_modules = sys.modules
_imported: dict = {}
_DEEPEST = sys.getrecursionlimit()
_HAS_CLOCKS = hasattr(signal, "setitimer")  # not on Windows and in a browser
_CLOCKS = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF) if _HAS_CLOCKS else ()


def _settle():
    """A cell leaves no tracer and no clock running that would end a later one, and takes nothing away from it."""
    sys.setrecursionlimit(_DEEPEST)
    sys.modules = _modules
    for name, module in _imported.items():
        _modules.setdefault(name, module)
    _imported.update(_modules)
    sys.settrace(None)
    sys.setprofile(None)
    for timer in _CLOCKS:
        signal.setitimer(timer, 0)


def _close_figures():
    """What is still open is closed, as a notebook does after each cell."""
    with contextlib.suppress(Exception):
        sys.modules["matplotlib.pyplot"].close("all")


def _figures():
    """All figures in memory, closed ones as well: a cell may draw, close and then display."""
    module = sys.modules.get("matplotlib.figure")
    if module is None:
        return []
    return [each for each in gc.get_objects() if type(each) is module.Figure]
