"""Whether a cell reaches into what it did not make, so that the cells of other questions may suffer from it."""

import ast
import types

_walk = ast.walk
_NAMES = {"globals", "setattr", "delattr", "exec", "eval", "__builtins__", "__import__"}
_MODULES = {"builtins", "ctypes", "gc", "inspect", "importlib", "resource", "signal", "threading"}
_HARMLESS = {("importlib.util", "find_spec")}  # the cell that brings the kit asks with it whether the kit is there
_ATTRIBUTES = {"__dict__", "__class__", "__globals__", "__code__", "modules", "settrace", "addaudithook", "meta_path"}


def tampers(tree, scope):
    """Whether a cell names the tools for it, deletes a name, or assigns to an attribute of a module or a foreign class.

    A guess at honest code and careless tricks; a cell that hides what it does harms its own notebook alone.
    """
    return any(_suspicious(node, scope) for node in _walk(tree))


def _suspicious(node, scope):
    if isinstance(node, ast.Name):
        return node.id in _NAMES or isinstance(node.ctx, ast.Del)
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] in _MODULES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        taken = {(node.module, alias.name) for alias in node.names}
        return (node.module or "").partition(".")[0] in _MODULES and not taken <= _HARMLESS
    if isinstance(node, ast.Attribute):
        return node.attr in _ATTRIBUTES or (not isinstance(node.ctx, ast.Load) and _is_foreign(node.value, scope))
    return False


def _is_foreign(node, scope):
    """Whether an expression starts at a module, or at a class from one."""
    while isinstance(node, ast.Attribute):
        node = node.value
    value = scope.get(node.id) if isinstance(node, ast.Name) else None
    return isinstance(value, types.ModuleType) or (isinstance(value, type) and value.__module__ != "__main__")
