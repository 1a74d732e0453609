"""A visitor solves the homework in the tab: every check says of the reference's answers what it says elsewhere."""

import pytest
from screenshots import keep
from stage import needs_browser
from test_lessons import code, texts
from visitor import SECONDS, change, finished, open_lesson, run_all, visiting

from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.homework.register import HOMEWORK

pytestmark = needs_browser


@pytest.mark.parametrize("assignment", HOMEWORK.values(), ids=lambda assignment: assignment.name)
def test_homework_is_judged_as_it_is_elsewhere(browser, site, assignment):
    solved = source_notebook(assignment)
    answers = {cell["id"]: "".join(cell["source"]) for cell in solved["cells"]}

    def answer(notebook):
        for cell in notebook["cells"]:
            cell["source"] = answers.get(cell["id"], cell["source"])

    file = f"{assignment.name}.ipynb"
    with visiting(browser, site) as page:
        change(page.context, f"files/{file}", answer)
        open_lesson(page, site, file)
        run_all(page)
        ran = finished(page, file, 3 * SECONDS)
        keep(page, f"tab-{assignment.name}")
        *judged, handed_in = map(texts, code(ran))
        assert judged == list(map(texts, code(solved)))
        seen = handed_in["text/plain"]
        assert seen.count("Read as") == sum(not each.by_hand for each in assignment.questions), seen
        assert "it makes 1 figure" in seen and "It runs from top to bottom, in this kernel" in seen
        assert f"Hand in this file: {file}" in seen
        assert page.outside == []
