// The board that a live picture stands on: a sheet, controls beside it, and the line of words below.
// State lives in the model's traits. A drag sets them, which redraws at once; they are saved when it ends.

import { html, svg } from "./drawing.js";
import { keepInside } from "./labels.js";
import { fault } from "./state.js";

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
    let wrong = fault(model, rules);
    root.classList.toggle("wrong", wrong !== "");
    try {
      if (!wrong) { draw(); it.plots.forEach(keepInside); }
    } catch (error) { // of what no rule knows, as a formula with a hole
      reportError(error);
      wrong = error.message;
      root.classList.add("wrong");
    }
    if (wrong) it.say(`${NO_PICTURE}${wrong}.`, `${NO_PICTURE}${wrong}.`);
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
      const height = parseFloat(getComputedStyle(words).height); // of a page that is scaled as well
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

export const dress = (it, kind) => it.root.style.setProperty("--colour", it.looks.penalties[kind].colour);
