"""F = f + λΩ of one coefficient: where it is stationary, when it is zero, and its minimiser in closed form."""
