"""A derivation reads as it would be written on paper, from the first sentence to the last sign."""

import pytest
import sympy as sp
from penalties_on_paper import BOX, L1_AND_L2, Summed
from problems import OneSided

from sparsity_kit import L1, GroupL2, Lq, SquaredError
from sparsity_kit.derivations import exact_zeros, matrix_form, minimiser, prox, stationarity, threshold

WRITTEN = [
    (
        lambda: exact_zeros(Lq(0.5)),
        """
1. By so much F is higher at θ than at zero.
    F(θ) - F(0) = λ*sqrt(|θ|) + θ²*x² - 2*θ*x*y
2. Ω is even, so of t > 0 and −t the one with the sign of xy is the lower. There t can be taken out.
    Min(F(-t), F(t)) - F(0) = t*(λ/sqrt(t) + t*x² - 2*|x*y|)
3. So no θ is lower than zero if and only if 2|xy| is at most the rest of the bracket, for all t > 0.
    2*|x*y| <= inf over t > 0 of (λ/sqrt(t) + t*x²)
4. Ω is not negative, so away from zero that rest is above zero.
    λ/sqrt(t) + t*x² >= t*x²
5. Close to zero it is λ times the slope with which Ω starts, Ω′(0+).
    limit of (λ/sqrt(t) + t*x²) as t falls to 0 = ∞
6. So its infimum is above zero, because Ω′(0+) is.
    inf over t > 0 of (λ/sqrt(t) + t*x²) > 0
7. These are the slopes of Ω at zero: θ = 0 for a range of data if and only if they are more than one.
    s in (-∞, ∞)
8. Ω is not convex. The rest is lowest where its derivative is zero, at one t.
    inf over t > 0 of (λ/sqrt(t) + t*x²) = 3*2**(1/3)*λ**(2/3)*|x|**(2/3)/2
9. F rises on both sides of zero whatever the data are: zero always is a local minimum.
    True
""",
    ),
    (
        lambda: stationarity(BOX),
        """
1. Where -1 < θ < 0, the penalty's slope is 0.
    d/dθ ({0 if |θ| <= 1; ∞ otherwise}) = 0
2. Where -1 < θ < 0, F′ = 0 means that ∂f is −λ times that slope.
    ∂f = 0 and θ > -1
3. At θ = 0 the penalty is smooth: its only slope is 0.
    s in {0}
4. At θ = 0, −∂f must be λ times one of these slopes.
    ∂f = 0
5. At θ = -1 the penalty's slope jumps from -∞ to 0; all slopes between belong to it.
    s in (-∞, 0]
6. At θ = -1, −∂f must be λ times one of these slopes.
    ∂f >= 0
7. At θ = 1 the penalty's slope jumps from 0 to ∞; all slopes between belong to it.
    s in [0, ∞)
8. At θ = 1, −∂f must be λ times one of these slopes.
    ∂f <= 0
9. Where 0 < θ < 1, the penalty's slope is 0.
    d/dθ ({0 if |θ| <= 1; ∞ otherwise}) = 0
10. Where 0 < θ < 1, F′ = 0 means that ∂f is −λ times that slope.
    ∂f = 0 and θ < 1
""",
    ),
    (
        lambda: threshold(OneSided()),
        """
1. At θ = 0 the slope of the loss is this.
    d/dθ ((θ*x - y)²) at θ = 0 = -2*x*y
2. θ = 0 is the answer: −∂f(0) lies between λ times the penalty's two slopes.
    0 <= x*y <= λ/2
3. θ > 0: F falls from 0 to the right.
    x*y > λ/2
4. θ < 0: F falls from 0 to the left.
    x*y < 0
""",
    ),
    (
        lambda: minimiser(SquaredError([[2.0]], [5.0]) + 12.0 * L1()),
        """
1. Where θ > 0, the slope of F is this.
    d/dθ ((2*θ - 5)² + 12*|θ|) = 8*θ - 8
2. It is zero here.
    θ = 1
3. That point lies in this piece under this condition.
    20 > 12
4. So this is the minimiser.
    1
""",
    ),
    (
        lambda: prox(Summed(lambda t: sp.Max(t - 1, 0))),
        """
1. Where θ > 1, the slope of F is this.
    d/dθ (λ*Max(0, θ - 1) + (θ - v)²/2) = λ + θ - v
2. It is zero here.
    θ = v - λ
3. That point lies in this piece under this condition.
    v > λ + 1
4. θ = 1 in what is left, if F turns there from falling to rising.
    v >= 1
5. Where θ < 1, the slope of F is this.
    d/dθ (λ*Max(0, θ - 1) + (θ - v)²/2) = θ - v
6. It is zero here.
    θ = v
7. So this is the minimiser; the first condition that holds counts.
    {v - λ if v > λ + 1; 1 if v >= 1; v otherwise}
""",
    ),
    (
        lambda: matrix_form(L1_AND_L2, signs=(1, 0)),
        """
1. On this block −∂f is λ times a slope of Ω: one number where Ω is smooth, an interval at its kinks.
    |∂₂f| <= λ and ∂₁f = -2*λ
""",
    ),
    (
        lambda: matrix_form(GroupL2([0, 0, 1])),
        """
1. Ω is smooth away from its origin.
    [d/dθ₁ (sqrt(θ₁² + θ₂²) + |θ₃|), d/dθ₂ (sqrt(θ₁² + θ₂²) + |θ₃|), d/dθ₃ (sqrt(θ₁² + θ₂²) + |θ₃|)] = [θ₁/sqrt(θ₁² + θ₂²), θ₂/sqrt(θ₁² + θ₂²), sign(θ₃)]
2. There the slope of F is zero in every coordinate.
    λ*sign(θ₃) + ∂₃f = 0 and λ*θ₁/sqrt(θ₁² + θ₂²) + ∂₁f = 0 and λ*θ₂/sqrt(θ₁² + θ₂²) + ∂₂f = 0
3. θ₁, θ₂ are together zero if λΩ rises at least as fast as f falls, in every direction.
    sqrt(∂₁f² + ∂₂f²) <= λ
4. θ₃ is zero if λΩ rises at least as fast as f falls, in every direction.
    |∂₃f| <= λ
""",  # noqa: E501
    ),
    (
        lambda: matrix_form(Summed(lambda t: t**2, weights=(1, 3))),
        """
1. The gradient of Ω has a multiple of each coefficient.
    [d/dθ₁ (θ₁² + 3*θ₂²), d/dθ₂ (θ₁² + 3*θ₂²)] = [2*θ₁, 6*θ₂]
2. So 0 = ∇f + λ∇Ω reads:
    [2*λ*θ₁ + ∂₁f, 6*λ*θ₂ + ∂₂f] = [0, 0]
3. Solved for θ: no coordinate has a reason to be zero.
    [θ₁, θ₂] = [-∂₁f/(2*λ), -∂₂f/(6*λ)]
""",
    ),
    (
        lambda: matrix_form(SquaredError([[1, 2], [0, 1]], [1, 2]) + 1.5 * L1(), signs=(1, 0)),
        """
1. The slopes of the loss are these.
    [∂₁f, ∂₂f] = [2*θ₁ + 4*θ₂ - 2, 4*θ₁ + 10*θ₂ - 8]
2. Where θ₁ > 0: −∂₁f is λ times a slope of Ω there.
    ∂₁f = -3/2
3. Where θ₂ = 0: −∂₂f is λ times a slope of Ω there.
    |∂₂f| <= 3/2
4. In one line: 0 ∈ ∇f + λ∂Ω(θ).
    (-∂₁f, -∂₂f) in {3/2} × [-3/2, 3/2]
""",
    ),
]


@pytest.mark.parametrize(("derive", "written"), WRITTEN)
def test_every_sentence_and_every_formula(derive, written):
    assert repr(derive()) == written.strip("\n")
