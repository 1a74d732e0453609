// The drawing board of the live pictures: axes, sliders, choices and the line of words below.
// State lives in the model's traits. A drag sets them, which redraws at once; they are saved when it ends.

import { fault } from "./state.js";

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function fill(node, attributes, children) {
  set(node, attributes);
  node.append(...children);
  return node;
}

// Set the attributes that differ; null removes one.
export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
  }
}

export function show(node, visible) {
  node.style.display = visible ? "" : "none";
}

// Words

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
export const name = (j, letter = "θ") => letter + SUBSCRIPTS[j + 1];

// Three digits, as in the printed pictures: 0.667, 1230, 1e−30.
export function number(value, digits = 3) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "infinity" : "−infinity";
  const rounded = Number(value.toPrecision(digits)) || 0, size = Math.abs(rounded);
  const [mantissa, power] = rounded.toExponential().split("e");
  const small = size !== 0 && (size < 1e-4 || size >= 1e6);
  const text = small ? `${mantissa}e${power[0]}${power.slice(1).padStart(2, "0")}` : String(rounded);
  return text.replaceAll("-", "−");
}

// A number that a hand gives is rounded to what is shown; so the picture, its words and Python have the same one.
export const tidy = (value, digits = 3) => (Array.isArray(value) ? value.map((each) => tidy(each, digits)) : Number(value.toPrecision(digits)) + 0);

// A given number with a few more digits if that tells all of it; else ≈ says that there are more. `equals` has a sign always.
const whole = (value, digits) => [0, 1, 2, 3].map((more) => digits + more).find((each) => Math.abs(tidy(value, each) - value) <= 1e-14 * Math.abs(value));
export const given = (value, digits = 3) => (Number.isFinite(value) && !whole(value, digits) ? "≈ " : "") + number(value, (Number.isFinite(value) && whole(value, digits)) || digits);
export const equals = (value, digits = 3) => given(value, digits).replace(/^(≈ )?/, (sign) => sign || "= ");

export const point = (p) => `(${p.map((value) => number(value)).join(", ")})`;

// Markers and lines, as the looks of the kit name them

export function marker(kind, size) {
  const polygon = (count, turn, grow = 1) =>
    Array.from({ length: count }, (_, k) => {
      const angle = ((turn + (360 * k) / count) * Math.PI) / 180;
      return `${(grow * size * Math.cos(angle)).toFixed(2)},${(grow * size * Math.sin(angle)).toFixed(2)}`;
    }).join("L");
  if (kind === "o") return `M${-size},0a${size},${size} 0 1 0 ${2 * size},0a${size},${size} 0 1 0 ${-2 * size},0Z`;
  const [count, turn, grow] = { D: [4, 0, 1.15], s: [4, 45, 1.2], "^": [3, -90, 1.2], v: [3, 90, 1.2] }[kind] ?? [6, 90];
  return `M${polygon(count, turn, grow)}Z`;
}

export const dashes = (look, width) => look.dash.map((length) => length * width).join(" ") || null;

export const path = (points, close = true) =>
  points.length ? `M${points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join("L")}${close ? "Z" : ""}` : "";

// A label, and where it is written: beside a point, in a direction of the plane.
export function label(parent, words) {
  const node = svg("text", { class: "halo-text" });
  node.append(words);
  parent.append(node);
  return node;
}

export function write(node, visible, [x, y], [u, v], distance) {
  const length = Math.hypot(u, v) || 1;
  node.beside = [[x, y], [u, v], distance];
  show(node, visible);
  set(node, { x: x + (distance * u) / length, y: y - (distance * v) / length + 5, "text-anchor": u > 0.4 * length ? "start" : u < -0.4 * length ? "end" : "middle" });
}

// Labels that would fall off the frame: on the other side of their point if there is room, else moved in; too wide ones go.
function keepInside({ inside, left, top, width, height }) {
  const past = (node) => { const box = node.getBBox(); return [Math.min(0, box.x - left - 2) || Math.max(0, box.x + box.width - left - width + 2), Math.min(0, box.y - top) || Math.max(0, box.y + box.height - top - height), box.width]; };
  for (const node of inside.querySelectorAll("text.halo-text")) {
    if (node.style.display === "none" || !node.beside || !node.textContent) continue;
    let off = past(node);
    if (off[2] > width - 4) { show(node, false); continue; }
    const [at, [u, v], distance] = node.beside;
    if (off[0] && u) { write(node, true, at, [-u, v], distance); off = past(node); }
    if (off[0] || off[1]) set(node, { x: Number(node.getAttribute("x")) - off[0], y: Number(node.getAttribute("y")) - off[1] });
  }
}

// What cannot be drawn at all, because the notebook that brought it is damaged, is told as well.
const NO_PICTURE = "This state has no picture: ";
export const safely = (render) => (context) => {
  try {
    return render(context);
  } catch (error) {
    context.el.replaceChildren(html("p", { role: "alert" }, `${NO_PICTURE}${error.message}. Run the cell again.`));
    throw error;
  }
};

// The board. Its id is its own among all on the page: each widget brings a copy of this module, so counting would not do.

export function board({ model, el, label, rules, draw, widest = 460 }) {
  const id = `sparsity-${Math.random().toString(36).slice(2)}`, own = model.get("_own"), looks = { ...model.get("_looks") };
  const visible = (look) => (look.colour === looks.colours.LOSS ? { ...look, colour: "var(--contour)" } : look); // black also on black
  if (own) looks.penalties = { ...looks.penalties, own: visible(own.look) };
  const sheet = svg("svg", { role: "group", "aria-label": label });
  const controls = html("div", { class: "controls" });
  const words = html("p", { class: "words", "aria-hidden": "true" });
  const heard = html("p", { class: "heard", role: "status", "aria-live": "polite" });
  const picture = html("div", { class: "picture" }, sheet);
  const root = html("div", { class: "sparsity-live" }, html("div", { class: "side-by-side" }, html("div", { class: "left" }, picture, words), controls), heard);
  for (const [key, value] of Object.entries(looks.colours)) root.style.setProperty(`--${key}`, value);
  let frame = 0, silence = 0, tallest = 0;
  const names = Object.keys(rules);
  const it = { model, root, sheet, controls, id, looks, width: 0, busy: false, finger: null, plots: [] };

  it.redraw = () => {
    if (!frame) frame = requestAnimationFrame(() => { frame = 0; if (it.width) attempt(); });
  };
  // A state that cannot be drawn is told in words; the picture comes back when it is set right.
  const attempt = () => {
    const wrong = fault(model, rules);
    root.classList.toggle("wrong", wrong !== "");
    if (wrong) it.say(`${NO_PICTURE}${wrong}.`, `${NO_PICTURE}${wrong}.`);
    else { draw(); it.plots.forEach(keepInside); }
  };
  it.save = () => { it.busy = false; model.save_changes(); it.redraw(); };
  // Show the sentence at once. A screen reader hears it when the hand is still; `news` is said without waiting.
  it.say = (sentence, news = "") => {
    if (words.textContent !== sentence) it.room(sentence);
    clearTimeout(silence);
    if (news) heard.textContent = news;
    silence = setTimeout(() => { if (!it.busy && heard.textContent !== sentence) heard.textContent = sentence; }, news ? 1500 : 400);
  };

  // The words keep the height of the tallest of them, lest the page below jump.
  it.room = (...sentences) => {
    for (const each of sentences) {
      words.textContent = each;
      const { height } = words.getBoundingClientRect();
      if (height > tallest) words.style.minHeight = `${(tallest = height)}px`;
    }
  };

  const resized = new ResizeObserver(([entry]) => {
    const width = Math.floor(Math.min(entry.contentRect.width, widest));
    if (width && width !== it.width) { it.width = width; tallest = 0; words.style.minHeight = ""; it.redraw(); }
  });
  for (const each of names) model.on(`change:${each}`, it.redraw);
  el.append(root);
  resized.observe(picture);
  it.remove = () => {
    for (const each of names) model.off(`change:${each}`, it.redraw);
    resized.disconnect();
    cancelAnimationFrame(frame);
    clearTimeout(silence);
    root.remove();
  };
  return it;
}

// Axes: lines at zero, ticks at round numbers, names. `fit` says what they show; x, y turn numbers into pixels.
// `marks` are ticks of the other kind for x: [where, what is written].

export function axes(it, { names, ratio = 1 }) {
  const clip = svg("rect"), frame = svg("rect", { class: "frame" });
  const lines = [svg("line", { class: "axis" }), svg("line", { class: "axis" })];
  const titles = names.map((text) => { const node = svg("text", { class: "title" }); node.append(text); return node; });
  const ticks = svg("g", { class: "ticks", "aria-hidden": "true" });
  const inside = svg("g", { "clip-path": `url(#${it.id}-clip)` });
  it.sheet.append(svg("clipPath", { id: `${it.id}-clip` }, clip), frame, ticks, inside, ...titles);
  inside.append(...lines);
  let seen = "";
  const plot = { inside, lines };
  it.plots?.push(plot);

  plot.fit = (xs, ys, marks) => {
    if (seen === (seen = [it.width, ...xs, ...ys, marks].join())) return;
    const small = it.width < 260, left = small ? 30 : 46, bottom = small ? 26 : 38, pad = 8;
    const width = it.width - left - pad, height = Math.round(width * (small ? Math.max(ratio, 0.86) : ratio)), top = pad;
    Object.assign(plot, { left, top, width, height, small });
    plot.unit = [width / (xs[1] - xs[0]), height / (ys[1] - ys[0])];
    plot.x = (value) => left + (value - xs[0]) * plot.unit[0];
    plot.y = (value) => top + (ys[1] - value) * plot.unit[1];
    plot.at = ([x, y]) => [plot.x(x), plot.y(y)];
    plot.back = ([x, y]) => [xs[0] + (x - left) / plot.unit[0], ys[1] - (y - top) / plot.unit[1]];
    set(it.sheet, { width: it.width, height: top + height + bottom });
    for (const box of [clip, frame]) set(box, { x: left, y: top, width, height });
    set(lines[0], { x1: left, x2: left + width, y1: plot.y(0), y2: plot.y(0) });
    set(lines[1], { x1: plot.x(0), x2: plot.x(0), y1: top, y2: top + height });
    ticks.replaceChildren(
      ...(marks ?? round(xs, width / 70).map((v) => [v, number(v)])).map(([v, text]) => tick(text, plot.x(v), top + height + 14, "middle")),
      ...round(ys, height / 60).map((v) => tick(number(v), left - 6, plot.y(v) + 4, "end")),
    );
    set(titles[0], { x: left + width / 2, y: top + height + bottom - 6, "text-anchor": "middle" });
    set(titles[1], { transform: `translate(13 ${top + height / 2}) rotate(-90)`, "text-anchor": "middle" });
    titles.forEach((node) => show(node, !small));
  };
  return plot;
}

function tick(text, x, y, anchor) {
  const node = svg("text", { x, y, "text-anchor": anchor });
  node.append(text);
  return node;
}

// Round numbers in an interval, about `count` of them; where that leaves fewer than three, the next finer ones.
export function round([low, high], count) {
  const raw = (high - low) / Math.max(count, 2), power = 10 ** Math.floor(Math.log10(raw));
  const steps = [0.5, 1, 2, 5, 10].map((s) => s * power), chosen = steps.findIndex((step, k) => k && step >= raw);
  const multiples = (step) => {
    const first = Math.ceil(low / step - 1e-9), last = Math.floor(high / step + 1e-9);
    return Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
  };
  const found = multiples(steps[chosen]);
  return found.length < 3 ? multiples(steps[chosen - 1]) : found;
}

// Controls: native inputs, so that mouse, touch and keyboard work as everywhere.

const quiet = { "data-lm-suppress-shortcuts": "true" }; // else JupyterLab takes the arrow keys

// About 200 steps of a round size from `low` to `high`, and ends that are on them.
function rungs(low, high) {
  const power = 10 ** Math.floor(Math.log10((high - low) / 200 || 1)), step = [10, 5, 2, 1].map((each) => each * power).find((each) => each <= (high - low) / 100) ?? power;
  return { step: tidy(step), low: tidy(Math.ceil(low / step - 1e-9) * step, 9), high: tidy(Math.floor(high / step + 1e-9) * step, 9) };
}

// A slider for the number `trait`, in steps of round numbers; it never changes the number by rounding, only by being
// moved. If it moves on another scale, `back` leads from there to the number, which is then given as `written`.
export function slider(it, { label, trait, min = 0, back = (value) => tidy(value) }) {
  const input = html("input", { type: "range", "aria-label": label, ...quiet }), text = html("span");
  const shown = html("span", { class: "value", "aria-hidden": "true" }); // the value is spoken by the input itself
  const row = html("label", { class: "slider" }, text, input, shown);
  input.addEventListener("input", () => { it.busy = true; it.model.set(trait, back(Number(input.value))); });
  input.addEventListener("change", it.save);
  it.controls.append(row);
  text.append(label);
  return (value, max, visible = true, low = min, written = given(value)) => {
    show(row, visible);
    const on = rungs(low, max);
    set(input, { min: Math.min(on.low, value), max: Math.max(on.high, value), step: on.step, "aria-valuetext": written });
    if (Number(input.value) !== value) input.value = value;
    if (shown.textContent !== written) shown.textContent = written;
  };
}

// One of several: `options` maps the trait's values to what is written; `icon(value)` may draw something before it,
// and `along(value)` gives other traits that change with it. Those that are not among the `first` are behind "more".
export function choice(it, { label, trait, options, icon, first = Object.keys(options), along = () => ({}) }) {
  const box = html("fieldset", { class: "choice" }, html("legend", {}, label)), group = `${it.id}-${trait}`;
  const inputs = Object.entries(options).map(([value, text]) => {
    const input = html("input", { type: "radio", name: group, value, ...quiet });
    input.addEventListener("change", () => {
      for (const [each, now] of Object.entries({ ...along(value), [trait]: value })) it.model.set(each, now);
      it.save();
    });
    box.append(html("label", {}, input, ...(icon ? [icon(value)] : []), text));
    return input;
  });
  let few = true;
  const more = html("button", { type: "button", class: "more", "aria-expanded": "false", ...quiet }, "more"), later = (input) => !first.includes(input.value);
  more.addEventListener("click", () => { few = !few; set(more, { "aria-expanded": !few }); more.textContent = few ? "more" : "fewer"; it.redraw(); });
  if (inputs.some(later)) box.append(more);
  it.controls.append(box);
  return (value, visible = true) => {
    show(box, visible);
    inputs.forEach((input) => { input.checked = input.value === value; show(input.parentNode, !few || input.checked || !later(input)); });
  };
}

export function toggle(it, { label, trait }) {
  const input = html("input", { type: "checkbox", ...quiet });
  input.addEventListener("change", () => { it.model.set(trait, input.checked); it.save(); });
  const row = html("label", { class: "toggle" }, input, label);
  it.controls.append(row);
  return (value, visible = true) => { show(row, visible); input.checked = value; };
}

// A small picture of a penalty's look: its line and its marker.
export function sample(it, kind) {
  const look = it.looks.penalties[kind];
  return svg("svg", { class: "sample", width: 30, height: 14, "aria-hidden": "true", style: `--colour: ${look.colour}` },
    svg("line", { x1: 1, x2: 29, y1: 7, y2: 7, class: "ball-line", "stroke-width": 2, "stroke-dasharray": dashes(look, 2) ?? "none" }),
    svg("path", { d: marker(look.marker, 4.5), transform: "translate(15 7)", class: "mark" }));
}

// The penalties that the first lessons teach; the others are there for who asks for more.
export const FIRST = ["L1", "squared L2"];

// The choice of a penalty, with the sliders of those that have a number of their own; a reader's own one goes by its name.
export function penaltyPanel(it, names, along) {
  const own = it.model.get("_own"), options = Object.fromEntries(names.map((each) => [each, each]));
  if (own) options.own = own.name;
  const penalty = choice(it, { label: "penalty Ω", trait: "penalty", options, first: [...FIRST, "own"], icon: (kind) => sample(it, kind), along });
  const ratio = slider(it, { label: "L1 share", trait: "l1_ratio" }), q = slider(it, { label: "power q", trait: "q", min: 0.2 });
  return (s) => {
    penalty(s.penalty);
    ratio(s.l1_ratio, 1, s.penalty === "elastic net");
    q(s.q, 2, s.penalty === "Lq");
  };
}

export const dress = (it, kind) => it.root.style.setProperty("--colour", it.looks.penalties[kind].colour);
