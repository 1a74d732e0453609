// The picture: two penalties side by side, each alone and downhill. Put points somewhere, and let time run.

import { board, safely } from "./board.js";
import { FIRST, button, choice, sample, slider, toggle } from "./controls.js";
import { pixelOf } from "./dragging.js";
import { html, set } from "./drawing.js";
import { drawHalf, half } from "./flow_half.js";
import { player, putStart, startHandle } from "./flow_hands.js";
import { LETTERS, change, sentence } from "./flow_words.js";
import { follow, horizon } from "./flowing.js";
import { aPrice, aShare, aSpeed, aSwitch, above0, halfWidth, oneOf, reader, somePoints } from "./state.js";
import { tidy } from "./words.js";

const KINDS = Object.fromEntries(["L1", "squared L2", "L2", "elastic net"].map((each) => [each, each]));
const MOTIONS = { flow: "exact flow", "sign steps": "sign steps", "proximal steps": "proximal steps" };
const RULES = {
  start: somePoints, first: oneOf(...Object.keys(KINDS)), second: oneOf(...Object.keys(KINDS)), l1_ratio: aShare, lam: aSpeed,
  motion: oneOf(...Object.keys(MOTIONS)), step: above0, time: aPrice,
  reach: above0, show_ahead: aSwitch,
};
const GAP = 14, HEAD = 24; // pixels
export const read = reader(RULES);

function render({ model, el }) {
  const it = board({ model, el, rules: RULES, label: "Two penalties alone, downhill from the same starts", widest: 748, draw: () => draw() });
  it.root.classList.add("two");
  const halves = ["first", "second"].map((side, k) => half(it, side, k));
  halves.forEach((each, k) => { each.grips = [...LETTERS].map((_, n) => startHandle(it, each, n, k)); });
  const controls = panel(it);
  it.chosen = 0;
  it.sheet.addEventListener("click", (event) => {
    const pixel = pixelOf(it.sheet, event);
    const hit = event.target.closest(".handle") ? null : halves.find((each) => each.holds(pixel));
    if (!hit) return;
    putStart(it, hit, Math.min(it.chosen, model.get("start").length - 1), pixel);
    it.save();
  });

  function draw() {
    const s = read(model), beside = it.width >= 420, width = beside ? Math.floor((it.width - GAP) / 2) : it.width, wide = halfWidth(s.reach, s.start);
    const states = halves.map((each) => ({ ...s, penalty: s[each.side] })), now = states.map((one) => s.start.map((p) => follow(one, p)));
    s.end = it.end = horizon(s, now.map((all) => all.map((each) => each.hits)));
    halves.forEach((each, k) => {
      each.it.width = width;
      each.plot.fit([-wide, wide], [-wide, wide]);
      const tall = Number(each.it.sheet.getAttribute("height")) + HEAD;
      each.corner = [beside ? k * (width + GAP) : 0, HEAD + (beside ? 0 : k * (tall + GAP))];
      set(each.it.sheet, { x: each.corner[0], y: each.corner[1] });
      set(it.sheet, { width: it.width, height: beside ? tall : 2 * tall + GAP });
      drawHalf(it, each, { ...states[k], end: s.end }, now[k]);
    });
    controls(s);
    const key = [s.start, s.first, s.second, s.motion, it.width].join();
    if (it.told !== key) { // room for the longest words of these starts, so that time can run without a jump of the page
      it.told = key;
      it.room(...[0, 0.123, 0.567, 1.01].map((share) => { const then = states.map((one) => ({ ...one, time: tidy(share * s.end) })); return sentence({ ...s, time: then[0].time }, then, then.map((one) => s.start.map((p) => follow(one, p)))); }));
    }
    const news = halves.map((each, k) => change(each, states[k], now[k])).filter(Boolean).join(" ");
    it.say(sentence(s, states, now), news);
  }
  return () => { controls.stop(); it.remove(); };
}

export default { render: safely(render) };

function panel(it) {
  const pick = (side) => choice(it, { label: `${side} penalty Ω`, trait: side, options: KINDS, first: FIRST, icon: (kind) => sample(it, kind) });
  const sides = { first: pick("first"), second: pick("second") };
  const motion = choice(it, { label: "how it moves", trait: "motion", options: MOTIONS });
  const time = slider(it, { label: "time t", trait: "time" }), play = player(it);
  const lam = slider(it, { label: "price λ", trait: "lam" }), step = slider(it, { label: "step", trait: "step" });
  const ratio = slider(it, { label: "L1 share", trait: "l1_ratio" }), ahead = toggle(it, { label: "where the flow leads", trait: "show_ahead" });
  const more = button("add a start", () => {
    const start = it.model.get("start"), [x, y] = start.at(-1);
    it.model.set("start", [...start, [-y, x]]); // the last, turned by a right angle
    it.chosen = start.length;
    it.save();
  });
  const fewer = button("remove the last", () => { it.model.set("start", it.model.get("start").slice(0, -1)); it.save(); });
  it.controls.append(html("div", { class: "buttons" }, more, fewer));
  const controls = (s) => {
    sides.first(s.first);
    sides.second(s.second);
    motion(s.motion);
    time(s.time, s.end);
    play.draw(s);
    lam(s.lam, 4);
    step(s.step, s.lam ? (0.5 * s.reach) / s.lam : 1, s.motion !== "flow", s.lam ? (0.01 * s.reach) / s.lam : 0.01);
    ratio(s.l1_ratio, 1, s.first === "elastic net" || s.second === "elastic net");
    ahead(s.show_ahead);
    more.disabled = s.start.length === LETTERS.length;
    fewer.disabled = s.start.length === 1;
  };
  return Object.assign(controls, { stop: play.stop });
}
