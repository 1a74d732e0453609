"""Answers that students give to the exercises of the lessons, each with a mistake behind it, by exercise.

Two lists in one, the second written by a teacher who had not seen what is recognised. Losses that students found stand
in `test_found_answers`.
"""

import math

import numpy as np

from sparsity_kit import soft_threshold

WRONG = {
    "first-zero": [2, 5, 4, 0, 1, [2, 0, 0, 0, -1]],
    "gradient-direction": [[1, -1], [-2, 3], [-4, 6], [1, 1], [2, -3], [2, 3], 5, [-0.5547002, 0.8320503]],
    "hitting-time": [0.25, 1, 6, -4, 2, math.inf, 10],
    "l2-decay": [1.168, 1.25, -0.607, 0.75, 1.168201, -0.6065307, 1.0, 0.2030029, 0.9],
    "together": [6, 4, 1.803, 10, 0.451, 3.606, 13, math.inf, 0.4506939, 3.605551, 4.472136],
    "bowl-of-data": [[1, -2], [3, 0], [1.5, 0], [2, 1], [0.6666667, 1.666667], [6, -3], [-1, 2]],
    "touching-point": [
        [1, 0], [0.5, 0.5], [0.25, 0.75], [1.5, 2], [0, 2], [0, -1], [-0.375, 1.375], [0.4285714, 0.5714286],
        [0.6, 0.8],
    ],
    "matching-lam": [2, 8, 1, 0.5, -4, 8.944272, 16],
    "share-of-zeros": [
        0.111, 0.444, 0.889, 0.333, 0.667, 0.4444444, 0.8888889, 0.3333333, 0.6666667, 0.1111111, 0.3055556, 20,
    ],
    "ridge-stationarity": [
        "g/(2*lam)", "-g/lam", "-2*lam*g", "-lam*g/2", "-lam/(2*g)", "-g", "-g/2*lam", "-2*lam/g", "-g - 2*lam",
        "g + 2*lam",
    ],
    "ridge-slope": [-3, 1.5, -1.5, 2.5, -2.5, 0.12, 0, 0.9],
    "ridge-crossing": [0, -2, -1.142857, -1.727273, -1.4, 1, -2.5, 70],
    "l1-case-negative": [
        "-lam", "lam/2", "2*lam", "lam*theta", "-lam/2", "0", "-2*lam*theta", "abs(g) <= lam", "-lam*theta",
    ],
    "signs-from-slopes": [[1, -1, -1], [3, -3, -3], [-3, 3, 3], [-0.5, 0.5, 0.5], [1, 1, 1], [-1, 1]],
    "zero-interval": [
        "g <= lam", "abs(g) < lam", "abs(g) <= lam/2", "g == 0", "abs(g) >= lam", "(0, lam)", "-lam <= g <= 0",
        "abs(g) <= 2*lam", (-1, 1), (0, "lam"),
    ],
    "lets-go": [16, 8, -32, 64, 4, 2, 48],
    "rounded-kink": [1, 0.1, 0.01, 10, 5, 0.7071068, 0.9950372],
    "typed-threshold": [6, 2, 1.5, 12, 4, 1, 5, 0],
    "why": [
        "2*(x*theta - y)", "x*(x*theta - y)", "2*x*theta - 2*y", "2*x*(y - x*theta)", "2*x**2*theta - x*y",
        "2*x**2*theta + 2*x*y", "x**2*theta + 2*x*y", "2*x*theta - 2*x*y", "2*theta*(x*theta - y)",
    ],
    "slope-of-many": [8, -16, 4, 18, -2, 20, 7, 6, 5.333333, [-4, 8, 12]],
    "threshold": ["lam", "2*lam", "lam/4", "0", "-lam/2", "lam/(2*x**2)", "abs(x*y) > lam/2"],
    "minimiser-positive": [
        "(x*y - lam)/x**2", "x*y - lam/2", "(x*y + lam/2)/x**2", "(2*x*y - lam)/x**2", "(y - lam/2)/x", "y/x",
        "(x*y - lam/2)/x", "(2*x*y + lam)/(2*x**2)", "(2*x*y - lam)/2*x**2", "x*y/(x**2 + lam)", "(2*x*y - lam)/(2*x)",
    ],
    "negative-coefficient": [-2.5, -3, 2, -1.5, -8, -1.2, "0", -4, 0],
    "elastic-net-threshold": [
        "lam/2", "0.6*lam", "0.2*lam", "0.4*lam", "lam", "1.2*lam", "0.5*lam", "0.7*lam", "0.3*lam/(1 + 0.4*lam)",
        "lam/1.2",
    ],
    "lambda-at-death": [
        "x*y", "abs(x*y)", "2*x*y", "abs(x*y)/2", "2*abs(y)", "abs(y/x)", "4*abs(x*y)", "-2*x*y", "2*abs(y/x)", "x*y/2",
        "2*x**2",
    ],
    "how-many-alive": [3, 2, 5, 1, 0],
    "whose-lam": [0.3, 30, 0.6, 0.003, 0.0015, 15],
    "real-threshold": [474.6, 949.2, 949.4353, 474.7176, 1429.476, 608.3661, 2.148043, 176178.3, 3797.741],
    "alpha-of-the-last-death": [1898.4, 949.2, 1898.87, 4.296087, 1.074022, 94.94352, 1678602.0, 0.01151188, 949.4353],
    "second-step": [-0.72, 0.72, -3.6, -2.1, 0, 0.42, -0.12, -1.02, -0.9391486],
    "first-piece": [
        "(4 - lam/2)/3", "(lam - 4)/3", "(lam/2 + 4)/3", "lam/2 - 4", "(lam - 8)/3", "-(4 + lam/2)/3", "lam/2 - 4/3",
        "-4/3", "3*(lam/2 - 4)",
    ],
    "next-entry": [6, 4, 8, 2, 6.5, 2.5, 3],
    "slope-of-a-piece": [
        [0.8, -0.6], [-0.8, 0.6], [0.4, -0.3], [-0.2, -0.1], [-0.5, 1.0], [-2, 1.5], [-0.25, 0.1666667], [-0.2, 0.1],
    ],
    "between-kinks": [2.75, 3.5, 4, 5, 5.75, -0.25, 2, 3.892789],
    "count-the-kinks": [10, 11, 12, 14],
    "lars-lambda": [452.901, 226.45, 1811.6, 200182.242, 226.4505, 0.5123314, 400364.5, 1811.604, 1778.632, 632.1482],
    "on-the-edge": [200, 400, 0, 50, 949.4353, 609.8091, 509.8091],
    "smallest-tie": [[3, 3], [2, 2], [1, 1], [3.5, 3.5], [1.5, 1.5], [5.5, 2.5], [2.5, 0], [2.75, 2.75]],
    "how-far-at-most": [21.5, 25.5, 4, 19.5, 0, 5.375],
    "best-held-out": [0, 12, 4, 2, 16, 3, 1, 0.5],
    "one-standard-error": [5, 1, 52, 4, 40, 51, 30],
    "lowest-at-a-kink": [10, 0, 7, 12, 16, 6],
    "peak-or-draws": [1000, 500, 190, 1, 270],
    "in-the-cone": [False, 2, "lam = 2", "no"],
    "write-soft-threshold": [
        lambda v, t: np.sign(v) * (np.abs(v) - t),
        lambda v, t: np.maximum(v - t, 0),
        lambda v, t: np.maximum(np.abs(v) - t, 0),
        lambda v, t: np.where(np.abs(v) > t, v, 0),
        lambda v, t: np.where(v > t, v - t, v + t),
    ],
    "write-update": [
        lambda x, r, lam: soft_threshold(x @ r, lam) / (x @ x),
        lambda x, r, lam: soft_threshold(x @ r, lam / 2),
        lambda x, r, lam: soft_threshold(x @ r / (x @ x), lam / 2),
        lambda x, r, lam: soft_threshold(x @ r, lam / 2) / np.sqrt(x @ x),
        lambda x, r, lam: (x @ r - lam / 2) / (x @ x),
        lambda x, r, lam: x @ r / (x @ x + lam),
        lambda x, r, lam: soft_threshold(x * r, lam / 2) / (x @ x),
    ],
}  # fmt: skip
