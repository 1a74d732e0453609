"""The axis on which λ moves in the browser, `scale` of kinks.js, for the printed picture in its place."""

PAST, PLAIN = 1.02, 0.09  # where the axis ends, and how much of a logarithmic one that reaches λ = 0 is plain


def price_axis(first, smallest, end, lam, logarithmic):
    """(low, top, right): λ where a logarithmic axis begins to be one, λ at 1, and λ at the right edge of the frame.

    first, smallest: the largest λ and the smallest above 0 that are to be seen. end: where the path ends.
    """
    top = 1.1 * lam if lam > 1.25 * first else 1.25 * first
    if not logarithmic:
        return 0.0, top, PAST * top
    low = end or max(smallest / 1.6, 1e-6 * first)
    plain = 0.0 if end else PLAIN
    return low, top, low * (top / low) ** ((PAST - plain) / (1 - plain))
