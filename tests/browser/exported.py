"""A live picture in a page of its own, without a kernel, as it is exported from a notebook with its state."""

from nbformat.v4 import new_code_cell, new_notebook, new_output

from sparsity_kit.live.export import LivePage


def exported(picture, folder):
    """The address of the page, which is written into the folder."""
    data, metadata = picture._repr_mimebundle_()
    kept = {"state": {picture.model_id: {"state": picture.get_state()}}, "version_major": 2, "version_minor": 0}
    cell = new_code_cell("picture", outputs=[new_output("display_data", data, metadata=metadata)])
    notebook = new_notebook(cells=[cell], metadata={"widgets": {"application/vnd.jupyter.widget-state+json": kept}})
    text, _ = LivePage().from_notebook_node(notebook)
    (folder / "page.html").write_text(text, encoding="utf-8")
    return (folder / "page.html").as_uri()
