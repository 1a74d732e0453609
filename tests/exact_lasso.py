"""The lasso's minimum at 80 digits, by one column at a time: what the exact path is judged by on bad arithmetic."""

import mpmath as mp
import numpy as np

mp.mp.dps = 80
JIGGLE = mp.mpf(10) ** -60  # of y: no two columns are due at once, and F changes by as little


class ExactLasso:
    """‖Xθ − y‖² + ridge·‖θ‖² + λ‖θ‖₁ in 80 digits, for the floats X and y as they are; small tables only."""

    def __init__(self, X, y, ridge=0.0):
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        random, size = np.random.default_rng(0), mp.mpf(float(np.abs(y).max()))
        self.y = mp.matrix([mp.mpf(v) + JIGGLE * size * mp.mpf(random.normal()) for v in y.tolist()])
        self.X, self.ridge, self.rank = mp.matrix(X.tolist()), mp.mpf(ridge), len(y) if not ridge else np.inf
        self.gram = self.X.T * self.X + self.ridge * mp.eye(self.X.cols)
        self.c = self.X.T * self.y

    def value(self, theta, lam):
        """F(θ)."""
        theta = mp.matrix([mp.mpf(float(t)) if not isinstance(t, mp.mpf) else t for t in theta])
        residual = self.y - self.X * theta
        squares = mp.fsum(r * r for r in residual) + self.ridge * mp.fsum(t * t for t in theta)
        return squares + mp.mpf(lam) * mp.fsum(abs(t) for t in theta)

    def minimum(self, lam):
        """min F, proved by its conditions: |xⱼ·r| <= λ/2 for all, and where θⱼ is active it is the edge of its sign."""
        lam, theta, signs = mp.mpf(lam), [mp.mpf(0)] * self.X.cols, {}
        while True:
            self._settle(theta, signs, lam)
            j, rho = self._worst(theta, signs, lam)
            if j is None:
                return self.value(theta, lam)
            if len(signs) >= self.rank:
                self._make_room(theta, signs, j, mp.sign(rho))
            signs[j] = mp.sign(rho)

    def _settle(self, theta, signs, lam):
        """Go to the minimiser for these signs; who comes to zero on the way stays there (Osborne et al. 2000)."""
        while signs:
            on = list(signs)
            best = self._solve(on, [self.c[j] - lam / 2 * signs[j] for j in on])
            steps = [(theta[j] / (theta[j] - new), j) for j, new in zip(on, best, strict=True) if new * signs[j] < 0]
            share, first = min([*steps, (mp.mpf(1), None)])
            for j, new in zip(on, best, strict=True):
                theta[j] += share * (new - theta[j])
            if first is None:
                return
            theta[first] = mp.mpf(0)
            del signs[first]

    def _worst(self, theta, signs, lam):
        """The column that is farthest beyond its edge, in its own unit, and its correlation."""
        worst, found = JIGGLE * 10**6 * mp.sqrt(mp.fsum(v * v for v in self.y)), (None, None)
        for j in range(self.X.cols):
            rho = self.c[j] - mp.fsum(self.gram[j, i] * theta[i] for i in signs)
            beyond = (abs(rho) - lam / 2) / (mp.sqrt(self.gram[j, j]) or 1)
            if j not in signs and beyond > worst:
                worst, found = beyond, (j, rho)
        return found

    def _make_room(self, theta, signs, j, sign):
        """xⱼ = X_A·k: moving along that changes no fit, until an active column has come to zero."""
        on = list(signs)
        k = self._solve(on, [self.gram[i, j] for i in on])
        step, first = min((theta[i] / (sign * k[a]), i) for a, i in enumerate(on) if theta[i] * sign * k[a] > 0)
        for a, i in enumerate(on):
            theta[i] -= step * sign * k[a]
        theta[j], theta[first] = step * sign, mp.mpf(0)
        del signs[first]

    def _solve(self, on, right):
        return mp.lu_solve(mp.matrix([[self.gram[i, j] for j in on] for i in on]), mp.matrix(right))


def excess(path, lams):
    """(F(path(λ)) − min F) / F(0), the largest at these λ (raised to the path's end)."""
    exact = ExactLasso(path.X, path.y, path.ridge)
    unit = mp.fsum(v * v for v in exact.y)
    lams = np.maximum(lams, path.lams[-1])
    return max(float((exact.value(path(lam), lam) - exact.minimum(lam)) / unit) for lam in lams.tolist())
