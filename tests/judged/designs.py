"""Families of data (X, y), each hard in its own way: `draw(family, seed)`."""

import numpy as np


def gaussian(rng, n, p):
    """X (n, p) and a y of which three columns tell half."""
    X = rng.standard_normal((n, p))
    return X, X[:, :3].sum(axis=1) + rng.standard_normal(n)


def tall(rng):
    return gaussian(rng, rng.integers(15, 40), rng.integers(3, 13))


def square(rng):
    p = rng.integers(4, 16)
    return gaussian(rng, p, p)


def wide(rng):
    n = rng.integers(4, 9)
    return gaussian(rng, n, 3 * n)


def near_copies(rng):
    """A column and its copy, apart by 1e-3 … 1e-12 of their length."""
    X, y = tall(rng)
    X[:, 1] = X[:, 0] + 10.0 ** -rng.integers(3, 13) * X[:, 1]
    return X, y


def near_triples(rng):
    """A column that is the sum of two others, but for 1e-3 … 1e-12."""
    X, y = tall(rng)
    X[:, 2] = X[:, 0] + X[:, 1] + 10.0 ** -rng.integers(3, 13) * X[:, 2]
    return X, y


def bundle(rng):
    """All columns nearly one, and fewer rows than columns."""
    X, y = wide(rng)
    return X[:, :1] + 10.0 ** -rng.integers(2, 8) * X, y


def offsets(rng):
    """Columns far from zero, up to 1e6 times their spread."""
    X, y = tall(rng)
    return X + 10.0 ** rng.uniform(0, 6) * rng.choice([1, -1, 0.5], X.shape[1]), y + rng.choice([0, 100])


def units(rng):
    """Columns of sizes between 1e-9 and 1e9."""
    X, y = tall(rng)
    return X * 10.0 ** rng.uniform(-9, 9, X.shape[1]), y


def scales(rng):
    """X and y as large, or as small, as can be squared."""
    X, y = square(rng) if rng.integers(2) else tall(rng)
    sizes = (1e-150, 1.0, 1e150)
    return X / np.abs(X).max() * rng.choice(sizes), y / np.abs(y).max() * rng.choice(sizes)


def ties(rng):
    """Small integers, with a copy and a multiple."""
    n, p = rng.integers(4, 14, 2)
    X = rng.integers(-1, 2, (n, p)) * 1.0
    X[:, -1], X[:, -2] = X[:, 0], rng.choice([-1, 2, -3]) * X[:, 1]
    return X, rng.integers(-3, 4, n) * 1.0


def hilbert(rng):
    """1/(i + j): ten columns and hardly four directions."""
    n, p = rng.integers(8, 16), rng.integers(4, 11)
    return 1 / (1.0 + np.arange(n)[:, None] + np.arange(p)), rng.standard_normal(n)


def powers_of_years(rng):
    """1, t, t², … of years."""
    years = np.arange(1990.0, 1990 + rng.integers(15, 40))
    y = np.sin(years / rng.uniform(2, 6)) + 0.01 * (years - 2000)
    return np.vander(years, rng.integers(3, 9), increasing=True), y


def zeros_and_constants(rng):
    """A column of zeros and one that is constant."""
    X, y = tall(rng)
    X[:, 0], X[:, 1] = 0, rng.choice([1.0, 1e-3, 1e6])
    return X, y + rng.choice([0, 10])


def time_stamps(rng):
    """Microseconds since 1970, day by day, beside ordinary columns."""
    X, y = tall(rng)
    X[:, 0] = 1.7e15 + 86400e6 * np.arange(len(X))
    return X, y


def dummies(rng):
    """0/1 for each of some classes, which sum to the column of ones."""
    n, k = rng.integers(12, 30), rng.integers(3, 6)
    member = np.eye(k)[np.append(np.arange(k), rng.integers(k, size=n - k))]
    X = np.column_stack([np.ones(n), member, rng.standard_normal((n, 2))])
    return X, member @ rng.standard_normal(k) + 5 + rng.standard_normal(n)


def correlated(rng):
    """Every two columns correlated by 0.999."""
    X, y = tall(rng) if rng.integers(2) else wide(rng)
    return np.sqrt(0.001) * X + np.sqrt(0.999) * rng.standard_normal((len(X), 1)), y


FAMILIES = {
    family.__name__.replace("_", " "): family
    for family in (
        tall, square, wide, near_copies, near_triples, bundle, offsets, units, scales, ties, hilbert, powers_of_years,
        zeros_and_constants, time_stamps, dummies, correlated,
    )
}  # fmt: skip


def draw(family, seed):
    """X (n, p) and y (n,) of a family, the same for the same seed."""
    X, y = FAMILIES[family](np.random.default_rng([seed, *family.encode()]))
    return np.ascontiguousarray(X), y
