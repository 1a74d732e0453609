"""Value, slope and bend of a formula in t, of the side to which a point is left: exact on both sides of a kink."""

import numpy as np

SMOOTH = {
    "exp": lambda z: (np.exp(z), np.exp(z), np.exp(z)),
    "log": lambda z: (np.log(z), 1 / z, -1 / z**2),
}
HOLDS = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "==": (0,), "!=": (-1, 1)}


def jet(tree, t, side=1):
    """(Ω, Ω′, Ω″) at t, an array of any shape, left towards `side`, 1 or −1."""
    with np.errstate(all="ignore"):
        return _jet(tree, np.asarray(t, dtype=float), side)


def _jet(tree, t, side):
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
    return np.where((a == 0) | (b == 0), 0.0, a * b)  # also where the other is infinite


def _chain(a, f, f1, f2):
    return f, _by(f1, a[1]), _by(f1, a[2]) + _by(f2, a[1] ** 2)


def _power(a, p, side):
    value, slope, bend = _chain(a, a[0] ** p, _by(p, a[0] ** (p - 1)), _by(p * (p - 1), a[0] ** (p - 2)))
    tip = (a[0] == 0) & (a[1] == 0) & (a[2] > 0) & (p < 1)  # as √t² at zero, where the bend decides
    along = np.sqrt(np.abs(a[2]) / 2) if p == 0.5 else np.full_like(value, np.inf if p < 0.5 else 0.0)
    return value, np.where(tip, side * along, slope), np.where(tip, 0.0, bend)


def _sign(a, side):
    sign = np.sign(a[0])
    for part in (side * a[1], a[2]):
        sign = np.where(sign == 0, np.sign(part), sign)
    return sign


def _holds(tree, t, side):
    if not isinstance(tree, list):
        return np.full(t.shape, tree)
    what, *rest = tree
    if what in HOLDS:
        one, other = (_jet(part, t, side) for part in rest)
        return np.isin(_sign(tuple(a - b for a, b in zip(one, other, strict=True)), side), HOLDS[what])
    parts = [_holds(part, t, side) for part in rest]
    return ~parts[0] if what == "not" else {"and": np.all, "or": np.any}[what](parts, axis=0)


def _first(pieces, t, side):
    found = [np.full_like(t, np.nan)] * 3
    for value, when in reversed(pieces):
        here = _holds(when, t, side)
        found = [np.where(here, new, old) for new, old in zip(_jet(value, t, side), found, strict=True)]
    return tuple(found)
