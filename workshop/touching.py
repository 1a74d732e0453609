"""Draw the README's picture: `python workshop/touching.py` writes touching.png beside this file."""

from pathlib import Path

from sparsity_kit import L1, L2, Quadratic, constrained, figures

PICTURE = Path(__file__).with_suffix(".png")


def draw():
    """One loss that touches the L1 ball and the L2 ball of radius 1: the first at a corner."""
    loss = Quadratic([[1.0, 0.45], [0.45, 1.0]], center=[0.7, 2.1])
    left, right = figures.panels(2)
    corner = figures.loss_meets_ball(constrained(loss + L1(), 1.0), ax=left)
    disc = figures.loss_meets_ball(constrained(loss + L2(), 1.0), ax=right)
    return figures.together(corner, disc)


if __name__ == "__main__":
    PICTURE.write_bytes(draw().png())
