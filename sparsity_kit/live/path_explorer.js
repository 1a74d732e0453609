// The picture: the exact lasso path, a cursor at λ, and below it the bars xⱼ·r in the band from −λ/2 to λ/2.
// Python sends the kinks. Between two of them θ and xⱼ·r are straight, so what is shown at any λ is exact.

import { dragged, handle } from "./dragging.js";
import { axes, board, dashes, dress, equals, given, html, label, number, path, safely, set, show, slider, svg, tidy, toggle, write } from "./drawing.js";
import { apart, at, next, passed, scale, ticks } from "./kinks.js";
import { aPrice, aSwitch } from "./state.js";

const RULES = { lam: aPrice, highlighted: null, logarithmic: aSwitch, zoomed: aSwitch };
const MANY = 16; // more names than these are not written
const GAP = 14; // between two names, in pixels

function render({ model, el }) {
  const data = model.get("_path");
  const it = board({ model, el, rules: rules(data), label: "The exact lasso path: coefficients against λ", draw: () => draw() });
  const story = tell(data);
  const lower = Object.assign(Object.create(it), { id: `${it.id}-bars`, sheet: svg("svg", { role: "group", "aria-label": "Bars xⱼ·r and the band from −λ/2 to λ/2" }) });
  it.sheet.before(html("div", { class: "caption" }, "coefficients θⱼ against λ"));
  it.sheet.after(html("div", { class: "caption" }, "xⱼ·r with r = y − Xθ, and the band ±λ/2"), lower.sheet);
  const plot = axes(it, { names: ["λ", ""], ratio: 0.66 }), bars = axes(lower, { names: ["", ""], ratio: 0.42 });
  const layer = layers(it, plot, data), row = barLayers(bars, data);
  const view = { hovered: null, axis: null }, grip = cursor(it, plot, data, view), controls = panel(it, data, story, view);
  let alive = null;
  hover(it, plot, bars, lower.sheet, data, view);

  function draw() {
    const s = read(model), now = at(data, s.lam), chosen = view.hovered ?? s.highlighted;
    if (!it.busy || !view.axis) view.axis = scale(data, s.lam, s.logarithmic); // it rests while a hand moves on it
    dress(it, "L1");
    fitLines(it, plot, layer, data, view.axis, s.logarithmic);
    drawLines(plot, layer, data, s, now, chosen, view.axis);
    drawBars(bars, row, data, s, now, chosen);
    grip.place([plot.x(view.axis.there(s.lam)), plot.top + 4], s.lam, `λ ${equals(s.lam, 4)}`);
    controls(s, view.axis);
    it.say(sentence(data, story, s, now, chosen), news(data.names, alive, now.theta));
    alive = now.theta.map((value) => value !== 0);
  }
  return it.remove;
}

export default { render: safely(render) };

const read = (model) => Object.fromEntries(Object.keys(RULES).map((each) => [each, model.get(each)]));
const cut = (name, most) => (name.length > most ? `${name.slice(0, most - 1)}…` : name);

// The rules of a path: how far down it goes, and how many coefficients it has.
function rules({ lams, theta, rho, names }) {
  const end = lams.at(-1);
  if (![...lams, ...theta.flat(), ...rho.flat()].every(Number.isFinite)) throw new Error("a number of its path is missing");
  return {
    ...RULES,
    lam: [(v) => aPrice[0](v) && v >= end, `a number, ${number(end)} or more`],
    highlighted: [(v) => v === null || (Number.isInteger(v) && v in names), `null, or a number from 0 to ${names.length - 1}`],
  };
}

function layers(it, plot, data) {
  const part = (tag, attributes, parent = plot.inside) => { const node = svg(tag, attributes); parent.append(node); return node; };
  const layer = { past: part("rect", { class: "past" }), kinks: part("path", { class: "kinks" }) };
  plot.inside.append(...plot.lines);
  const colour = (j) => `--colour: ${data.lines[j]?.colour ?? "var(--grey)"}`;
  layer.lines = data.names.map((_, j) => part("path", { class: "coefficient", style: colour(j) }));
  layer.front = part("path", { class: "coefficient front" });
  layer.cursor = part("line", { class: "cursor" });
  layer.dots = data.names.map((_, j) => part("circle", { class: "dot-on-line", style: colour(j) }));
  layer.leaders = part("path", { class: "leaders" });
  layer.names = data.names.map((name) => label(plot.inside, cut(name, 8)));
  return Object.assign(layer, { value: label(plot.inside, "") });
}

// What changes only with the axes: the lines from kink to kink, the ticks, and the names at the left ends.
function fitLines(it, plot, layer, data, axis, logarithmic) {
  const key = [it.width, axis.top, logarithmic].join();
  if (layer.key === key) return;
  layer.key = key;
  const { lams, theta } = data, all = theta.flat(), low = Math.min(0, ...all), high = Math.max(0, ...all), pad = 0.1 * (high - low) || 1;
  layer.named = it.width < 260 ? [] : data.names.map((_, j) => j).filter((j) => data.lines[j] && theta.at(-1)[j] !== 0);
  const room = layer.named.length ? 20 + 7.6 * Math.max(...layer.named.map((j) => cut(data.names[j], 8).length)) : 6;
  plot.fit([-room / (it.width - 54 - room), 1.02], [low - pad, high + pad], ticks(axis, lams, logarithmic, it.width / 62));
  const along = [...new Set([...lams, ...Array.from({ length: 241 }, (_, k) => axis.back((k / 240) * axis.there(lams[0]))), ...lams.slice(1).map((each, k) => (each + lams[k]) / 2)])].sort((a, b) => a - b);
  const points = along.map((lam) => ({ x: plot.x(axis.there(lam)), theta: at(data, lam).theta }));
  layer.d = data.names.map((_, j) => {
    let d = "", before = false;
    points.forEach(({ x, theta: row }, k) => {
      const near = row[j] !== 0 || (points[k - 1]?.theta[j] ?? 0) !== 0 || (points[k + 1]?.theta[j] ?? 0) !== 0; // a line, both its ends included
      if (near) d += `${before ? "L" : "M"}${x.toFixed(2)},${plot.y(row[j]).toFixed(2)}`;
      before = near;
    });
    return d;
  });
  layer.lines.forEach((node, j) => set(node, { d: layer.d[j] }));
  const bottom = plot.top + plot.height;
  set(layer.kinks, { d: lams.map((lam) => `M${plot.x(axis.there(lam)).toFixed(2)},${bottom}v-7`).join("") });
  set(plot.lines[0], { x1: plot.x(0) });
  const order = [...layer.named].sort((a, b) => theta.at(-1)[b] - theta.at(-1)[a]), left = plot.x(axis.there(lams.at(-1)));
  const ends = order.map((j) => plot.y(theta.at(-1)[j])), heights = apart(ends, GAP);
  const shift = Math.max(0, plot.top + 8 - (heights[0] ?? Infinity)) - Math.max(0, (heights.at(-1) ?? 0) - bottom + 8);
  layer.names.forEach((node) => show(node, false));
  order.forEach((j, k) => write(layer.names[j], true, [left - 9, heights[k] + shift], [-1, 0], 0));
  set(layer.leaders, { d: order.map((j, k) => path([[left - 7, heights[k] + shift], [left, ends[k]]], false)).join("") });
}

function drawLines(plot, layer, data, s, now, chosen, axis) {
  const key = [chosen, layer.key].join(), x = plot.x(axis.there(s.lam));
  if (layer.seen !== key) {
    layer.seen = key;
    layer.lines.forEach((node, j) => {
      const own = data.lines[j], back = !own || (chosen !== null && chosen !== j), wide = plot.small ? 1.6 : 2.2;
      set(node, { class: `coefficient${back ? " back" : ""}`, "stroke-width": back ? 1 : wide, "stroke-dasharray": back ? null : dashes(own, wide) });
      show(node, j !== chosen);
      set(layer.names[j], { class: `halo-text end${back ? " back" : j === chosen ? " front" : ""}` });
    });
    const own = data.lines[chosen];
    show(layer.front, chosen !== null);
    if (chosen !== null) set(layer.front, { d: layer.d[chosen], "stroke-width": 3.6, "stroke-dasharray": own ? dashes(own, 3.6) : null, style: `--colour: ${own?.colour ?? "var(--text)"}` });
  }
  set(layer.past, { x, width: Math.max(0, plot.left + plot.width - x), y: plot.top, height: plot.height });
  set(layer.cursor, { x1: x, x2: x, y1: plot.top, y2: plot.top + plot.height });
  layer.dots.forEach((node, j) => {
    const shown = now.theta[j] !== 0 || j === chosen;
    show(node, shown);
    if (shown) set(node, { cx: x.toFixed(2), cy: plot.y(now.theta[j]).toFixed(2), r: j === chosen ? 6 : data.lines[j] && !plot.small ? 4 : 2.5 });
  });
  const text = chosen === null ? "" : `${data.names[chosen]}: ${number(now.theta[chosen])}`;
  if (layer.value.textContent !== text) layer.value.textContent = text;
  if (chosen !== null) write(layer.value, true, [x, plot.y(now.theta[chosen]) - 14], [x > plot.left + plot.width / 2 ? -1 : 1, 0], 9);
}

function barLayers(bars, data) {
  const part = (tag, attributes) => { const node = svg(tag, attributes); bars.inside.append(node); return node; };
  const row = { band: part("rect", { class: "band" }) }, id = bars.inside.getAttribute("clip-path").slice(5, -1);
  const colour = (j) => data.lines[j]?.colour ?? "var(--grey)", again = (j) => data.lines.findIndex((each) => each?.colour === colour(j)) < j && data.lines[j];
  const stripes = (j) => svg("pattern", { id: `${id}-${j}`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)", style: `--colour: ${colour(j)}` },
    svg("rect", { class: "stripe-of", width: 6, height: 6 }), svg("rect", { width: 2.4, height: 6, style: "fill: var(--ground)" }));
  bars.inside.append(svg("defs", {}, ...data.names.map((_, j) => j).filter(again).map(stripes))); // a colour that comes again is striped
  bars.inside.append(bars.lines[0]);
  bars.lines[1].remove(); // there is no column zero
  row.bars = data.names.map((_, j) => part("rect", { class: "bar-of", style: `--colour: ${colour(j)}${again(j) ? `; --fill: url(#${id}-${j})` : ""}` }));
  row.edges = [part("line", { class: "edge" }), part("line", { class: "edge" })];
  row.texts = row.edges.map(() => label(bars.inside, ""));
  row.names = data.names.map((name) => { const node = label(bars.inside.parentNode, data.names.length <= MANY ? cut(name, 6) : name); return node; });
  return row;
}

function drawBars(bars, row, data, s, now, chosen) {
  const p = data.names.length, edge = s.lam / 2, largest = Math.max(...data.rho[0].map(Math.abs)) || 1;
  const tall = 1.32 * (s.zoomed && edge > 0 ? edge : Math.max(largest, edge));
  bars.fit([-0.6, p - 0.4], [-tall, tall], []);
  const slot = bars.unit[0], wide = Math.max(0.72 * slot, Math.min(slot, 1.5)), zero = bars.y(0), bottom = bars.top + bars.height;
  set(row.band, { x: bars.left, width: bars.width, y: bars.y(edge), height: bars.y(-edge) - bars.y(edge) });
  row.edges.forEach((node, k) => { const y = bars.y(k ? -edge : edge); set(node, { x1: bars.left, x2: bars.left + bars.width, y1: y, y2: y }); });
  row.texts.forEach((node, k) => {
    const text = `${k ? "−" : ""}λ/2 = ${number(k ? -edge : edge, 4)}`;
    if (node.textContent !== text) node.textContent = text;
    write(node, !bars.small, [bars.left + bars.width - 2, bars.y(k ? -edge : edge) + (k ? 11 : -10)], [-1, 0], 0);
  });
  const upright = slot < 9 + 7 * Math.min(6, Math.max(...data.names.map((name) => name.length))), all = p <= MANY && !bars.small;
  data.names.forEach((_, j) => {
    const value = Math.max(-2 * tall, Math.min(2 * tall, now.rho[j])), y = bars.y(value), x = bars.x(j), on = now.theta[j] !== 0;
    set(row.bars[j], { class: `bar-of ${on ? "on" : "off"}${j === chosen ? " front" : ""}`, x: (x - wide / 2).toFixed(2), width: wide.toFixed(2), y: Math.min(y, zero).toFixed(2), height: Math.abs(y - zero).toFixed(2) });
    const turned = all && upright;
    show(row.names[j], all || j === chosen);
    set(row.names[j], { class: `halo-text below${j === chosen ? " front" : ""}`, "text-anchor": turned ? "end" : "middle", transform: `translate(${(x + (turned ? 4 : 0)).toFixed(1)} ${bottom + (turned ? 4 : 15)})${turned ? " rotate(-90)" : ""}` });
  });
}

// Hands

// The cursor at λ. Left and right move it, up and down go from kink to kink; a press anywhere in the picture brings it.
function cursor(it, plot, data, view) {
  const put = (t) => it.model.set("lam", rounded(data, view.axis.back(t)));
  const jump = (up) => {
    const { lams } = data, lam = it.model.get("lam"), i = next(lams, lam);
    const to = up > 0 ? lams[i - 1] : lams[i] < lam ? lams[i] : lams[i + 1];
    if (to !== undefined) it.model.set("lam", to);
  };
  let grip = null, before = 0;
  const move = (event) => put(plot.back([event.clientX - it.sheet.getBoundingClientRect().left, 0])[0]);
  it.sheet.classList.add("slid");
  dragged(it, it.sheet, {
    down: (event) => { grip.node.focus({ preventScroll: true }); before = it.model.get("lam"); if (view.axis) move(event); },
    move: (event) => { if (view.axis) move(event); },
    scrolled: () => it.model.set("lam", before), // up and down a finger scrolls the page
  });
  grip = handle(it, {
    label: "Price λ; up and down go from kink to kink",
    shape: svg("path", { class: "grip", d: "M-3,-5L-8,0L-3,5M3,-5L8,0L3,5" }),
    move: ([x]) => put(plot.back([x, 0])[0]),
    ends: (far) => it.model.set("lam", far ? data.lams[0] : data.lams.at(-1)),
    nudge: (right, up) => { if (up) jump(up); else put(view.axis.there(it.model.get("lam")) + right / 100); },
  });
  return grip;
}

// The coefficient under the mouse stands out, here only; a press on its bar keeps it.
function hover(it, plot, bars, below, data, view) {
  const here = (sheet, event) => { const box = sheet.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  const look = (j) => { if (!it.busy && view.hovered !== j) { view.hovered = j; it.redraw(); } };
  const line = (pixel) => {
    const { theta } = at(data, view.axis.back(plot.back(pixel)[0])), far = theta.map((value) => (value === 0 ? Infinity : Math.abs(plot.y(value) - pixel[1])));
    const least = Math.min(...far);
    return least < 12 ? far.indexOf(least) : null;
  };
  const bar = ([x]) => { const j = Math.round(bars.back([x, 0])[0]); return j in data.names ? j : null; };
  it.sheet.addEventListener("pointermove", (event) => { if (view.axis && event.pointerType === "mouse") look(line(here(it.sheet, event))); });
  below.addEventListener("pointermove", (event) => { if (view.axis && event.pointerType === "mouse") look(bar(here(below, event))); });
  for (const sheet of [it.sheet, below]) sheet.addEventListener("pointerleave", () => look(null));
  below.addEventListener("click", (event) => {
    const j = bar(here(below, event));
    it.model.set("highlighted", j === it.model.get("highlighted") ? null : j);
    it.save();
  });
}

// λ as a hand gives it, four digits; but never beyond an end of the axis.
const rounded = ({ lams }, lam) => (lam < 1.25 * lams[0] ? Math.max(lams.at(-1), Math.min(1.25 * lams[0], tidy(lam, 4))) : lam);

function panel(it, { names, lams }, story, view) {
  const lam = slider(it, { label: "price λ", trait: "lam", back: (t) => rounded({ lams }, view.axis.back(t)) });
  const quiet = { "data-lm-suppress-shortcuts": "true" };
  const options = names.map((name, j) => html("option", { value: j }, name));
  const who = html("select", quiet, html("option", { value: "" }, "none"), ...options);
  who.addEventListener("change", () => { it.model.set("highlighted", who.value === "" ? null : Number(who.value)); it.save(); });
  const said = story.map((text, i) => `λ ${equals(lams[i], 4)}: ${text}`);
  const list = html("select", { size: Math.max(2, Math.min(9, said.length)), ...quiet }, ...said.map((text) => html("option", { title: text }, text)));
  const go = () => { if (list.selectedIndex >= 0 && it.model.get("lam") !== lams[list.selectedIndex]) { it.model.set("lam", lams[list.selectedIndex]); it.save(); } };
  list.addEventListener("change", go);
  list.addEventListener("click", go);
  list.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
  it.controls.append(html("label", { class: "chosen" }, html("span", {}, "highlight"), who), html("label", { class: "events" }, html("span", {}, "what happens as λ falls"), list));
  const logarithmic = toggle(it, { label: "logarithmic λ, but plain near zero", trait: "logarithmic" }), zoomed = toggle(it, { label: "magnify: the band fills the picture", trait: "zoomed" });
  return (s, axis) => {
    lam(axis.there(s.lam), 1, true, Math.floor(100 * axis.there(lams.at(-1))) / 100, given(s.lam, 4)); // a whole step, so that the path's end is within reach
    who.value = s.highlighted ?? "";
    const now = passed(lams, s.lam);
    if (list.selectedIndex !== now) list.selectedIndex = now;
    logarithmic(s.logarithmic);
    zoomed(s.zoomed);
  };
}

// Words

const listing = (items, most = 6) => {
  const shown = items.length > most ? [...items.slice(0, most - 1), `${items.length - most + 1} more`] : items;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("");
};

// What happens at each kink.
function tell({ names, lams, events }) {
  const seen = new Set();
  return events.map(([entered, left], i) => {
    const said = [[entered.filter((j) => !seen.has(j)), "enters", "enter"], [entered.filter((j) => seen.has(j)), "comes back", "come back"], [left, "leaves", "leave"]];
    entered.forEach((j) => seen.add(j));
    const text = said.filter(([who]) => who.length).map(([who, one, more]) => `${listing(who.map((j) => names[j]))} ${who.length > 1 ? more : one}`);
    return text.join(", ") || (lams[i] === 0 ? "the path ends in least squares" : "the path ends");
  });
}

function sentence({ names, lams }, story, { lam }, { theta, rho }, chosen) {
  const alive = names.filter((_, j) => theta[j] !== 0), rest = names.length - alive.length, edge = `±${number(lam / 2, 4)}`, pull = (j) => (theta[j] === 0 ? rho[j] : (Math.sign(theta[j]) * lam) / 2 + 0); // as exact arithmetic has it
  const i = lams.indexOf(lam), kink = `λ ${equals(lam, 4)}${i < 0 ? "" : `, where ${story[i]}`}`;
  const who = alive.length > 6 ? `${alive.length} of ${names.length} coefficients` : listing(alive);
  const stand = alive.length > 1 ? "are not zero: their xⱼ·r are" : "is not zero: its xⱼ·r is";
  const state = alive.length
    ? `${who} ${stand} exactly on the edge of the band, ${edge}${rest ? `; the other ${rest} ${rest > 1 ? "are" : "is"} exactly zero` : ""}.`
    : `all coefficients are exactly zero: no xⱼ·r is outside the band, ${edge}.`;
  return `${kink}: ${state}${chosen === null ? "" : ` ${names[chosen]} is ${theta[chosen] === 0 ? "exactly zero" : number(theta[chosen])}, its xⱼ·r is ${number(pull(chosen), 4)}.`}`;
}

function news(names, before, theta) {
  if (!before) return "";
  const changed = (to) => names.filter((_, j) => before[j] !== to && (theta[j] !== 0) === to);
  const said = [[changed(true), "no longer zero"], [changed(false), "exactly zero"]];
  return said.filter(([who]) => who.length).map(([who, what]) => `${listing(who)} ${who.length > 1 ? "are" : "is"} now ${what}.`.replace("now no", "no")).join(" ");
}
