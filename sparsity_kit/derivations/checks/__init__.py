"""The checks of steps, by definition: difference quotients and rivals, never what a derivation worked out."""
