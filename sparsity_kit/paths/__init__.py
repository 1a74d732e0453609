"""θ as a function of λ, exactly: the path of the lasso and the elastic net, kink by kink, and that of ridge.

To be read in this order: `lines` (what is straight between two kinks, and where the next kink is), `homotopy` (the path
in seven steps), `stretch` and `walk` (some kinks in a row, and where to go on), `inspection` (is every kink right?);
`tableau` (the lines, fast, on a matrix that is `updated`) and `projections` (the lines, however alike columns are);
`problem` (units in which every scale is the same), `path` (what a user has) and `lasso`. `ridge` has a path of its own.
Many problems of one size in one call: `stacked` (their normal equations), `tableaus` (the tableau, for all at once),
`sweeps` (its matrices), `in_step` (down to the end), `paths` (what a user has) and `together`.
"""
