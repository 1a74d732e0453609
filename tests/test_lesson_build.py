"""The command that builds the lessons: the same twice, nothing transient, and it can tell a spoilt lesson."""

import base64
import io
import json
import os
import re

import build
import comparing
import nbformat
import normal_form
import notebooks
import numpy as np
import pytest
from house_rules import faults
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

OPENING = "# A title\n\nGoals: one. 10 minutes. Notation: θ."
CLOSING = "## Summary\n\nDone.\n\n## Further reading\n\nA book."
FIGURE = """import matplotlib.pyplot as plt
figure, ax = plt.subplots(); plt.close(figure)
display(figure, metadata={"image/png": {"alt": "empty axes"}})"""
OTHER = "live.Threshold()"
LIVE = "from sparsity_kit import L1, Quadratic, live\nlive.SlopeBalance(Quadratic([[3.0]], center=[0.1 + 0.2]) + L1())"
VIEW = "application/vnd.jupyter.widget-view+json"


def write(path, *sources, **tags):
    """A notebook that was never run: a title, one code cell per source, a closing section."""
    cells = [new_markdown_cell(OPENING), *map(new_code_cell, sources), new_markdown_cell(CLOSING)]
    for number, given in tags.items():
        cells[int(number.removeprefix("cell"))].metadata.tags = given
    path.write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small lesson with a value, printed text, a picture and two live ones, as the command wrote it."""
    folder = tmp_path_factory.mktemp("lessons")
    path = folder / "small.ipynb"
    widgets = {"cell4": ["nbval-ignore-output"], "cell5": ["nbval-ignore-output"]}
    write(path, "1 + 1", "print('a', flush=True)\nprint('b')", FIGURE, LIVE, OTHER, **widgets)
    assert build.main([str(path)]) == 0
    return path


@pytest.fixture
def picture(built):
    """The colours of the built lesson's picture, (rows, columns, 3)."""
    png = build.read(built).cells[3].outputs[0].data["image/png"]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"))


@pytest.fixture
def spoilt(built):
    """A function that changes the built lesson as told, and says what `difference` makes of it."""

    def change(edit):
        notebook = build.read(built)
        edit(notebook)
        return comparing.difference(normal_form.as_text(notebook), build.read(built))

    return change


def test_building_again_changes_nothing_not_even_a_pixel_that_rounding_has_moved(built, picture):
    first, notebook = built.read_bytes(), build.read(built)
    moved = picture.copy()
    moved[0, 0] = 0
    notebook.cells[3].outputs[0].data["image/png"] = written(moved)
    built.write_text(normal_form.as_text(notebook), encoding="utf-8")
    before = built.read_bytes()
    assert build.main([str(built)]) == 0
    assert built.read_bytes() == before != first
    built.write_bytes(first)


def test_a_built_lesson_has_everything_and_nothing_transient(built):
    notebook = build.read(built)
    nbformat.validate(notebook)
    value, text, picture = notebook.cells[1:4]
    assert [cell.execution_count for cell in notebook.cells[1:5]] == [1, 2, 3, 4]
    assert value.outputs[0].data["text/plain"] == "2"
    assert [output.text for output in text.outputs] == ["a\nb\n"]
    assert picture.outputs[0].metadata["image/png"]["alt"] == "empty axes"
    assert [dict(cell.metadata) for cell in notebook.cells[1:5]] == [{}, {}, {}, {"tags": ["nbval-ignore-output"]}]
    assert notebook.metadata.keys() == {"kernelspec", "language_info", "widgets"}


def test_a_widgets_numbers_are_those_of_any_machine():
    state = {
        "ends": [1 / 3, 8.2e-14, -6.4e-13, 1e-9],
        "count": 3,
        "model_module": "anywidget",
        "model_module_version": "9",
    }
    notebook = nbformat.v4.new_notebook(metadata={"widgets": {normal_form.WIDGET_STATE: {"state": {"a" * 32: state}}}})
    (model,) = normal_form.normalise(notebook).metadata.widgets[normal_form.WIDGET_STATE].state.values()
    assert model.ends == [0.3333333333, 0.0, 0.0, 1e-9] and model["count"] == 3 and model.model_module_version == "*"


def test_widget_ids_are_renumbered_everywhere(built):
    notebook = build.read(built)
    models = notebook.metadata.widgets[normal_form.WIDGET_STATE].state
    assert sorted(models) == [f"{number:032x}" for number in range(1, len(models) + 1)]
    views = [output.data[VIEW].model_id for output in notebook.cells[4].outputs if VIEW in output.get("data", {})]
    referred = re.findall(r"IPY_MODEL_(\w+)", built.read_text(encoding="utf-8"))
    assert len(views) == 1 and len(referred) >= 2
    assert {*views, *referred} <= models.keys()


def test_a_live_picture_has_its_state_and_a_printed_one_for_where_it_cannot_run(built):
    notebook = build.read(built)
    (output,) = notebook.cells[4].outputs
    model = notebook.metadata.widgets[normal_form.WIDGET_STATE].state[output.data[VIEW].model_id]
    assert model.state.xy == 0.9 and model.state._esm.count("export default") == 1  # not 0.9000000000000001
    assert {model.model_module_version, model.state._model_module_version, model.state._view_module_version} == {"*"}
    assert output.metadata["image/png"]["alt"] == output.data["text/plain"] and output.data["image/png"]


def test_check_passes_and_writes_nothing(built, capsys):
    before = built.stat().st_mtime_ns
    assert build.main(["--check", str(built)]) == 0
    assert "small.ipynb: ok" in capsys.readouterr().out
    assert built.stat().st_mtime_ns == before


def test_check_fails_for_an_output_that_was_typed(built, tmp_path, capsys):
    path = tmp_path / "typed.ipynb"
    path.write_text(built.read_text(encoding="utf-8").replace('"2"', '"3"'), encoding="utf-8")
    before = path.read_bytes()
    assert build.main(["--check", str(path)]) == 1
    assert "cells[1].outputs[0].data.text/plain is '3', its cells produce '2'" in capsys.readouterr().out
    assert path.read_bytes() == before


def written(pixels):
    """A picture's (rows, columns, 3) colours as a notebook keeps them."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=0)
    return base64.b64encode(file.getvalue()).decode()


def test_a_difference_ignores_the_bytes_of_a_picture_but_not_its_absence(spoilt, picture):
    assert spoilt(lambda notebook: notebook.cells[3].outputs[0].data.update({"image/png": written(picture)})) is None
    missing = spoilt(lambda notebook: notebook.cells[3].outputs[0].data.pop("image/png"))
    assert missing == "notebook.cells[3].outputs[0].data: 'image/png' is missing"


@pytest.mark.skipif(not comparing.compares_pictures(), reason="the lessons' pictures are of another Matplotlib")
def test_another_picture_is_a_difference_and_a_few_pixels_are_none(spoilt, picture):
    def after(pixels):
        return spoilt(lambda notebook: notebook.cells[3].outputs[0].data.update({"image/png": written(pixels)}))

    for count, shade, said in [(20, 0, False), (21, 0, True), (21, 170, True), (999, 200, False), (9999, 246, True)]:
        other = picture.copy()
        rows, columns = np.nonzero((picture == 255).all(axis=-1))
        other[rows[:count], columns[:count]] = shade
        words = f"picture 1 differs from what its cell draws in {count} pixels" if said else None
        assert after(other) == words
    height, width, _ = picture.shape
    assert after(picture[1:]) == f"picture 1 has {(height - 1, width)} pixels, its cell draws {(height, width)}"


def test_a_difference_is_named(spoilt):
    alt = spoilt(lambda notebook: notebook.cells[3].outputs[0].metadata["image/png"].update(alt="a cat"))
    assert alt.endswith(".image/png.alt is 'a cat', its cells produce 'empty axes'")
    fewer = spoilt(lambda notebook: notebook.cells[2].outputs.clear())
    assert fewer == "notebook.cells[2].outputs has 0 entries, its cells produce 1"
    extra = spoilt(lambda notebook: notebook.cells[1].metadata.update(scrolled=True))
    assert extra == "notebook.cells[1].metadata: 'scrolled' is left over"


def test_another_layout_of_the_file_is_a_difference(built):
    text = json.dumps(json.loads(built.read_text(encoding="utf-8")))
    assert comparing.difference(text, build.read(built)) == "the file is not in normal form"


def test_a_cell_that_raises_is_named_and_nothing_is_written(tmp_path, capsys):
    path = write(tmp_path / "broken.ipynb", "1 / 0")
    before = path.read_bytes()
    assert build.main([str(path)]) == 1
    assert "broken.ipynb: a cell raised ZeroDivisionError: division by zero" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_a_cell_that_takes_too_long_is_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(build, "SECONDS_PER_CELL", 1)
    assert build.main([str(write(tmp_path / "slow.ipynb", "import time; time.sleep(30)"))]) == 1
    assert "slow.ipynb: a cell took more than 1 seconds" in capsys.readouterr().out


def test_a_lesson_that_does_not_exist_is_named():
    with pytest.raises(SystemExit, match="there is no lesson 77_nothing; there are: "):
        build.main(["77_nothing"])


def test_an_assignment_without_a_notebook_and_a_notebook_without_one_are_named(monkeypatch):
    monkeypatch.setitem(build.ASSIGNMENTS, "hw77", None)
    with pytest.raises(SystemExit, match=r"hw77 has no notebook; write .*hw77\.ipynb with a title"):
        build.main(["hw77"])
    (fault,) = build.all_faults(build.HOMEWORK / "hw88.ipynb", new_notebook())
    assert fault.startswith("no assignment is called hw88; list it in sparsity_kit/homework/register.py")


def test_an_exercise_that_is_not_there_and_a_lesson_that_is_too_long_are_named():
    found = finished('ask("no-such")\ncheck("no-such", ...)\ncheck("predict", ...)')
    found.cells[0].source = OPENING.replace("10 minutes", "**Time:** about 5 minutes")
    path = notebooks.LESSONS / "77_more.ipynb"
    assert build.all_faults(path, found) == [
        "there is no exercise 'no-such'; declare it in sparsity_kit/homework, or mend the name"
    ]
    found.cells[0].source += " word" * 6000
    assert "in class, at most 45 are allowed" in build.all_faults(path, found)[-1]


def test_ids_are_kept_and_missing_or_repeated_ones_come_from_the_text(tmp_path):
    path = write(tmp_path / "ids.ipynb", "1", "1", "2")
    raw = json.loads(path.read_text(encoding="utf-8"))
    for cell, given in zip(raw["cells"], ["kept", None, None, "kept", "not an id"], strict=True):
        cell.update(id=given) if given else cell.pop("id")
    path.write_text(json.dumps(raw), encoding="utf-8")
    ids = [cell.id for cell in build.read(path).cells]
    assert ids == [cell.id for cell in build.read(path).cells]
    assert ids[0] == "kept" and len(set(ids)) == 5
    nbformat.validate(build.read(path))


def answered(source, *outputs):
    return new_code_cell(source, outputs=list(outputs))


SHOWN, FINE = (new_output("stream", text=f"{text}\n") for text in ("3", "True"))


@pytest.mark.parametrize(
    ("cells", "folded"),
    [
        ([answered("3", SHOWN)], []),
        (["**Predict.** How many?", answered("3", SHOWN), answered("4", SHOWN)], ["3"]),
        (["First. **Predict.** How many?", "So:", answered("x = 3"), answered("3", SHOWN)], ["3"]),
        (
            [
                "**Predict.** Many?",
                answered('ask("q")', SHOWN),
                answered('check("q", ...)', SHOWN),
                answered("3", SHOWN),
            ],
            ["3"],
        ),
        (
            ["**Predict.** How many?", answered("all(x)", FINE), answered("3", SHOWN)],
            ["3"],
        ),
        (["**Predict.** How many?", answered("all(x)", FINE), "All. And by hand:", answered("3", SHOWN)], []),
        (["**Predict.** How many?", "## Next", answered("3", SHOWN)], []),
        (
            ["## Now\n\n**Predict.** How many?", answered("3", SHOWN), "**Predict.** And?", answered("4", SHOWN)],
            ["3", "4"],
        ),
    ],
)
def test_what_gives_a_prediction_away_is_hidden(cells, folded):
    cells = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    notebook = normal_form.normalise(new_notebook(cells=cells))
    hidden = {cell.source: cell.metadata.get("jupyter") for cell in notebook.cells if "jupyter" in cell.metadata}
    assert hidden == {source: {"outputs_hidden": True} for source in folded}
    assert all(cell.outputs == [new_output("display_data"), SHOWN] for cell in notebook.cells if cell.source in folded)
    assert normal_form.normalise(notebook) == notebook


# The house rules


def finished(source="x = 1", *outputs, tags=()):
    cell = new_code_cell(source, execution_count=1, outputs=list(outputs), metadata={"tags": list(tags)})
    return new_notebook(cells=[new_markdown_cell(OPENING), cell, new_markdown_cell(CLOSING)])


def test_a_finished_lesson_has_no_faults():
    assert faults(finished()) == []
    assert faults(finished("import os, numpy.linalg\nfrom sparsity_kit import L1\nfrom sklearn import datasets")) == []


BAD_CELLS = {
    "has 13 lines, at most 12": finished("\n".join(["x = 1"] * 13)),
    "median code cell has 4": finished("\n".join(["x = 1"] * 4)),
    "imports pandas, which a reader may not have": finished("def f():\n    import pandas.io"),
    "imports ipywidgets, which": finished("from ipywidgets import interact"),
    "is not plain Python": finished("%matplotlib inline"),
    "names a path of one machine: /home/ada": finished("open('/home/ada/data.csv')"),
    "ended in an error, ValueError: no": finished("x", new_output("error", ename="ValueError", evalue="no")),
    "something else on stderr: Careful": finished("x", new_output("stream", name="stderr", text="Careful\n")),
    "a picture without alt text": finished("x", new_output("display_data", {"image/png": "aGVsbG8="})),
    "needs the tag nbval-ignore-output": finished("x", new_output("display_data", {VIEW: {"model_id": "1"}})),
    "differs between machines: 0x7f12ab": finished("x", new_output("display_data", {"text/plain": "<C at 0x7f12ab>"})),
    "differs between machines: /usr/lib": finished("x", new_output("stream", name="stdout", text="in\n/usr/lib/x\n")),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD_CELLS)
def test_a_fault_of_a_cell_is_named(fault):
    found = faults(BAD_CELLS[fault])
    assert any(fault in line for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("# A title", "A title", "the first cell must be a title"),
        ("Goals", "Aims", "must state the goals"),
        ("10 minutes", "soon", "must state the minutes"),
        ("Notation", "Symbols", "must state the notation"),
        ("## Summary", "## End", "heading 'Summary'"),
        ("## Further reading", "", "heading 'Further reading'"),
        ("Done.", "Predict: how many?", "without the mark **Predict.**, so nothing is folded"),
        ("Done.", "**Predict:** how many?", "without the mark **Predict.**, so nothing is folded"),
        ("Done.", "See /Users/ada/x.", "the text names a path of one machine: /Users/ada"),
    ],
)
def test_a_fault_of_a_page_is_named(old, new, fault):
    notebook = finished()
    for cell in notebook.cells:
        cell.source = cell.source.replace(old, new)
    assert len(faults(notebook)) == 1
    assert fault in faults(notebook)[0]


def test_a_cell_that_was_not_run_is_named():
    notebook = finished()
    notebook.cells[1].execution_count = None
    assert faults(notebook) == ["code cell 1: was not executed"]


def test_the_kernel_of_a_build_draws_whatever_backend_the_shell_asks_for(tmp_path, monkeypatch):
    monkeypatch.setitem(os.environ, "MPLBACKEND", "Agg")
    path = write(tmp_path / "figure.ipynb", FIGURE)
    assert build.main([str(path)]) == 0
    assert "image/png" in build.read(path).cells[1].outputs[0].data
