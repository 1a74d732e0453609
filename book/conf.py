"""Sphinx's settings of the book. `make.py` puts this folder, the lessons and MathJax together, and calls Sphinx."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from docstrings import as_rst
from pygments.lexers.special import TextLexer
from ways import ways

project = "Regularization and Sparsity"
language = "en"
smartquotes = False  # a quotation mark in a docstring may be Python's
html_title = project
extensions = ["myst_nb", "sphinx.ext.autodoc"]
exclude_patterns = ["files"]

nb_execution_mode = "off"  # the lessons are committed executed
nb_render_markdown_format = "myst"  # what a derivation shows has formulas in it
nb_merge_streams = True
nb_code_prompt_show = "Show what comes out"
nb_code_prompt_hide = "Hide what comes out"
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3
suppress_warnings = ["mystnb.unknown_mime_type"]

autodoc_default_options = {"members": True, "special-members": "__call__"}
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
python_display_short_literal_types = True
add_module_names = False

html_theme = "furo"
templates_path = ["templates"]
html_static_path = ["static"]
html_extra_path = ["files"]
html_css_files = ["book.css"]
html_favicon = "static/icon.svg"
html_js_files = [  # the pictures before MathJax, which takes longer
    ("page.js", {"defer": "defer", "priority": 100}),
    ("book.js", {"defer": "defer"}),
    ("answers.js", {"defer": "defer"}),
]
mathjax_path = "mathjax/tex-mml-chtml.js"
mathjax3_config = {"options": {"enableMenu": False}}  # what it offers would have to be fetched from elsewhere
html_copy_source = False
html_use_index = html_domain_indices = False
html_show_sphinx = False
project_copyright = "The sparsity-kit authors. Code: BSD 3-Clause. Lessons: CC BY 4.0."
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def with_ways(app, pagename, templatename, context, doctree):
    """Below the title of every page, the ways to run what stands there."""
    for file in context["script_files"]:
        if str(getattr(file, "filename", "")).endswith("answers.js") and context["without"]:
            file.attributes["data-without"] = context["without"]
    if "body" in context:
        notebook = Path(app.srcdir, "files", "notebooks", f"{pagename}.ipynb").is_file()
        line = ways(context["repository"], pagename if notebook else "", context["pathto"], context["tab"])
        context["body"] = context["body"].replace("</h1>", f"</h1>{line}", 1)


def readable(app, what, name, thing, options, lines):
    """Docstrings are plain text with a few signs of Markdown."""
    lines[:] = as_rst(lines)


# What Sphinx and furo leave out for those who hear a page: levels of headings that are none, names of landmarks.
REPAIRS = {
    ' role="heading"': "",
    '<aside class="sidebar-drawer"': '<aside aria-label="All pages" class="sidebar-drawer"',
    '<aside class="toc-drawer': '<aside aria-label="This page" class="toc-drawer',
}


def repaired(app, error):
    """Every page that was written, with its repairs."""
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for wrong, right in REPAIRS.items():
            text = text.replace(wrong, right)
        path.write_text(text, encoding="utf-8", newline="\n")


def setup(app):
    app.add_lexer("csv", TextLexer)
    app.connect("html-page-context", with_ways)
    app.connect("autodoc-process-docstring", readable)
    app.connect("build-finished", repaired)
