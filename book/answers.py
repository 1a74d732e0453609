"""The boxes in which a reader answers: each `check("name", …)` of a notebook becomes a form of the page."""

import ast
from html import escape
from inspect import signature

from nbformat.v4 import new_output

from sparsity_kit.answers import Array, Boolean, Choice, Choices, Expression, Found, Function, Number, Relation
from sparsity_kit.homework.register import QUESTIONS, assignment_of
from sparsity_kit.questions.checking import Asked, reference


def boxes(notebook):
    """Put a form into the outputs of each cell that checks an answer; a question above it leaves its options to it."""
    cells = {cell.get("id", ""): cell for cell in notebook.cells if cell.cell_type == "code"}
    for cell in cells.values():
        if (name := called(cell.source, "check")) is not None:
            cell.outputs = [shown(form(name, cell, cells))]
            if isinstance(kind_of(name), Function):
                cells.get(name, cell).metadata["tags"] = ["remove-input"]  # it stands in the editor
            if "..." in cell.source or is_homework(name):
                cell.metadata["tags"] = ["remove-input"]
        elif (name := called(cell.source, "ask")) is not None:
            cell.outputs = [shown(Asked(QUESTIONS[name].text)._repr_html_())]
    return notebook


def called(source, function):
    """The name with which a cell calls `check` or `ask`; None if it does not."""
    return next((node.args[0].value for node in ast.walk(ast.parse(source)) if is_call(node, function)), None)


def is_call(node, function):
    """Whether a part of some code calls the function of this name."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function


def is_homework(name):
    """Whether a question belongs to an assignment, and not to a lesson."""
    return assignment_of(QUESTIONS[name]) is not None


def kind_of(name):
    """The kind of a question's answer; in homework with the reference's numbers, which the pages show."""
    return reference(assignment_of(QUESTIONS[name]), QUESTIONS[name]).kind


def shown(html):
    """An output of a cell."""
    return new_output("display_data", {"text/html": html})


def form(name, cell, cells):
    """The HTML of a box. What the script needs to judge and to keep the answer stands in its attributes."""
    kind, home = kind_of(name), is_homework(name)
    answer, given, place, template = "", "", cell, cell.source
    if home:
        answer, place = QUESTIONS[name].answer, cells[name]
        given, template = cells[f"{name}-given"].source if f"{name}-given" in cells else "", place.source
    start = ""
    if isinstance(kind, Function):
        call = f'check("{name}"'
        start, _, rest = template.partition(f"\n\n\n{call}")
        answer = answer or ast.parse(start).body[0].name
        template = f"...\n\n\n{call}{rest}" if rest else "..."
    data = {
        "name": name, "kind": how(kind), "answer": answer, "given": given,
        "cell": place.get("id", ""), "template": template if "..." in template else "",
        "needs": "sympy" if isinstance(kind, Expression) else "",
    }  # fmt: skip
    attributes = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    return (
        f'<form class="answer" id="answer-{name}"{attributes}><fieldset><legend>{legend(cell.source)}</legend>'
        f'{field(name, kind, start)}<p class="press"><button type="submit">Check</button> '
        '<button type="button" class="hint">Hint</button></p>'
        '<div class="feedback" role="status"></div></fieldset></form>'
    )


def legend(source):
    """What the notebook calls to judge the answer."""
    call = next(node for node in ast.walk(ast.parse(source)) if is_call(node, "check"))
    return f"Your answer: <code>{escape(ast.get_source_segment(source, call))}</code>"


def how(kind):
    """How the text of an answer is taken: as it stands, as a value to compute, as code to run."""
    if isinstance(kind, Function):
        return "code"
    return "value" if isinstance(kind, (Number, Array, Found)) else "text"


def wanted(kind):
    """What is to be typed, in words."""
    if isinstance(kind, Relation):
        return f"a condition in {', '.join(kind.names)}, such as abs(x) <= 1, or a pair (low, high)"
    if isinstance(kind, Expression):
        return f"a formula in {', '.join(kind.names)}"
    if isinstance(kind, Found):
        return f"a {kind.wanted.__name__}{signature(kind.wanted)}"
    return {Number: "a number, such as 0.75 or 3/4", Array: "an array, such as [0.5, -2]"}[type(kind)]


def field(name, kind, start):
    """The control for an answer of this kind, with its label."""
    if isinstance(kind, (Choice, Choices, Boolean)):
        one = "checkbox" if isinstance(kind, Choices) else "radio"
        options = dict.fromkeys(["True", "False"]) if isinstance(kind, Boolean) else kind.options
        rows = (
            f'<label><input type="{one}" name="answer" value="{letter}"> <b>{letter}</b>'
            f"{f': {escape(text)}' if text else ''}</label>"
            for letter, text in options.items()
        )
        return f'<div class="options">{"".join(rows)}</div>'
    field_id = f"field-{name}"
    if isinstance(kind, (Function, Found)):
        words = wanted(kind) if isinstance(kind, Found) else "your function, in Python"
        rows = max(3, start.count("\n") + 2)
        area = f'<textarea id="{field_id}" name="answer" rows="{rows}" spellcheck="false">{escape(start)}</textarea>'
        return f'<label for="{field_id}">{words}</label>{area}'
    ways = 'type="text" autocomplete="off" autocapitalize="off" spellcheck="false"'
    return f'<label for="{field_id}">{escape(wanted(kind))}</label><input id="{field_id}" name="answer" {ways}>'
