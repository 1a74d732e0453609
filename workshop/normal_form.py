"""The normal form of a notebook: without anything that differs from one run, or from one machine, to the next."""

import hashlib
import json
import re
from pathlib import Path

import nbformat
from house_rules import code_cells
from predictions import fold, revealing

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
CELL_METADATA = ("claims", "nbgrader", "shows", "tags")
ROUNDING = 1e-12  # of a widget's numbers: what is smaller is the rounding of zero
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
ANY_VERSION = {
    "model_module_version": "model_module",
    "_model_module_version": "_model_module",
    "_view_module_version": "_view_module",
}


def read(path):
    """The notebook at `path`, valid as format 4.5: a cell without an id of its own gets one made from its text."""
    notebook = json.loads(Path(path).read_text(encoding="utf-8"))
    taken = set()
    for cell in notebook["cells"]:
        if not re.fullmatch(r"[\w-]{1,64}", cell.get("id", ""), re.ASCII) or cell["id"] in taken:
            cell["id"] = _new_id("".join(cell["source"]), taken)
        taken.add(cell["id"])
        if cell["cell_type"] == "code":
            cell.setdefault("outputs", [])
            cell.setdefault("execution_count", None)
    notebook |= {"nbformat": 4, "nbformat_minor": 5}
    return nbformat.reads(json.dumps(notebook), as_version=4)


def _new_id(text, taken):
    repeats = 0
    while (cell_id := hashlib.sha256(f"{repeats}{text}".encode()).hexdigest()[:12]) in taken:
        repeats += 1
    return cell_id


def normalise(notebook):
    """The same notebook without anything that differs from one run to the next."""
    widgets = notebook.metadata.get("widgets")
    notebook.metadata = nbformat.from_dict(METADATA | ({"widgets": widgets} if widgets else {}))
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in CELL_METADATA})
        cell.source = cell.source.strip("\n")
    for count, cell in enumerate(code_cells(notebook), start=1):
        cell.execution_count = count
        cell.outputs = _merge_streams(cell.outputs)
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
    for cell in revealing(notebook):
        fold(cell)
    return _settle_widgets(_renumber_widgets(notebook))


def _merge_streams(outputs):
    """One output for text that was printed in one go but arrived in pieces."""
    merged = []
    for output in outputs:
        if merged and output.output_type == "stream" == merged[-1].output_type and output.name == merged[-1].name:
            merged[-1].text += output.text
        else:
            merged.append(output)
    return merged


def _renumber_widgets(notebook):
    """Random model ids become 1, 2, 3, …, in the order in which the widgets were made, wherever an id occurs."""
    models = notebook.metadata.get("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
    new_ids = {old: f"{number:032x}" for number, old in enumerate(models, start=1)}
    text = re.sub(r"[0-9a-f]{32}", lambda match: new_ids.get(match[0], match[0]), json.dumps(notebook))
    return nbformat.from_dict(json.loads(text))


def _settle_widgets(notebook):
    """The widgets' state as any machine gives it: ten digits, and none of rounding; any anywidget will do."""

    def settled(value):
        if isinstance(value, dict):
            value = {key: settled(each) for key, each in value.items()}
            return value | {part: "*" for part, module in ANY_VERSION.items() if value.get(module) == "anywidget"}
        if isinstance(value, list):
            return [settled(each) for each in value]
        if isinstance(value, float):
            return float(f"{value:.10g}") if abs(value) > ROUNDING else 0.0
        return value

    if widgets := notebook.metadata.get("widgets"):
        notebook.metadata.widgets = nbformat.from_dict(settled(widgets))
    return notebook


def as_text(notebook):
    """The notebook as the text of its file: sorted keys, one line per line, a newline at the end."""
    return nbformat.writes(notebook, sort_keys=True).rstrip("\n") + "\n"
