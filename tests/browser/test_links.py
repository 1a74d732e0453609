"""A live picture linked to sliders, in JupyterLab and in Notebook 7: in the browser alone, and observed in Python."""

import nbformat
import pytest
from hands import frames, held, keep
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect
from server import PROGRAMS, cell, open_notebook, ready, run, start, tab
from stage import needs_browser

pytestmark = needs_browser
CELLS = [
    """from pathlib import Path
from time import sleep
from ipywidgets import FloatSlider, VBox, jsdlink, jslink
from sparsity_kit.live import SlopeBalance
balance, seen = SlopeBalance(), []
price = FloatSlider(max=9, step=0.01, description="price")
data = FloatSlider(min=-9, max=9, step=0.01, description="data")
link = jslink((balance, "lam"), (price, "value"))
one_way = jsdlink((balance, "xy"), (data, "value"))
balance.observe(lambda change: seen.append(change.new), "lam")
VBox([balance, price, data])""",
    """while not Path("go").exists():
    sleep(0.05)""",
    """print(balance.lam, price.value, seen[-1], balance.xy, data.value)""",
    """balance.lam = 1.5""",
]


@pytest.fixture
def notebook(server):
    """A notebook with these cells, and a file that ends the second one, in which the kernel is busy."""
    path, go = server.notebooks / "links.ipynb", server.notebooks / "go"
    go.unlink(missing_ok=True)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=[new_code_cell(text) for text in CELLS], metadata=kernel), path)
    yield path.name, go
    go.touch()


@pytest.mark.parametrize("program", PROGRAMS)
def test_sliders_and_picture_move_each_other_without_python_and_then_python_knows(jupyter, server, notebook, program):
    name, go = notebook
    with tab(jupyter) as page:
        open_notebook(page, server, name, program)
        ready(page)
        run(page, "VBox([")
        _, output = cell(page, "VBox([")
        line, stairs = (output.get_by_role("slider", name=each) for each in ("Pull of the data", "Price λ, on"))
        price, data = output.locator(".widget-slider").all()
        expect(price.locator(".widget-readout")).to_have_text("4.00")
        _, wait = start(page, "while not")

        with held(page, price.locator(".noUi-handle")) as move:
            move(80, 0)
        lam = float(price.locator(".widget-readout").text_content())
        assert lam > 4.5
        expect(stairs).to_have_attribute("aria-valuetext", f"λ = {lam:.3g}")
        with held(page, stairs) as move:
            move(0, 60)
        with held(page, line) as move:
            move(0, 40)
        lam = float(stairs.get_attribute("aria-valuetext").removeprefix("λ = "))
        pull = float(line.get_attribute("aria-valuetext").removeprefix("2x·y = "))
        expect(price.locator(".widget-readout")).to_have_text(f"{lam:.2f}")
        expect(data.locator(".widget-readout")).to_have_text(f"{pull / 2:.2f}")
        keep(output, f"links-{program.replace(' ', '-')}")

        go.touch()
        wait()
        made = pytest.approx([lam, lam, lam, pull / 2, pull / 2], abs=0.006)
        for _ in range(5):  # ipywidgets sends a widget's next message when the last one is answered
            read = [float(each) for each in run(page, "print(balance.lam").split()]
            if read == made:
                break
        assert read == made
        run(page, "balance.lam = 1.5")
        expect(stairs).to_have_attribute("aria-valuetext", "λ = 1.5")
        expect(price.locator(".widget-readout")).to_have_text("1.50")
        frames(page)
        assert stairs.get_attribute("aria-valuetext") == "λ = 1.5"
