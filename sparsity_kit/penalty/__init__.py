"""Ω(θ), a penalty: the class that all share, λ·Ω, and a penalty from nothing but its formula in one coefficient t."""

from sparsity_kit.penalty.priced import PricedPenalty
from sparsity_kit.penalty.shape import Penalty, as_penalty

__all__ = ["Penalty", "PricedPenalty", "as_penalty"]
