"""The command: `python -m tests.tab_speed [--rounds N]`."""

import argparse
import tempfile
import time
from pathlib import Path

from tab.__main__ import build

from ..browser.stage import chromium
from ..tab.visitor import open_unrun, serving, visiting
from .plain import plain

LESSON = "01_penalties_alone.ipynb"
ASK = """() => {
    if (!window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel) return false;
    window.jupyterapp.commands.execute("notebook:run-all-cells");
    return true;
}"""
MOMENTS = {  # what is on the page then
    "notebook": ".jp-CodeCell",
    "first cell": ".jp-InputPrompt:text-is('[1]:')",
    "first figure": ".jp-OutputArea-output img[src^='data:image/png']",
    "first live picture": ".sparsity-live svg",
}


def visit(browser, site):
    """The seconds to each moment, {moment: seconds}, and the megabytes that were sent until the last one."""
    site.sent.clear()
    with visiting(browser, site) as page:
        begun, seconds = time.perf_counter(), {}
        open_unrun(page, site, LESSON)
        seconds["notebook"] = time.perf_counter() - begun
        page.wait_for_function(ASK, polling=20)
        for moment, shown in MOMENTS.items():
            page.locator(shown).first.wait_for(state="attached", timeout=180_000)
            seconds.setdefault(moment, time.perf_counter() - begun)
        return seconds, sum(size for _, size in site.sent) / 1e6


def row(name, folder, rounds):
    """A line of the table: the least of a few rounds, each in a window that has kept nothing."""
    with serving(folder) as site, chromium() as browser:
        visits = [visit(browser, site) for _ in range(rounds)]
    seconds = [f"{min(each[moment] for each, _ in visits):.1f} s" for moment in MOMENTS]
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    return f"| {' | '.join([name, *seconds, f'{visits[0][1]:.1f}', f'{size:.0f}'])} |"


def main():
    """Build, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.tab_speed", description="Measure the tab.")
    parser.add_argument("--rounds", type=int, default=2, help="the least of so many visits is told")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as place:
        ours, theirs = Path(place) / "tab", Path(place) / "plain"
        build(ours)
        plain(ours, theirs)
        print(f"| lesson 1, cold | {' | '.join(MOMENTS)} | MB sent | MB of the site |")
        print("|---|" + "---|" * (len(MOMENTS) + 2))
        print(row("the tab", ours, rounds), flush=True)
        print(row("JupyterLite as it comes", theirs, rounds))


if __name__ == "__main__":
    main()
