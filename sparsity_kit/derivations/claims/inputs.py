"""What can be claimed: a formula, a condition, a set of numbers, a matrix, or a list of these."""

import sympy as sp

from sparsity_kit.derivations.claims.counterexamples import comparable
from sparsity_kit.derivations.formulas.evaluation import at_points
from sparsity_kit.derivations.formulas.program import membership
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.symbols import TO_DO, check_symbols, with_fractions


def as_claims(claimed, correct):
    """(claimed, correct) as SymPy objects of one kind; TypeError, in one line, if they are not."""
    claimed, correct = _as_formula("claimed", claimed), _as_formula("correct", correct)
    _same_kind("claimed", claimed, "correct", correct)
    _check_letters(claimed.free_symbols | correct.free_symbols)
    return claimed, correct


def _as_formula(name, value):
    if isinstance(value, str):
        raise TypeError(f"{name} must be a SymPy formula, got the text {value!r}; write it with symbols, unquoted")
    value = getattr(value, "result", value)
    if isinstance(value, (list, tuple, sp.Tuple)):
        return sp.Tuple(*(_as_formula(f"{name}[{j}]", entry) for j, entry in enumerate(value)))
    try:
        formula = sp.ImmutableMatrix(value) if isinstance(value, sp.MatrixBase) else sp.sympify(value, strict=True)
    except sp.SympifyError:
        formula = None
    if not isinstance(formula, (sp.Expr, sp.logic.boolalg.Boolean, sp.MatrixBase, sp.Set)):
        raise TypeError(
            f"{name} must be an expression, a condition, a set of numbers, a matrix or a list of these, "
            f"got {type(value).__name__}"
        )
    if formula.has(sp.MatrixSymbol, sp.IndexedBase):
        raise TypeError(f"{name} has symbols for whole vectors, {text(formula)}; write their entries out in a Matrix")
    if isinstance(formula, sp.Set):
        _check_set(name, formula)
    check_symbols(name, formula)
    formula = with_fractions(formula.doit() if formula.has(*TO_DO) else formula)
    if formula.has(*TO_DO, sp.Lambda) or not _is_computable(formula):
        raise TypeError(f"{name} has parts that are not worked out to numbers, {text(formula)}; write what they are")
    return formula


def _is_computable(formula):
    """Whether the formula can be written as a program for numbers."""
    try:
        return bool(at_points(*comparable(formula)))
    except NotImplementedError:
        return False


def _check_letters(symbols):
    """ValueError for two symbols with one name: they look the same, and are compared as two."""
    names = [symbol.name for symbol in symbols]
    for name in sorted(names):
        if names.count(name) > 1:
            raise ValueError(
                f"claimed and correct have two different symbols named {name}, as real=True is not positive=True; "
                "make one, and write both with it"
            )


def _check_set(name, region):
    elements = [element for found in region.atoms(sp.FiniteSet) for element in found]
    if isinstance(region, sp.ProductSet) or any(isinstance(element, sp.Tuple) for element in elements):
        raise TypeError(f"{name}: a set must be one of single numbers, got {region}; compare its factors, as a list")
    try:
        membership(sp.Symbol("s", real=True), region)
    except (AttributeError, NotImplementedError):
        raise TypeError(f"{name}: a set must be made of numbers and intervals, got {region}") from None


def _same_kind(claimed_name, claimed, correct_name, correct):
    if _kind(claimed) != _kind(correct):
        raise TypeError(
            f"{claimed_name} is {_kind(claimed)} but {correct_name} is {_kind(correct)}; compare two of one kind"
        )
    if isinstance(claimed, sp.Tuple):
        for j, (one, other) in enumerate(zip(claimed, correct, strict=True)):
            _same_kind(f"{claimed_name}[{j}]", one, f"{correct_name}[{j}]", other)


def _kind(formula):
    if isinstance(formula, sp.MatrixBase):
        return f"a matrix of shape {formula.shape}"
    if isinstance(formula, sp.Tuple):
        return f"a list of {len(formula)} entries"
    if isinstance(formula, sp.Set):
        return "a set"
    return "an expression" if isinstance(formula, sp.Expr) else "a condition"
