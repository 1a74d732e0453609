"""The exact lasso path in the plainest form: a stand-in that the figures of a path are tested with."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Event:
    """What happens at a kink: "entered", "left", "tie" or "end", and to which columns."""

    lam: float
    kind: str
    entered: tuple = ()
    left: tuple = ()


@dataclass(frozen=True, eq=False)
class Path:
    """θ(λ), straight between the kinks `lams`, which fall from λ_max."""

    X: np.ndarray
    y: np.ndarray
    lams: np.ndarray
    theta: np.ndarray
    events: tuple

    def __call__(self, lam):
        up = self.lams[::-1]
        return np.stack([np.interp(lam, up, column[::-1]) for column in self.theta.T], axis=-1)


def plain_path(X, y, lam_min=0.0):
    """On active columns θ = G⁻¹(Xᵀy − λ/2·signs): follow it to the next λ where one enters or leaves. No ties."""
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    gram, slopes, signs = X.T @ X, X.T @ y, np.zeros(X.shape[1])
    lam, thetas, events, just_left = np.inf, [], [], None
    while lam > lam_min:
        on = np.flatnonzero(signs)
        fit, pull = np.zeros((2, len(signs)))
        if on.size:
            fit[on], pull[on] = np.linalg.solve(gram[np.ix_(on, on)], np.stack([slopes[on], -signs[on] / 2], axis=1)).T
        a, b = slopes - gram @ fit, -gram @ pull  # θ is fit + λ·pull, xⱼ·r is a + λb
        kinks = {(0, None, 0): lam_min}
        for j in range(len(signs)):
            if signs[j]:
                kinks[-1, j, 0] = -fit[j] / pull[j]
            for side in (-1, 1) if not signs[j] else ():
                if (j, side) != just_left and b[j] != side / 2:
                    kinks[1, j, side] = a[j] / (side / 2 - b[j])
        ahead = {kink: at for kink, at in kinks.items() if lam_min <= at < lam * (1 - 1e-12)}
        change, j, side = max(ahead, key=ahead.get)
        lam, just_left = ahead[change, j, side], (j, signs[j]) if change < 0 else None
        theta = fit + lam * pull
        if change:
            signs[j] = side
        theta[signs == 0] = 0
        thetas.append(theta)
        words = {1: ("entered", (j,), ()), -1: ("left", (), (j,)), 0: ("end", (), ())}
        events.append(Event(lam, *words[change]))
    return Path(X, y, np.array([event.lam for event in events]), np.array(thetas), tuple(events))
