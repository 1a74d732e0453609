// In a page without a kernel each live picture has a model of its own, with the state that the notebook has kept.
// The printed picture before it gives way when the live one has begun.

function modelOf(state) {
  const listeners = {};
  return {
    get: (name) => state[name],
    set: (name, value) => {
      if (JSON.stringify(state[name]) === JSON.stringify(value)) return;
      state[name] = value;
      for (const each of listeners[`change:${name}`] ?? []) each();
    },
    save_changes: () => {},
    on: (event, listener) => { (listeners[event] ??= []).push(listener); },
    off: (event, listener) => { listeners[event] = (listeners[event] ?? []).filter((each) => each !== listener); },
  };
}

async function bring(kept) {
  const { _esm, _css, ...state } = JSON.parse(kept.textContent), el = document.createElement("div"), style = document.createElement("style");
  const url = URL.createObjectURL(new Blob([_esm], { type: "text/javascript" })), { default: widget } = await import(url);
  URL.revokeObjectURL(url);
  style.append(_css);
  kept.after(style, el);
  widget.render({ model: modelOf(state), el });
  kept.previousElementSibling.remove();
}

document.querySelectorAll("script.sparsity-kept").forEach(bring);
