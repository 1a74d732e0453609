"""0 ∈ ∇f + λ∂Ω for all coefficients at once."""
