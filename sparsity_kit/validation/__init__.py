"""Which λ? What a fit is worth on rows that it has not seen, exactly, at every λ.

To be read in this order: `folds` (who is held out when), `learned` (means and sizes from the rows that are fitted),
`parabolas` (the error of the lasso: a parabola between two kinks, so no grid is needed), `straight` (where these come
from), `smooth` (an error without kinks: ridge's), `ridge` (from one decomposition for each fold, or from one fit),
`validation` (what a user has), `problem` (X and y, or an objective), `patience` (a bar for who waits) and
`cross_validate`. Without held-out rows: `freedom` and `criteria`. How sure a choice is: `selection`.
"""
