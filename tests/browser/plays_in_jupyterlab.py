"""What lesson 0 tells its reader to do with a notebook: run a cell, run them all, restart when something looks odd."""

from instructions import plays
from playwright.sync_api import expect
from server import cell, ready


@plays("00", None, "Click on a cell", "Run them from top", "choose *Restart Kernel and Run All Cells*")
def first_steps(lab):
    ready(lab)
    cells = lab.locator(".jp-CodeCell")
    cell(lab, "from importlib.util")[0].locator(".cm-content").click()
    lab.keyboard.press("Shift+Enter")
    expect(lab.locator(".jp-Cell.jp-mod-selected")).to_contain_text("A notebook is a text with cells of code in it.")
    for _ in range(5):
        lab.keyboard.press("Shift+Enter")
    made_up, output = cell(lab, "made_up = ")
    expect(made_up.locator(".jp-InputPrompt")).to_have_text("[3]:")
    expect(output).to_contain_text("1.63")
    lab.get_by_role("menuitem", name="Kernel", exact=True).click()
    lab.get_by_role("menuitem", name="Restart Kernel and Run All Cells").click()
    lab.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(cells.last.locator(".jp-InputPrompt")).to_have_text(f"[{cells.count()}]:")
    assert lab.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
