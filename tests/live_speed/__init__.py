"""How fast a live picture follows a hand, beside `interact` with Matplotlib: `python -m tests.live_speed`.

Run it from the repository's root, in the environment of the tests. It prints a Markdown table, for a server nearby and
for one behind a proxy that holds back every byte for 75 ms each way, websockets too, as on Binder. `--quick` is to try.

Both draw the same picture on the same page of JupyterLab, and both are moved by their slider for λ; the live one by
the loss's centre too. "Input to picture": from the time stamp of the browser's mouse event to the end of the animation
frame in which the picture changed, one move at a time, each some time after the last picture came. "Pictures/s": in a
drag with a new position of the mouse every 8 ms, in how many animation frames the picture changed. "Catches up": how
long after the drag's last move the last picture comes. "Messages": how many go to the kernel in the drag. The moves
come from a program on the same machine, so they cost it time as well.

In order of reading: `notebook` what is measured, `hand` the moves, `eye` what is seen, `proxy` the distance.
"""
