"""What the browser gets of a cross-validation: numbers that say the whole curve, and every change in the samples."""

from base64 import b64encode

import numpy as np

from sparsity_kit.brackets import described
from sparsity_kit.figures.looks import GREEN, VERMILION
from sparsity_kit.live.along_lambda import MOST_COLUMNS
from sparsity_kit.validation.selection import SelectionFrequency

PIECES = ("lams", "ends", "products")  # of a fold's curve, as in `Piecewise`
MOST_CHANGES = 100_000  # of all samples together: a megabyte too
MOST_NUMBERS = 50_000  # of all folds together: a megabyte in the notebook
DECADES = 1e-3  # the axis of λ is logarithmic so far below the first kink or mark, or farther, down to below the best λ
MARK = ("name", "words", "lam", "kind", "colour")


def need_few(cv):
    """Raise ValueError for a curve of more columns, or more numbers, than a picture in a notebook should have."""
    numbers = 3 * sum(len(fold.lams) for fold in cv.curve.folds)
    for what, count, most in (("columns", cv.path.theta.shape[-1], MOST_COLUMNS), ("numbers", numbers, MOST_NUMBERS)):
        if count > most:
            raise ValueError(f"Validation draws at most {most} {what}, got {count}; use figures.validation(cv)")


def need_fitting(frequency, names):
    """Raise an error for what is no `SelectionFrequency` of these columns, or of too many samples."""
    if not isinstance(frequency, SelectionFrequency):
        raise TypeError(f"frequency must be what selection_frequency(paths) returns, got {described(frequency)}")
    if frequency.share.shape[1] != len(names):
        raise ValueError(f"frequency must be of the same {len(names)} columns, got {frequency.share.shape[1]}")
    count = round(float(np.abs(np.diff(frequency.share, axis=0, prepend=0)).sum()) * frequency.count)
    if count > MOST_CHANGES:
        raise ValueError(
            f"columns enter or leave the samples' paths {count} times, at most {MOST_CHANGES} can be drawn; take fewer "
            "samples"
        )


def sent(cv, names, frequency, low):
    """The pieces of each fold, the fit to all rows, the two marks, and the samples; as a dict for JSON.

    low: down to which λ all of these are known.
    """
    first = float(max(cv.kinks[0], cv.lam_one_se))
    floor = min([DECADES * first, *(lam / 5 for lam in (cv.lam_best, cv.lam_one_se) if lam > 0)])
    marks = (
        ("lowest", "where it is lowest", cv.lam_best, "o", VERMILION),
        ("one standard error", "the largest within one standard error of the lowest", cv.lam_one_se, "s", GREEN),
    )
    return {
        "folds": [{name: getattr(fold, name).tolist() for name in PIECES} for fold in cv.curve.folds],
        "shares": cv.curve.shares.tolist(),
        "path": {"lams": cv.path.lams.tolist(), "theta": cv.path.theta.tolist()},
        "changes": [lam for lam, _ in cv.changes if lam >= low],
        "marks": [dict(zip(MARK, mark, strict=True)) for mark in marks],
        "first": first,
        "floor": max(floor, low),
        "low": low,
        "names": list(names),
        "samples": None if frequency is None else _changes(frequency),
    }


def _changes(frequency):
    """Every λ at which a sample takes a column or leaves it, falling, and which, packed: there may be ten thousand.

    λ has seven digits: no hand tells more, and the last ones differ from machine to machine.
    """
    counts = np.rint(frequency.share * frequency.count).astype(int)
    steps = np.diff(counts, axis=0, prepend=0)
    at, column = np.nonzero(steps)
    who = np.sign(steps[at, column]) * (column + 1)
    lams, who = (np.repeat(array, np.abs(steps[at, column])) for array in (frequency.lams[at], who))
    return {"at": _packed(lams, "<f4"), "who": _packed(who, "<i2"), "count": frequency.count}


def _packed(array, kind):
    return b64encode(array.astype(kind).tobytes()).decode("ascii")
