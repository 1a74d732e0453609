// The picture: two penalties side by side, each alone and downhill. Put points somewhere, and let time run.

import { handle } from "./dragging.js";
import { axes, board, choice, dashes, equals, FIRST, given, html, label, marker, name, number, path, point, safely, sample, set, show, slider, svg, tidy, toggle, write } from "./drawing.js";
import { flow, follow, growing, hits, horizon, MOST, steps, taken } from "./flowing.js";
import { aPrice, aShare, aSpeed, aSwitch, above0, oneOf, somePoints } from "./state.js";
import { QUARTER, around, size } from "./touching.js";

const KINDS = Object.fromEntries(["L1", "squared L2", "L2", "elastic net"].map((each) => [each, each]));
const MOTIONS = { flow: "exact flow", "sign steps": "sign steps", "proximal steps": "proximal steps" };
const RULES = {
  start: somePoints, first: oneOf(...Object.keys(KINDS)), second: oneOf(...Object.keys(KINDS)), l1_ratio: aShare, lam: aSpeed,
  motion: oneOf(...Object.keys(MOTIONS)), step: [(v) => aSpeed[0](v) && v > 0, "a number, 1e−50 or more"], time: aPrice,
  reach: above0, show_ahead: aSwitch,
};
const LETTERS = "ABCD", GAP = 14, HEAD = 24, NEAR = 5, SECONDS = 5; // pixels; how long a play takes

function render({ model, el }) {
  const it = board({ model, el, rules: RULES, label: "Two penalties alone, downhill from the same starts", widest: 748, draw: () => draw() });
  it.root.classList.add("two");
  const halves = ["first", "second"].map((side, k) => half(it, side, k));
  halves.forEach((each, k) => { each.grips = [...LETTERS].map((_, n) => startHandle(it, each, n, k)); });
  const controls = panel(it);
  it.chosen = 0;
  it.sheet.addEventListener("click", (event) => {
    const box = it.sheet.getBoundingClientRect(), pixel = [event.clientX - box.left, event.clientY - box.top];
    const hit = event.target.closest(".handle") ? null : halves.find((each) => each.holds(pixel));
    if (!hit) return;
    putStart(it, hit, Math.min(it.chosen, model.get("start").length - 1), pixel);
    it.save();
  });

  function draw() {
    const s = read(model), beside = it.width >= 420, width = beside ? Math.floor((it.width - GAP) / 2) : it.width, wide = window_(s);
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

export const read = (model) => Object.fromEntries(Object.keys(RULES).map((each) => [each, model.get(each)]));

// Half the window's width; it grows where a start was put outside from Python.
function window_(s) {
  const far = Math.max(...s.start.flat().map(Math.abs));
  return far < s.reach ? s.reach : 1.25 * far;
}

// One of the two pictures: a sheet within the sheet, so that it has axes and a colour of its own.
function half(it, side, k) {
  const sheet = svg("svg", { class: "half", overflow: "visible" }), own = { id: `${it.id}-${k}`, sheet, width: 0, plots: it.plots };
  const title = svg("text", { class: "name", y: 0 }), clock = svg("text", { "text-anchor": "end" });
  it.sheet.append(sheet);
  const plot = axes(own, { names: ["θ₁", "θ₂"] }), part = (tag, attributes) => { const node = svg(tag, attributes); plot.inside.append(node); return node; };
  const layer = { levels: part("path", { class: "level" }), ball: part("path", { class: "ball" }) };
  plot.inside.append(...plot.lines);
  Object.assign(layer, { ahead: part("path", { class: "ahead" }), behind: part("path", { class: "behind" }), walked: part("path", { class: "walked" }), dots: part("path", { class: "other" }) });
  layer.arrivals = [...LETTERS].map(() => [0, 1].map(() => part("path", { class: "mark" })));
  layer.texts = [0, 1].map(() => label(plot.inside, ""));
  layer.ring = part("circle", { class: "ring", r: 12 });
  layer.points = [...LETTERS].map(() => part("path", { class: "mark" }));
  sheet.append(title, clock);
  const holds = ([x, y]) => { const [u, v] = [x - each.corner[0] - plot.left, y - each.corner[1] - plot.top]; return u >= 0 && v >= 0 && u <= plot.width && v <= plot.height; };
  const each = { side, it: own, plot, layer, title, clock, holds, corner: [0, 0], zeros: null };
  return each;
}

const circle = ([x, y], r) => `M${(x - r).toFixed(2)},${y.toFixed(2)}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;
const put = (node, text) => { if (node.textContent !== text) node.textContent = text; };

function drawHalf(it, { it: own, plot, layer, title, clock, grips, corner }, s, now) {
  const look = it.looks.penalties[s.penalty], flowing = s.motion === "flow", small = plot.small;
  const far = 99 * window_(s), there = now.map(({ theta }) => clip(far, theta)); // steps that run away
  own.sheet.style.setProperty("--colour", look.colour);
  put(title, s.penalty === "elastic net" ? `elastic net, L1 share ${number(s.l1_ratio)}` : s.penalty);
  put(clock, flowing ? `t ${equals(s.time)}` : `step ${taken(s)}`);
  set(title, { x: plot.left, y: -4 });
  set(clock, { x: plot.left + plot.width, y: -4 });
  show(clock, plot.width > 8 * (title.textContent.length + clock.textContent.length)); // the sentence says it too
  const key = [s.start, s.penalty, s.l1_ratio, plot.width, plot.unit, s.show_ahead, s.end, s.lam, s.motion].join(); // not the time
  if (layer.key !== key) {
    layer.key = key;
    set(layer.levels, { d: s.start.map((p) => outline(plot, s, p)).join("") });
    set(layer.ahead, { d: s.show_ahead ? s.start.map((p, k) => trail(plot, s, p, now[k].hits, s.end)).join("") : "" });
    drawArrivals(plot, layer, s, now, look);
  }
  set(layer.levels, { "stroke-dasharray": dashes(look, 1.2) });
  set(layer.ball, { d: outline(plot, s, there[Math.min(it.chosen, now.length - 1)]), "stroke-dasharray": dashes(look, 2.6) });
  set(layer.behind, { d: flowing ? s.start.map((p, k) => trail(plot, s, p, now[k].hits, s.time)).join("") : "" });
  const walks = flowing ? [] : s.start.map((p) => steps(s, p, taken(s)).map((each) => plot.at(clip(far, each))));
  set(layer.walked, { d: walks.map((walk) => path(walk, false)).join("") });
  set(layer.dots, { d: walks.flat().slice(0, 400).map((each) => circle(each, small ? 2 : 3)).join("") });
  layer.points.forEach((node, k) => {
    show(node, k < now.length);
    if (k < now.length) set(node, { d: marker(look.marker, small ? 5 : 7), transform: translate(plot.at(there[k])) });
  });
  grips.forEach((grip, k) => {
    show(grip.node, k < s.start.length);
    if (k < s.start.length) grip.place(plot.at(s.start[k]).map((v, j) => v + corner[j]), s.start[k][0], point(s.start[k]));
  });
}

const clip = (most, p) => p.map((v) => Math.max(-most, Math.min(most, v)));
const translate = ([x, y]) => `translate(${x.toFixed(2)} ${y.toFixed(2)})`;

// Where Ω is as large as at a point.
function outline(plot, s, p) {
  const ball = { ...s, radius: size(s, p) }, points = [];
  [[1, 1], [-1, 1], [-1, -1], [1, -1]].forEach((signs, quadrant) => {
    for (let n = 0; n < 16 && ball.radius > 0; n++) points.push(plot.at(around(ball, (QUARTER * (quadrant % 2 ? 16 - n : n)) / 16, signs)));
  });
  return path(points);
}

// The way of the flow until a time; its bends, where a coordinate becomes zero, are on it.
function trail(plot, s, p, hit, until) {
  const moments = Array.from({ length: 33 }, (_, n) => (until * n) / 32).concat(hit.filter((t) => t < until)).sort((a, b) => a - b);
  return path(moments.map((t) => plot.at(flow(s, p, t))), false);
}

// A mark where a coordinate becomes zero, and, for a single start, when: beside the way, not on it.
function drawArrivals(plot, layer, s, now, look) {
  const told = (k, j) => s.lam > 0 && s.motion === "flow" && s.show_ahead && now[k]?.hits[j] > 0, never = (hit) => hit === Infinity;
  const arrives = (k, j) => told(k, j) && !never(now[k].hits[j]), [one, other] = now[0].hits;
  const at = (k, j) => (arrives(k, j) ? flow(s, s.start[k], now[k].hits[j]) : [0, 0]);
  layer.arrivals.forEach((pair, k) => pair.forEach((node, j) => {
    show(node, arrives(k, j));
    if (arrives(k, j)) set(node, { d: marker(look.marker, plot.small ? 3 : 4.5), transform: translate(plot.at(at(k, j))) });
  }));
  const [right, up] = s.start[0].map((v) => (v < 0 ? -1 : 1));
  layer.texts.forEach((node, j) => {
    const visible = told(0, j) && !plot.small && now.length === 1 && !(j && one === other);
    const hit = now[0].hits[j], where = at(0, j), last = !where[0] && !where[1];
    const who = one === other ? "both" : name(j);
    if (visible) put(node, never(hit) ? `${who} never zero`.replace("both ", "") : `${who} = 0 at t = ${number(hit)}`);
    write(node, visible, plot.at(where), [-right, last && other < one ? 0.5 * up : -up], 16);
  });
}

// Starts: where they are put, they keep to an axis and to a diagonal within a few pixels.
function putStart(it, each, k, [x, y]) {
  const { plot, corner } = each, most = 0.97 * window_(read(it.model)), near = NEAR / plot.unit[0];
  const p = tidy(clip(most, plot.back([x - corner[0], y - corner[1]])).map((v) => (Math.abs(v) < near ? 0 : v)));
  if (p[0] && p[1] && Math.abs(Math.abs(p[0]) - Math.abs(p[1])) < near) p[1] = Math.sign(p[1]) * Math.abs(p[0]);
  setStart(it, k, p);
}

function setStart(it, k, p) {
  it.chosen = k;
  it.model.set("start", it.model.get("start").map((each, n) => (n === k ? p : each)));
}

function startHandle(it, each, k, second) {
  const text = svg("text", { y: 4 });
  text.append(LETTERS[k]);
  const grip = handle(it, {
    label: `Start ${LETTERS[k]}${second ? ", in the second picture" : ""}`,
    shape: svg("g", {}, svg("circle", { class: "start", r: 8.5 }), text),
    move: (pixel) => putStart(it, each, k, pixel),
    nudge: (right, up) => {
      const most = 0.97 * window_(read(it.model)), by = window_(read(it.model)) / 40, p = it.model.get("start")[k];
      setStart(it, k, tidy(clip(most, [p[0] + right * by, p[1] + up * by])));
    },
  });
  grip.node.addEventListener("focus", () => { it.chosen = k; it.redraw(); });
  if (second) set(grip.node, { tabindex: -1 }); // keys need each start once
  return grip;
}

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

function button(text, press) {
  const node = html("button", { type: "button", "data-lm-suppress-shortcuts": "true" }, text);
  node.addEventListener("click", press);
  return node;
}

// Time runs from where it is to the end, once. For who wants no motion it goes on by a tenth at each press.
function player(it) {
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
  const draw = (s) => put(node, frame ? "pause" : still.matches ? "go on by a tenth" : s.time >= s.end ? "play again" : "play");
  return { draw, stop: halt };
}

// Words

const both = (which, letter = name) => which.map((j) => letter(j)).join(" and ");

// What becomes of the coordinates of one point: those that share a fate share the words.
function fate(s, { hits, since }) {
  const flowing = s.motion === "flow", fates = flowing ? hits : since;
  const told = (n) => {
    if (n === 0) return "zero from the start";
    if (!flowing) return n === Infinity ? "not zero" : `exactly zero since step ${n}`;
    return n === Infinity ? "never zero" : n <= s.time ? `exactly zero since t = ${number(n)}` : `zero from t = ${number(n)} on`;
  };
  return [...new Set(fates)].sort((a, b) => a - b).map((n) => `${both([0, 1].filter((j) => fates[j] === n))} ${told(n)}`).join(", ");
}

function sentence(s, states, now) {
  if (!s.lam) return "λ = 0: without a price nothing moves.";
  const counts = states.map(taken), when = s.motion === "flow" ? `At t ${equals(s.time)}` : `After ${[...new Set(counts)].join(" and ")} ${s.motion} of ${given(s.step)}, t ${equals(s.time)}`;
  const parts = states.map((one, k) => `${one.penalty[0].toUpperCase()}${one.penalty.slice(1)}: ${now[k].map((each, n) => `${now[k].length > 1 ? `${LETTERS[n]} ` : ""}θ = ${point(each.theta)}, ${fate(one, each)}`).join("; ")}${growing(one) > 1 ? ", and steps so long run away" : ""}.`);
  return `${when}. ${parts.join(" ")}${counts.includes(MOST) ? ` No more than ${MOST} steps are taken.` : ""}`;
}

// A ring spreads where a coordinate has just become zero, and it is said.
function change(each, s, now) {
  const zeros = now.map(({ theta }) => theta.map((v) => v === 0)), before = each.zeros?.length === zeros.length ? each.zeros : null, news = [];
  each.zeros = zeros;
  zeros.forEach((pair, k) => ["now exactly zero", "no longer zero"].forEach((what, gone) => {
    const which = [0, 1].filter((j) => before && before[k][j] !== pair[j] && pair[j] === !gone);
    if (which.length) news.push(`${both(which)}${now.length > 1 ? ` of ${LETTERS[k]}` : ""} ${which.length > 1 ? "are" : "is"} ${what}`);
    if (which.length && !gone) ripple(each.layer.ring, each.plot.at(now[k].theta));
  }));
  return news.length ? `${s.penalty}: ${news.join(", ")}.` : "";
}

function ripple(ring, [x, y]) {
  set(ring, { class: "ring again", style: `transform-origin: ${x}px ${y}px`, cx: x, cy: y });
  ring.getAnimations().forEach((each) => { each.cancel(); each.play(); });
}
