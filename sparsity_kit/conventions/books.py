"""The conventions of books, as printed."""

from sparsity_kit.conventions.convention import HALF, HALF_L1, HALF_L2, HALF_MEAN, L1, L2, MEAN, PRINTED, SUM, row

_ESL = "Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, 2nd ed., eq. "
_ISL = "James, Witten, Hastie and Tibshirani (2013), An Introduction to Statistical Learning, eq. "
_SLS = "Hastie, Tibshirani and Wainwright (2015), Statistical Learning with Sparsity, eq. (2.5)"
_BISHOP = "Bishop (2006), Pattern Recognition and Machine Learning, eq. "
_MURPHY = "Murphy (2012), Machine Learning: A Probabilistic Perspective, section "
_GOODFELLOW = "Goodfellow, Bengio and Courville (2016), Deep Learning, eq. "

BOOKS = (
    row("ESL lasso", HALF, L1, "λ", _ESL + "(3.52)", PRINTED),
    row("ESL ridge", SUM, L2, "λ", _ESL + "(3.41)", PRINTED),
    row("ISL lasso", SUM, L1, "λ", _ISL + "(6.7)", PRINTED),
    row("ISL ridge", SUM, L2, "λ", _ISL + "(6.5)", PRINTED),
    row("SLS lasso", HALF_MEAN, L1, "λ", _SLS, PRINTED),
    row("Bishop lasso", HALF, HALF_L1, "λ", _BISHOP + "(3.29) with q = 1", PRINTED),
    row("Bishop ridge", HALF, HALF_L2, "λ", _BISHOP + "(3.27)", PRINTED),
    row("Murphy lasso", SUM, L1, "λ", _MURPHY + "13.3", PRINTED),
    row("Murphy ridge", MEAN, L2, "λ", _MURPHY + "7.5.1", PRINTED),
    row("Goodfellow chapter 5", MEAN, L2, "λ", _GOODFELLOW + "(5.18)", PRINTED),
    row("Goodfellow chapter 7", SUM, HALF_L2, "α", _GOODFELLOW + "(7.15)", PRINTED),
    row("½ loss, L1", HALF, L1, "λ", "many textbooks", PRINTED),
    row("½ loss, L2", HALF, L2, "λ", "some textbooks", PRINTED),
    row("½ loss, ½ L2", HALF, HALF_L2, "λ", "many textbooks", PRINTED),
)
