// The picture: the loss's contours meet the penalty's ball. Drag the centre, turn and stretch the ellipses.

import { axes } from "./axes.js";
import { ballLayers, drawBall, drawCone, drawLoss, drawPoint, drawZeros } from "./ball_layers.js";
import { board, dress, safely } from "./board.js";
import { centerHandle, shape, shapeHandle } from "./bowl_handles.js";
import { choice, penaltyPanel, slider, toggle } from "./controls.js";
import { html, show, svg } from "./drawing.js";
import { cornered, omega, solve } from "./meeting.js";
import { steepness } from "./own.js";
import { aBowl, aFormula, aPoint, aPower, aPrice, aShare, aSwitch, above0, halfWidth, oneOf, penaltyOf, reader } from "./state.js";
import { equals, name, point } from "./words.js";

const RULES = {
  A: aBowl, center: aPoint, penalty: penaltyOf("L1", "squared L2", "L2", "elastic net", "Lq"), l1_ratio: aShare, q: aPower, _own: aFormula,
  form: oneOf("penalised", "constrained"), lam: aPrice, radius: aPrice, reach: above0, show_cone: aSwitch, show_zeros: aSwitch,
};
const FORMS = { penalised: "price λ", constrained: "budget r" };
const WHERE = { corner: "at a corner", edge: "on a straight edge", smooth: "where its boundary is curved" };

export const read = reader(RULES);

function render({ model, el }) {
  const it = board({ model, el, rules: RULES, label: "The loss's contours meet the penalty's ball", draw: () => draw() });
  const plot = axes(it, { names: ["θ₁", "θ₂"] });
  const layer = ballLayers(it, plot);
  const shape_ = shapeHandle(it, plot), grips = { center: centerHandle(it, plot), shape: shape_ };
  const controls = panel(it);
  let zeros = null;

  function draw() {
    const s = read(model), now = solve(s), half = halfWidth(s.reach, s.center);
    plot.fit([-half, half], [-half, half]);
    dress(it, s.penalty);
    drawZeros(it, layer, plot, { ...s, ...now }, half);
    drawBall(it, layer, plot, { ...s, ...now }, half);
    drawLoss(layer, plot, s, now, half);
    drawCone(layer, plot, { ...s, ...now });
    drawPoint(it, layer, plot, s, now, zeros);
    grips.center.place(plot.at(s.center), s.center[0], point(s.center));
    grips.shape(s, half);
    controls(s, now);
    it.say(sentence(s, now), news(zeros, now.zeros));
    zeros = now.zeros;
  }
  return it.remove;
}

export default { render: safely(render) };

function panel(it) {
  const onlyPriced = (kind) => kind === "own" && !it.model.get("_own").budget;
  const shape_ = penaltyPanel(it, ["L1", "squared L2", "L2", "elastic net", "Lq"], (kind) => (onlyPriced(kind) ? { form: "penalised" } : {}));
  const form = choice(it, {
    label: "what is given", trait: "form", options: FORMS,
    along: () => { const { lam, radius } = solve(read(it.model)); return Number.isFinite(lam) ? { lam, radius } : { radius }; },
  });
  const lam = slider(it, { label: "price λ", trait: "lam" }), radius = slider(it, { label: "budget r", trait: "radius" });
  const cone = toggle(it, { label: "−∇f and the normal cone", trait: "show_cone" });
  const zeros = toggle(it, { label: "centres that lead to zeros:", trait: "show_zeros" });
  const swatch = (key, text) => html("span", {}, svg("svg", { width: 22, height: 14, "aria-hidden": "true" }, svg("rect", { width: 22, height: 14, fill: `url(#${it.id}-${key})` })), text);
  const key = html("div", { class: "key" }, swatch("first", "θ₁ = 0"), swatch("second", "θ₂ = 0"), swatch("both", "both"));
  it.controls.append(key);
  return (s, now) => {
    shape_(s);
    form(s.form, !onlyPriced(s.penalty));
    const constrained = s.form === "constrained", far = s.reach;
    const own = s.penalty === "own", most = (4 * far * Math.sqrt(shape(s.A)[0] * shape(s.A)[1])) / (own ? steepness(s, far) : 1);
    const largest = { "squared L2": 0.8 * far * far, L2: 0.9 * far, Lq: 1.4 * far ** s.q, own: own && 0.8 * omega(s, [far, 0]) };
    lam(s.lam, most, !constrained, own && !s._own.finite ? most / 1e3 : 0);
    const widest = largest[s.penalty] ?? 1.2 * far;
    radius(now.radius, widest, constrained, cornered(s) ? 0 : widest / 1e3);
    cone(s.show_cone);
    zeros(s.show_zeros, !own || s._own.convex);
    show(key, !own || s._own.convex);
  };
}

// Words

function sentence(s, now) {
  const lone = now.zeros.map((zero, j) => zero && name(j)).filter(Boolean);
  const zero = lone.length ? `${lone.join(" and ")} ${lone.length > 1 ? "are" : "is"} exactly zero` : "no coefficient is zero";
  const given = s.form === "constrained" ? `budget r ${equals(now.radius)}, which is the price λ ${equals(now.lam)}` : `λ ${equals(now.lam)}`;
  const meets = {
    inside: now.lam === 0 && s.form === "constrained" ? "The centre lies inside the ball, which costs nothing" : "The penalty has no say",
    origin: "The ball has shrunk to the origin",
    least: "The contour reaches the set where Ω is least",
  }[now.where] ?? `The contour touches the ball ${WHERE[now.where]}`;
  return `${meets}: ${zero}; ${given}. θ* = ${point(now.theta)}.`;
}

function news(before, zeros) {
  if (!before) return "";
  return zeros.map((zero, j) => (zero === before[j] ? "" : `${name(j)} is ${zero ? "now exactly zero" : "no longer zero"}.`)).filter(Boolean).join(" ");
}
