"""How long PenaltyLab takes from a keystroke to its picture, for formulas that it has not seen before."""

import numpy as np

from sparsity_kit.live import PenaltyLab
from tests.browser.stage import stage

FORMULAS = ["abs(t)", "abs(t) + t**2", "log(1 + abs(t))", "max(abs(t) - 1, 0)", "sqrt(abs(t))", "1 - exp(-3*abs(t))"]
TIMED = """(text) => new Promise((done) => {
    const input = document.querySelector(".formula input"), start = performance.now();
    input.value = text;
    input.dispatchEvent(new Event("input"));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));  // drawn in the first
})"""


def line(browser, count):
    """The sentence below the table."""
    with stage(browser, PenaltyLab()) as page:
        typed = [f"{n}*({text})" for n in range(2, 2 + count) for text in FORMULAS]
        times = [page.evaluate(TIMED, text) for text in typed]
    median, most = np.median(times), np.quantile(times, 0.9)
    return f"PenaltyLab, a keystroke to its picture: median {median:.0f} ms, 90 % {most:.0f} ms, of {len(times)}."
