"""What is seen on the page: when the mouse moved, and in which animation frames a picture was another one."""

WATCH = """(output) => {
    const live = output.querySelector(".sparsity-live svg");
    const picture = () => {
        if (live) return [".ball", ".mark", ".touching"].map((each) => live.querySelector(each).outerHTML).join();
        const image = output.querySelector("img");  // taken away and put back by interact
        return image?.complete && image.naturalWidth ? image.src : seen;
    };
    let seen = null;
    const eye = window.eye = { clear: () => Object.assign(eye, { moves: [], changes: [], frames: [] }) };
    eye.clear();
    const frame = () => {
        if (eye !== window.eye) return;
        requestAnimationFrame(frame);
        drawn.port2.postMessage("");  // comes when all of this frame's drawing is done
    };
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => {
        const now = picture(), time = performance.now();
        eye.frames.push(time);
        if (now !== seen && seen !== null) eye.changes.push(time);
        seen = now;
    };
    requestAnimationFrame(frame);
    if (!window.moving) addEventListener("pointermove", window.moving = (event) => {
        window.eye.moves.push(event.timeStamp);
    }, true);
}"""


def watch(page, output):
    """Begin to look at the picture of this output."""
    output.evaluate(WATCH)


def clear(page):
    """Forget what was seen."""
    page.evaluate("() => window.eye.clear()")


def seen(page):
    """The times, in ms, of the mouse's moves, of the frames with another picture, and of all frames."""
    return page.evaluate("() => [window.eye.moves, window.eye.changes, window.eye.frames]")
