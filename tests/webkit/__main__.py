"""The command: see the package."""

import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from ..site.reader import every_page
from ..tab.visitor import serving

ROOT = Path(__file__).parents[2]
LIVE = [path.stem for path in sorted((ROOT / "lessons").glob("*.ipynb")) if '"widgets": {' in path.read_text("utf-8")]
PHONES = (360, 400, 430)
SECONDS = 120
OPEN = "document.querySelectorAll('details').forEach((fold) => { fold.open = true; });"
CALM = """const pictures = document.querySelectorAll("script.sparsity-kept").length;
const drawn = document.querySelectorAll(".sparsity-live .words:not(:empty)").length;
const set = !document.querySelector("script[src*=mathjax]") || window.MathJax?.startup?.promise !== undefined;
const frame = document.documentElement, before = window.seen;
window.seen = `${frame.scrollHeight} ${document.querySelectorAll("mjx-container").length}`;
return document.readyState === "complete" && drawn >= pictures && set && window.seen === before;"""  # twice the same
MIDDLE = """arguments[0].scrollIntoView({ block: "center", behavior: "instant" });
const { x, y, width, height } = arguments[0].getBoundingClientRect();
return [x + width / 2, y + height / 2].map(Math.round);"""
FRAME = """document.body.replaceChildren(Object.assign(document.createElement("iframe"), { src: arguments[0] }));
document.body.firstChild.style = "position: fixed; inset: 0 auto auto 0; border: 0; height: 800px";"""
LOOP = "while True:\npass"  # the editor indents by itself
SOFT = "def my_soft_threshold(v, threshold):\nreturn np.sign(v) * np.maximum(np.abs(v) - threshold, 0)"


@contextmanager
def webkit():
    """A window of WebKitGTK's own small browser."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))
    options.add_argument("--automation")
    driver = webdriver.WebKitGTK(options, webdriver.WebKitGTKService("/usr/bin/WebKitWebDriver"))
    driver.set_window_size(1300, 900)
    print("WebKit", driver.capabilities["browserVersion"])
    yield driver
    driver.quit()


def wait(driver, condition):
    """Wait until the condition is true, and return what it is."""
    return WebDriverWait(driver, SECONDS, 0.5).until(lambda _: condition())


def turn_to(driver, url):
    """Open a page, unfolded, and wait until all is drawn."""
    driver.get(url)
    driver.execute_script(OPEN)
    wait(driver, lambda: driver.execute_script(CALM))


def dragged(driver, handle):
    """Drag something by the mouse."""
    x, y = driver.execute_script(MIDDLE, handle)
    hand = ActionBuilder(driver, duration=50)
    hand.pointer_action.move_to_location(x, y).pointer_down().move_to_location(x + 30, y + 30).pointer_up()
    hand.perform()


def nudged(driver, handle):
    """Press an arrow key on something."""
    driver.execute_script("arguments[0].focus();", handle)
    ActionChains(driver).send_keys(Keys.ARROW_LEFT).perform()


def still_pictures(driver, address, name):
    """The live pictures of a page that the mouse or a key does not move."""
    turn_to(driver, f"{address}/{name}.html")
    for picture in driver.find_elements(By.CSS_SELECTOR, ".sparsity-live"):
        words = picture.find_element(By.CSS_SELECTOR, ".words")
        handle = next(each for each in picture.find_elements(By.CSS_SELECTOR, ".handle") if each.is_displayed())
        for way, move in (("the mouse", dragged), ("an arrow key", nudged)):
            before = words.text
            move(driver, handle)
            end = time.monotonic() + 10
            while words.text == before and time.monotonic() < end:
                time.sleep(0.1)
            if words.text == before:
                yield f"{name}: {way} does not move {handle.get_attribute('aria-label')}: {before}"


def wide_pages(driver, address, names):
    """The pages that can be moved sideways on a phone; a window has a least width, a frame has none."""
    for name in names:
        driver.get(f"{address}/search.html")
        driver.execute_script(FRAME, f"{address}/{name}.html")
        frame = driver.find_element(By.TAG_NAME, "iframe")
        for width in PHONES:
            driver.execute_script("arguments[0].style.width = `${arguments[1]}px`;", frame, width)
            driver.switch_to.frame(frame)
            driver.execute_script(OPEN)
            wait(driver, lambda: driver.execute_script(CALM))
            wide = driver.execute_script("return document.documentElement.scrollWidth;")
            driver.switch_to.default_content()
            if wide > width:
                yield f"{name}: {wide} px wide in {width} px"


def judged(driver, name, text):
    """What is said of an answer."""
    form = driver.find_element(By.ID, f"answer-{name}")
    driver.execute_script(MIDDLE, form)
    field = ".cm-content" if form.find_elements(By.TAG_NAME, "textarea") else "input"
    wait(driver, lambda: form.find_elements(By.CSS_SELECTOR, field))
    driver.execute_script("arguments[0].focus();", form.find_element(By.CSS_SELECTOR, field))
    ActionChains(driver).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
    ActionChains(driver).send_keys(text.replace("\n", Keys.ENTER)).perform()
    driver.execute_script("arguments[0].requestSubmit();", form)
    feedback = form.find_element(By.CSS_SELECTOR, ".feedback")
    return wait(driver, lambda: not feedback.text.endswith("…") and feedback.text)


def wrong_answers(driver, address):
    """What is said wrongly of a number and of a function; and whether a loop without end is over when that is said."""
    turn_to(driver, f"{address}/01_penalties_alone.html")
    for name, text, expected in [
        ("hitting-time", "0.25", "✗"), ("hitting-time", "1/0.25", "✓"),
        ("write-soft-threshold", SOFT, "✓"), ("write-soft-threshold", LOOP, "This ran for 20 seconds"),
    ]:  # fmt: skip
        if not (said := judged(driver, name, text)).startswith(expected):
            yield f"{name}, {text}: {said}"
    time.sleep(5)
    before = busy()
    time.sleep(10)
    if (spent := busy() - before) > 5:
        yield f"a loop that was stopped goes on: {spent} of 10 seconds"


def busy():
    """The seconds that WebKit's processes have computed; Linux cuts a process's name to 15 letters."""
    command = ["ps", "-C", "WebKitWebProces", "-o", "cputimes="]
    return sum(map(int, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()))


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, ROOT / "book" / "make.py", folder], check=True, stdout=subprocess.DEVNULL)
        book, found = Path(folder) / "html", []
        with serving(book) as site, webkit() as driver:
            for name in ("index", *LIVE):
                found += still_pictures(driver, site.address, name)
            found += wide_pages(driver, site.address, every_page(book))
            found += wrong_answers(driver, site.address)
    print(*found, f"{len(found)} faults.", sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
