"""The command: see the package."""

import subprocess
import sys
import tempfile
from pathlib import Path

from ..browser.stage import chromium
from ..site.reader import broken_rules, every_page, opened, turn_to

ROOT = Path(__file__).parents[2]
WINDOWS = [("light", 1300), ("dark", 1300), ("light", 360)]


def main():
    found = 0
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        subprocess.run([sys.executable, ROOT / "book" / "make.py", folder], check=True, stdout=subprocess.DEVNULL)
        book = Path(folder) / "html"
        for scheme, width in WINDOWS:
            with opened(browser, book, "index", width, color_scheme=scheme, reduced_motion="reduce") as page:
                for name in every_page(book):
                    turn_to(page, name)
                    for rule, elements in broken_rules(page):
                        found += 1
                        print(f"{name}, {scheme}, {width} px: {rule}", *elements, sep="\n    ")
        print(f"{len(every_page(book))} pages in {len(WINDOWS)} windows: {found} broken rules.")
    return int(found > 0)


if __name__ == "__main__":
    raise SystemExit(main())
