"""θ as a function of λ, exactly: the path of the lasso and the elastic net, kink by kink, and that of ridge.

To be read in this order: `lines` (what is straight between two kinks, and where the next kink is), `homotopy` (the path
in seven steps), `tableau` (the same lines, much faster), `problem` (units in which every scale is the same) and `lasso`
(the `Path` that a user has).
"""
