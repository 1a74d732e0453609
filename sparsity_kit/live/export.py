"""A notebook as a page whose live pictures work without a kernel, and without a network.

    jupyter nbconvert --to sparsity_kit.live.export.LivePage lessons/04_sign_argument.ipynb

Each picture comes with its module, its style and the state that the notebook has kept; where no JavaScript runs, or the
state is lost, it is the printed one. Formulas are MathML, which browsers set by themselves.
"""

import copy
import html
import json
import re

from jinja2 import pass_context
from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor

from sparsity_kit.figures.drawing import ALT_ALONE
from sparsity_kit.live.widget import read

VIEW = "application/vnd.jupyter.widget-view+json"
KEPT = "application/vnd.jupyter.widget-state+json"
MATHJAX = re.compile("<!-- Load mathjax -->.*<!-- End of mathjax configuration -->", re.DOTALL)
ASLEEP = "<p>The control that belongs here computes in Python: open the notebook in Jupyter and run it.</p>"
DOLLARS = re.compile(r"^\s*(\$\$?)(.*)\1\s*$", re.DOTALL)
OPEN, CLOSED = (re.compile(rf"(?<!\\{side})\\{side[0]}([vV]ert)(?![a-zA-Z])") for side in ("left", "right"))
SIZED = re.compile(r"\\[bB]igg?[lrm]?\s*(?=\\)")  # before a sign that has a name, which is not read there


class WithoutAKernel(Preprocessor):
    """Put live pictures in the place of widgets that ask for a kernel, and alt texts on all pictures."""

    def preprocess(self, nb, resources):
        """The notebook and resources, changed."""
        models = nb.metadata.pop("widgets", {}).get(KEPT, {}).get("state", {})
        for cell in (each for each in nb.cells if each.cell_type == "code"):
            cell.outputs = [output for output in cell.outputs if not _is_for_jupyterlab(output)]
            for output in cell.outputs:
                if written := _as_html(output, models):
                    output.data = {"text/html": written}
        return nb, resources


def _is_for_jupyterlab(output):
    """Whether an output only marks a fold, or has the alt text of the picture before it."""
    return output.get("data") == {} or ALT_ALONE in output.get("data", {}).get("text/html", "")


def _as_html(output, models):
    """The HTML that an output becomes, or None if it may stay as it is."""
    data = output.get("data", {})
    state = models.get(data.get(VIEW, {}).get("model_id"), {}).get("state", {})
    picture = _picture(data["image/png"], output.metadata.get("image/png", {})) if "image/png" in data else None
    if "_esm" in state and picture:
        kept = json.dumps(state, ensure_ascii=False).replace("<", "\\u003c")  # no tag, and no comment
        return f'{picture}<script type="application/json" class="sparsity-kept">{kept}</script>'
    return picture or (ASLEEP if VIEW in data else None)


def _picture(png, metadata):
    """The printed picture, in its size and with its alt text."""
    size = "".join(f' {side}="{metadata[side]}"' for side in ("width", "height") if side in metadata)
    alt = html.escape(metadata.get("alt", ""))
    return f'<img src="data:image/png;base64,{png.strip()}" alt="{alt}"{size}>'


def mathml(tex, display="inline"):
    """The MathML of a formula; `display` is "inline", or "block" for a line of its own.

    What a reader wrote need not be TeX: what cannot be read is shown as it stands.
    """
    tex = SIZED.sub("", tex)
    tex = CLOSED.sub(r"\\right\\r\1", OPEN.sub(r"\\left\\l\1", tex))  # else bars stand apart from what they enclose
    try:
        return convert(tex.replace("{aligned}", "{align*}"), display=display)  # which has lines below lines
    except Exception:  # its errors have no common name
        return f"<code>{html.escape(tex)}</code>"


def latex_as_html(text):
    """The HTML of an output in LaTeX, which is one formula between dollars."""
    return mathml(match[2], "block") if (match := DOLLARS.match(text)) else None


class Formulas(IPythonRenderer):
    """nbconvert's renderer of Markdown, with formulas as MathML."""

    def inline_math(self, body):
        """A formula in a line of text."""
        return mathml(body)

    def block_math(self, body):
        """A formula on a line of its own."""
        return mathml(body, "block")

    def latex_environment(self, name, body):
        """A LaTeX environment, such as aligned equations."""
        return mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")


class LivePage(HTMLExporter):
    """nbconvert's HTML with the live pictures in it, and with formulas that need no MathJax."""

    export_from_notebook = "Live page"

    def _init_preprocessors(self):
        super()._init_preprocessors()
        self.register_preprocessor(WithoutAKernel, enabled=True)

    @pass_context
    def markdown2html(self, context, source):
        """The HTML of a text in Markdown."""
        attachments = context.get("cell", {}).get("attachments", {})
        return MarkdownWithMath(renderer=Formulas(escape=False, attachments=attachments)).render(source)

    def from_notebook_node(self, nb, resources=None, **kw):
        """The page, and its resources."""
        nb = copy.deepcopy(nb)
        for data in (output.get("data", {}) for cell in nb.cells for output in cell.get("outputs", [])):
            if formula := latex_as_html(data.get("text/latex", "")):
                del data["text/latex"]
                if "text/markdown" not in data:  # which has words too
                    data["text/html"] = formula
        page, resources = super().from_notebook_node(nb, resources, **kw)
        loader = f'<script src="{self.require_js_url}"></script>'  # nothing here needs it
        script = f'<script type="module">\n{read("page.js")}</script>\n'
        return MATHJAX.sub("", page).replace(loader, "").replace("</body>", f"{script}</body>"), resources
