"""The notebook that is measured: one picture, alive, and as `interact` makes it with Matplotlib."""

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

NAME = "speed.ipynb"
CELLS = {
    "live": """from sparsity_kit import L1, Quadratic, live
bowl = Quadratic([[1.0, 0.5], [0.5, 1.0]], center=[0.7, 2.1])
live.LossMeetsBall(bowl + 2.0 * L1(), reach=3.2, show_cone=False, show_zeros=False)""",
    "interact": """import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, interact
from sparsity_kit import figures
def draw(lam):
    _, ax = plt.subplots(figsize=(4.6, 4.6))
    figures.loss_meets_ball(bowl + lam * L1(), ax=ax, window=(-3.2, 3.2, -3.2, 3.2))
    plt.show()
_ = interact(draw, lam=FloatSlider(value=2, min=0, max=5, step=0.02))""",
}


def write(folder):
    """Put it into a folder of the server."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=[new_code_cell(text) for text in CELLS.values()], metadata=kernel), folder / NAME)
