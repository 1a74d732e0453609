"""Value, slope and bend of a formula in t, as seen from t towards one side: exact on both sides of a kink.

A jet is those three, arrays of the shape of t. Each operation of the formula makes the jet of its result from the jets
of its parts, by the rules of calculus. `side` is 1 or −1; it decides only where a part is exactly at its kink.
"""

import numpy as np

SMOOTH = {
    "exp": lambda z: (np.exp(z), np.exp(z), np.exp(z)),
    "log": lambda z: (np.log(z), 1 / z, -1 / z**2),
}
HOLDS = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "==": (0,), "!=": (-1, 1)}


def jet(tree, t, side=1):
    """(Ω, Ω′, Ω″) at t, an array of any shape, just beyond t on its `side`, 1 or −1."""
    with np.errstate(all="ignore"):
        return _jet(tree, np.asarray(t, dtype=float), side)


def _jet(tree, t, side):
    """The jet of a tree of `reading`: of its parts first, then of what joins them."""
    nothing = np.zeros_like(t)
    if not isinstance(tree, list):
        return np.full_like(t, tree), nothing, nothing
    what, *rest = tree
    if what == "theta":
        return t, np.ones_like(t), nothing
    if what == "piecewise":
        return _first(rest, t, side)
    if what == "^":
        return _power(_jet(rest[0], t, side), rest[1], side)
    first, *others = (_jet(part, t, side) for part in rest)
    for other in others:
        first = _two(what, first, other, side)
    if what in ("abs", "sign"):
        sign = _sign(first, side)
        return (sign, nothing, nothing) if what == "sign" else tuple(np.where(sign < 0, -part, part) for part in first)
    return _chain(first, *SMOOTH[what](first[0])) if what in SMOOTH else first


def _two(what, a, b, side):
    """The jet of a + b or a·b, or of the larger or the smaller of both, from the jets a and b."""
    if what == "+":
        return tuple(one + other for one, other in zip(a, b, strict=True))
    if what == "*":
        return (
            _by(a[0], b[0]),
            _by(a[1], b[0]) + _by(a[0], b[1]),
            _by(a[2], b[0]) + 2 * _by(a[1], b[1]) + _by(a[0], b[2]),
        )
    lower = _sign(tuple(one - other for one, other in zip(a, b, strict=True)), side) * (1 if what == "max" else -1) < 0
    return tuple(np.where(lower, other, one) for one, other in zip(a, b, strict=True))


def _by(a, b):
    """a·b, and 0 where either is 0."""
    return np.where((a == 0) | (b == 0), 0.0, a * b)  # whatever the other is, infinity too


def _chain(a, f, f1, f2):
    """The jet of f(a) by the chain rule: f, f′ and f″ are those at the value of the jet a."""
    return f, _by(f1, a[1]), _by(f1, a[2]) + _by(f2, a[1] ** 2)


def _power(a, p, side):
    """The jet of aᵖ; where a touches zero like a square, as √t² does, its bend gives the slope."""
    value, slope, bend = _chain(a, a[0] ** p, _by(p, a[0] ** (p - 1)), _by(p * (p - 1), a[0] ** (p - 2)))
    tip = (a[0] == 0) & (a[1] == 0) & (a[2] > 0) & (p < 1)  # as √t² at zero, where the bend decides
    along = np.sqrt(np.abs(a[2]) / 2) if p == 0.5 else np.full_like(value, np.inf if p < 0.5 else 0.0)
    return value, np.where(tip, side * along, slope), np.where(tip, 0.0, bend)


def _sign(a, side):
    """The sign of a jet just beside t: of its value, where that is 0 of its slope, and then of its bend."""
    sign = np.sign(a[0])
    for part in (side * a[1], a[2]):
        sign = np.where(sign == 0, np.sign(part), sign)
    return sign


def _holds(tree, t, side):
    """Where a condition of the tree holds just beside t."""
    if not isinstance(tree, list):
        return np.full(t.shape, tree)
    what, *rest = tree
    if what in HOLDS:
        one, other = (_jet(part, t, side) for part in rest)
        return np.isin(_sign(tuple(a - b for a, b in zip(one, other, strict=True)), side), HOLDS[what])
    parts = [_holds(part, t, side) for part in rest]
    return ~parts[0] if what == "not" else {"and": np.all, "or": np.any}[what](parts, axis=0)


def _first(pieces, t, side):
    """The jet of the first piece whose condition holds; NaN where none does."""
    found = [np.full_like(t, np.nan)] * 3
    for value, when in reversed(pieces):
        here = _holds(when, t, side)
        found = [np.where(here, new, old) for new, old in zip(_jet(value, t, side), found, strict=True)]
    return tuple(found)
