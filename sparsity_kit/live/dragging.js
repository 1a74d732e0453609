// What a hand drags: handles, and whatever else follows one pointer at a time.

import { quiet } from "./controls.js";
import { set, svg } from "./drawing.js";
import { plus } from "./vectors.js";
import { number } from "./words.js";

// A handle: drag it by mouse, finger or pen, or give it the focus and use the arrow keys (with Shift: finely).
// `move(pixel)` gets where it is dragged to, `nudge(right, up)` steps of 1 or of 0.1.

export function handle(it, { label, shape, move, nudge, ends }) {
  const title = svg("title"), node = svg("g", {
    class: "handle", tabindex: 0, role: "slider", "aria-valuenow": 0,
    "aria-roledescription": "point to drag", ...quiet,
  }, title, svg("circle", { class: "target", r: 22 }), svg("circle", { class: "halo", r: 13 }), shape);
  let grip = null, here = [0, 0], pressed = false;
  const rename = (text) => { set(node, { "aria-label": text }); title.textContent = `${text}: drag, or use the arrow keys`; };
  rename(label);

  dragged(it, node, {
    down: (event) => {
      event.stopPropagation();
      node.focus({ preventScroll: true });
      grip = plus(here, pixelOf(it.sheet, event), -1);
      node.classList.add("held");
    },
    move: (event) => move(plus(pixelOf(it.sheet, event), grip)),
    up: () => node.classList.remove("held"),
  });
  // What `touch-action` says is not heeded on every part of a drawing by every browser; this is.
  node.addEventListener("touchstart", (event) => { if (event.cancelable) event.preventDefault(); }, { passive: false });
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
  node.addEventListener("keydown", (event) => {
    const way = ways[event.key], size = event.shiftKey ? 0.1 : 1, end = ends && ["Home", "End"].indexOf(event.key);
    if (!(way || end >= 0) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    pressed = true;
    if (way) nudge(way[0] * size, way[1] * size); else ends(end);
  });
  const settle = () => { if (pressed) { pressed = false; it.save(); } };
  node.addEventListener("keyup", settle);
  node.addEventListener("blur", settle);
  it.sheet.append(node);
  return {
    node, rename,
    place: (pixel, now, text) => {
      here = pixel;
      set(node, { transform: `translate(${pixel[0].toFixed(2)} ${pixel[1].toFixed(2)})`, "aria-valuenow": number(now).replaceAll("−", "-"), "aria-valuetext": text });
    },
  };
}

// The signs on handles that move to both sides, or up and down.
export const sideways = () => svg("path", { class: "grip", d: "M-3,-5L-8,0L-3,5M3,-5L8,0L3,5" });
export const upright = () => svg("path", { class: "grip", d: "M-5,-3L0,-8L5,-3M-5,3L0,8L5,3" });

// A handle for one number along an axis of the plot, 0 or 1; a key moves it by a fortieth of `size()`.
export const lever = (it, plot, { axis, value, size, put, ...how }) => handle(it, {
  move: (pixel) => put(plot.back(pixel)[axis]),
  nudge: (right, up) => put(value() + ((right + up) * size()) / 40),
  ...how,
});

// Where in a sheet the pointer is, however far the page is scrolled; slides are scaled to their screen.
export function pixelOf(sheet, event) {
  const box = sheet.getBoundingClientRect(), scale = box.width / sheet.getAttribute("width");
  return [(event.clientX - box.left) / scale, (event.clientY - box.top) / scale];
}

// One pointer at a time: while a finger drags, no other can take hold of anything in the picture. A drag that the system
// cancels ends where it was last; `scrolled` is for where that means that the page was scrolled.
export function dragged(it, node, { down, move, up = () => {}, scrolled = () => {} }) {
  const mine = (event) => it.finger?.[0] === node && it.finger[1] === event.pointerId;
  node.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    if (it.finger) { event.stopPropagation(); return; }
    it.finger = [node, event.pointerId];
    node.setPointerCapture(event.pointerId);
    it.busy = true;
    down(event);
  });
  node.addEventListener("pointermove", (event) => { if (mine(event)) move(event); });
  const release = (event) => {
    if (!mine(event)) return;
    it.finger = null;
    up();
    if (event.type === "pointercancel") scrolled();
    it.save();
  };
  for (const each of ["pointerup", "pointercancel", "lostpointercapture"]) node.addEventListener(each, release);
}
