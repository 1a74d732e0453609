// What a hand does to a flow: it puts the starts somewhere, and lets time run.

import { button } from "./controls.js";
import { handle } from "./dragging.js";
import { html, set, svg, text } from "./drawing.js";
import { clip } from "./flowing.js";
import { LETTERS } from "./flow_words.js";
import { halfWidth } from "./state.js";
import { tidy } from "./words.js";

const NEAR = 5; // pixels
const SECONDS = 5; // how long a play takes

const windowOf = (it) => halfWidth(it.model.get("reach"), it.model.get("start"));

// Where a start is put, it keeps to an axis and to a diagonal within a few pixels.
export function putStart(it, each, k, [x, y]) {
  const { plot, corner } = each, most = 0.97 * windowOf(it), near = NEAR / plot.unit[0];
  const p = tidy(clip(most, plot.back([x - corner[0], y - corner[1]])).map((v) => (Math.abs(v) < near ? 0 : v)));
  if (p[0] && p[1] && Math.abs(Math.abs(p[0]) - Math.abs(p[1])) < near) p[1] = Math.sign(p[1]) * Math.abs(p[0]);
  setStart(it, k, p);
}

function setStart(it, k, p) {
  it.chosen = k;
  it.model.set("start", it.model.get("start").map((each, n) => (n === k ? p : each)));
}

export function startHandle(it, each, k, second) {
  const grip = handle(it, {
    label: `Start ${LETTERS[k]}${second ? ", in the second picture" : ""}`,
    shape: svg("g", {}, svg("circle", { class: "start", r: 8.5 }), svg("text", { y: 4 }, LETTERS[k])),
    move: (pixel) => putStart(it, each, k, pixel),
    nudge: (right, up) => {
      const wide = windowOf(it), p = it.model.get("start")[k];
      setStart(it, k, tidy(clip(0.97 * wide, [p[0] + (right * wide) / 40, p[1] + (up * wide) / 40])));
    },
  });
  grip.node.addEventListener("focus", () => { it.chosen = k; it.redraw(); });
  if (second) set(grip.node, { tabindex: -1 }); // keys need each start once
  return grip;
}

// Time runs from where it is to the end, once. For who wants no motion it goes on by a tenth at each press.
export function player(it) {
  const still = matchMedia("(prefers-reduced-motion: reduce)"), { model } = it;
  let frame = 0, before = 0, along = 0;
  const halt = () => { cancelAnimationFrame(frame); frame = 0; };
  const run = (now) => {
    along = Math.min(along + (it.end * Math.min(now - before, 100)) / (1000 * SECONDS), it.end);
    before = now;
    frame = along < it.end ? requestAnimationFrame(run) : 0;
    it.busy = frame !== 0;
    model.set("time", tidy(along));
    if (!frame) it.save();
  };
  const node = button("play", () => {
    if (frame) { halt(); it.save(); return; }
    if (model.get("time") >= it.end) model.set("time", 0);
    if (still.matches) { model.set("time", tidy(Math.min(it.end, model.get("time") + it.end / 10))); it.save(); return; }
    along = model.get("time");
    before = performance.now();
    frame = requestAnimationFrame(run);
    it.redraw();
  });
  it.controls.append(html("div", { class: "buttons" }, node));
  const draw = (s) => text(node, frame ? "pause" : still.matches ? "go on by a tenth" : s.time >= s.end ? "play again" : "play");
  return { draw, stop: halt };
}
