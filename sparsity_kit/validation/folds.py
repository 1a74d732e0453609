"""Who is held out when: a number from 0 for each row, so that no row is in two folds and none is forgotten."""

import numpy as np

from sparsity_kit.fits import need_rows
from sparsity_kit.inputs import as_count, as_real, shown

ABSENT = ("nan", "NaT", "<NA>")  # what NumPy and pandas put where nothing is known


def as_folds(folds, n, groups, seed):
    """The fold of each row (n,), from 0 on.

    folds: how many, dealt out at random by `seed`; or the fold of each row, (n,) labels of any kind; or a list of the
    rows that each fold holds out, as indices or as a mask. groups (n,): labels of rows that stay together. Raises
    ValueError for folds that are empty, overlap or forget a row, fewer than 2, or that tear a group apart.
    """
    groups, seed = None if groups is None else _as_labels("groups", groups, n), as_count("seed", seed)
    _need_usual(folds)
    if not hasattr(folds, "__len__") or (isinstance(folds, np.ndarray) and folds.ndim == 0):
        return _dealt(as_count("folds", folds, least=2), n, groups, seed)
    rows = _as_rows(folds)
    labels = _as_labels("folds", folds, n) if rows is None else _labels_of(rows, n)
    if labels.max() == 0:
        raise ValueError("folds must be 2 or more, got 1: no row would be left to fit")
    if groups is not None:
        _need_whole(labels, groups)
    return labels


def _dealt(count, n, groups, seed):
    """So many folds: rows, or whole groups, in a random order, the largest group first, each to the smallest fold."""
    groups = np.arange(n) if groups is None else groups
    sizes = np.bincount(groups)
    if count > len(sizes):
        what = "rows" if len(sizes) == n else "groups"
        raise ValueError(f"folds must be at most the number of {what}, {len(sizes)}, got {count}")
    order = np.random.default_rng(seed).permutation(len(sizes))
    fold_of_group, filled = np.empty(len(sizes), dtype=int), np.zeros(count, dtype=int)
    for group in order[np.argsort(-sizes[order], kind="stable")]:
        fold_of_group[group] = filled.argmin()
        filled[fold_of_group[group]] += sizes[group]
    return fold_of_group[groups]


def _need_usual(folds):
    """Raise TypeError, with the cure, for what others call folds."""
    if hasattr(folds, "split") and hasattr(folds, "get_n_splits"):
        raise TypeError(f"folds are a splitter, {shown(folds)}; pass [test for _, test in splitter.split(X)]")
    if isinstance(folds, str | dict | set) or hasattr(folds, "__next__"):
        raise TypeError(f"folds must be a number, a label for each row, or a list of rows, got {shown(folds)}")
    if isinstance(folds, np.ndarray) and folds.ndim == 2 and folds.shape[1] == 1:
        raise ValueError(f"folds must have 1 dimension, got shape {folds.shape}; pass np.ravel(folds)")


def _as_labels(name, labels, n):
    """The number of each label, from 0 in their order: numbers, or text, dates and what else has a name."""
    plain = _as_array(name, labels)
    if plain.ndim != 1:
        raise ValueError(f"{name} must have 1 dimension, got shape {plain.shape}")
    need_rows(name, plain, n, entry="label")
    if plain.dtype.kind in "biuf":
        as_real(name, plain)  # no NaN
    else:
        entries = np.asarray(labels, dtype=object)
        absent = [each is None or (not isinstance(each, str) and str(each) in ABSENT) for each in entries]
        if any(absent):
            raise ValueError(f"{name} must have a label for each row, got none in row {absent.index(True)}")
        plain = entries.astype(str)
    return np.unique(plain, return_inverse=True)[1].reshape(n)


def _as_array(name, value):
    try:
        return np.asarray(value)
    except Exception:  # whatever an object says when it is asked for an array
        raise TypeError(f"{name} must be one list without lists in it, got {shown(value)}") from None


def _as_rows(folds):
    """A list of arrays, or None if these are labels."""
    folds = list(folds)
    if any(isinstance(fold, tuple) and len(fold) == 2 and np.ndim(fold[0]) for fold in folds):
        raise ValueError(
            "folds hold pairs, rows to fit and rows to hold out; pass the latter, [test for _, test in folds]"
        )
    rows = [_as_array(f"fold {k}", fold) for k, fold in enumerate(folds)]
    return rows if any(fold.ndim for fold in rows) else None


def _labels_of(rows, n):
    """The fold of each row (n,), from the rows of each fold; ValueError unless each row is in just one."""
    times, labels = np.zeros(n, dtype=int), np.zeros(n, dtype=int)
    for k, fold in enumerate(rows):
        if fold.dtype == bool:
            need_rows("a mask of folds", fold, n)
            fold = np.flatnonzero(fold)
        if fold.size == 0:
            raise ValueError(f"fold {k} is empty; drop it, or give it rows")
        if fold.ndim != 1 or fold.dtype.kind not in "iu" or fold.min() < 0 or fold.max() >= n:
            raise ValueError(f"fold {k} must hold row numbers from 0 to {n - 1}, or a mask of {n} rows")
        np.add.at(times, fold, 1)
        labels[fold] = k
    if (times != 1).any():
        row = int((times != 1).argmax())
        raise ValueError(f"row {row} is held out {times[row]} times; each row must be held out exactly once")
    return labels


def _need_whole(labels, groups):
    """Raise ValueError if rows of one group are in two folds: what is held out would be known from its siblings."""
    first = labels[np.unique(groups, return_index=True)[1]]
    torn = labels != first[groups]
    if torn.any():
        row = int(torn.argmax())
        other = int((groups == groups[row]).argmax())
        raise ValueError(
            f"rows {other} and {row} are of one group but in two folds; "
            "pass a number of folds, and groups are kept whole"
        )
