// The boxes for answers: they are judged by the kit's own Python in a worker, and kept in this browser.
(() => {
  const script = document.currentScript, forms = [...document.querySelectorAll("form.answer")];
  if (!forms.length) return;
  const KEY = "sparsity-kit answers", LONGEST = 20; // seconds that an answer may run
  const ELSEWHERE = "The links at the top of the page lead to the same exercises in a notebook.";
  const notebook = location.pathname.split("/").at(-1).replace(/(\.html)?$/, ".ipynb");
  const unkept = {};
  let worker, state = "", count = 0;
  const waiting = new Map();

  // What is typed, whatever the control
  const typed = (form) => {
    const controls = [...form.querySelectorAll("[name=answer]")];
    const chosen = controls.filter((each) => each.matches("input:checked")).map((each) => each.value);
    return controls[0].matches("[type=radio], [type=checkbox]") ? chosen.join("") : controls[0].value;
  };
  const type = (form, text) => {
    for (const control of form.querySelectorAll("[name=answer]")) {
      const one = control.type === "radio";
      if (one || control.type === "checkbox") control.checked = one ? control.value === text : text.includes(control.value);
      else control.value = text;
      control.dispatchEvent(new Event("refill"));
    }
  };
  const said = (form, html) => { form.querySelector(".feedback").innerHTML = html; };
  const plain = (form, text) => { form.querySelector(".feedback").textContent = text; };

  // Keeping: all pages of the book in one entry, read anew each time, so that two tabs do not undo each other
  const kept = () => {
    try { return { ...JSON.parse(localStorage.getItem(KEY)), ...unkept }; } catch { return unkept; }
  };
  const keep = (name, answer) => {
    const all = kept();
    all[name] = { ...all[name], ...answer };
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
      delete unkept[name];
    } catch {
      unkept[name] = all[name];
      tell("Your answers cannot be kept in this browser, its storage is full or switched off: save them to a file before you leave the page.");
    }
  };
  const fill = () => {
    const all = kept();
    for (const form of forms) if (typeof all[form.dataset.name]?.text === "string") type(form, all[form.dataset.name].text);
  };

  // Asking Python
  // End it; the forms that still waited for it.
  const stop = () => {
    const left = [...waiting.values()].map((each) => each.form);
    worker?.terminate();
    worker = undefined;
    state = "";
    waiting.clear();
    return left;
  };
  const failed = (form, why) => {
    plain(form, `Python could not be loaded (${why}). Check that you are connected, then press Check again. ${ELSEWHERE}`);
  };
  const stopped = () => {
    const [endless, ...behind] = stop();
    plain(endless, `This ran for ${LONGEST} seconds and was stopped: look for a loop that does not end.`);
    behind.forEach((form) => plain(form, "The answer before this one did not end and was stopped: press Check again."));
  };
  const heard = ({ data }) => {
    const { id } = data;
    if (data.state !== undefined) {
      state = data.state;
      const [first] = waiting.values();
      clearTimeout(first?.clock);
      for (const { form } of waiting.values()) plain(form, state || "Judging…");
      if (first && !state) first.clock = setTimeout(stopped, 1000 * LONGEST);
      return;
    }
    const { form, text, clock } = waiting.get(id);
    clearTimeout(clock);
    waiting.delete(id);
    if (data.failed) return [form, ...stop()].forEach((each) => failed(each, data.failed));
    said(form, data.html);
    if (data.written !== undefined && typed(form) === text) keep(form.dataset.name, { text, written: data.written });
  };
  const python = () => {
    if (worker) return worker;
    worker = new Worker(new URL("answers-worker.js", script.src), { type: "module" });
    worker.onmessage = heard;
    worker.onerror = (event) => {
      event.preventDefault();
      stop().forEach((form) => failed(form, "a file is missing"));
    };
    return worker;
  };
  const why = () => {
    if (script.dataset.without) return script.dataset.without;
    if (location.protocol === "file:") return "A page that is opened from a disk cannot judge: put the book on a web server, for one with python -m http.server.";
    if (typeof WebAssembly === "undefined") return "This browser has no WebAssembly, in which Python runs here: use another one.";
    return "";
  };
  const warm = ({ dataset: { needs } }) => { if (!worker && !why()) python().postMessage({ needs }); };
  const ask = (form, more) => {
    if (why()) return plain(form, `${why()} ${ELSEWHERE}`);
    const { name, kind, answer, given, needs } = form.dataset, id = ++count, text = typed(form);
    waiting.set(id, { form, text });
    plain(form, state || "Judging…");
    python().postMessage({ id, name, kind, answer, given, needs, text, ...more });
  };

  // Files
  const offer = (name, text) => {
    const link = Object.assign(document.createElement("a"), { download: name, href: URL.createObjectURL(new Blob([text])) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const read = async (file) => {
    let all;
    try { all = JSON.parse(await file.text()); } catch { all = null; }
    const fine = all && typeof all === "object" && !Array.isArray(all) && Object.values(all).every((each) => typeof each?.text === "string");
    if (!fine) return tell(`${file.name} holds no answers: choose a file that was saved here.`);
    for (const [name, answer] of Object.entries(all)) keep(name, answer);
    fill();
    tell(`${Object.keys(all).length} answers were read.`);
  };
  const filled = async () => {
    let book;
    try { book = await (await fetch(`notebooks/${notebook}`)).json(); } catch { return tell("The notebook could not be loaded: check that you are connected, then try again."); }
    const all = kept();
    for (const { dataset: { name, cell: id, template, kind } } of forms) {
      const answer = all[name], cell = book.cells.find((each) => each.id === id);
      if (!answer?.text || !template || !cell) continue;
      const written = answer.written ?? (kind === "code" ? answer.text : JSON.stringify(answer.text));
      cell.source = template.replace("...", () => written);
      cell.outputs = [];
      cell.execution_count = null;
    }
    offer(notebook, JSON.stringify(book, null, 1) + "\n");
  };
  const bar = document.createElement("section");
  bar.className = "answers";
  bar.setAttribute("aria-label", "Your answers");
  bar.innerHTML = `<p>Your answers stay in this browser.</p><p><button class="file">Save them to a file</button>
    <label class="button">Read them from a file <input type="file" accept=".json,application/json"></label>
    <button class="notebook">Download the notebook with them</button></p><p class="said" role="status"></p>`;
  const tell = (text) => { bar.querySelector(".said").textContent = text; };
  document.querySelector("article").append(bar);
  bar.querySelector(".file").onclick = () => offer("sparsity-answers.json", JSON.stringify(kept(), null, 1));
  bar.querySelector(".notebook").onclick = filled;
  bar.querySelector("input").onchange = ({ target }) => { read(target.files[0]).then(() => { target.value = ""; }); };

  for (const form of forms) {
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(form); });
    form.querySelector(".hint").onclick = () => ask(form, { hint: true });
    form.addEventListener("input", () => {
      warm(form); // Python comes while the reader types
      keep(form.dataset.name, { text: typed(form), written: undefined });
    });
  }
  fill();
  addEventListener("storage", fill); // written in another tab

  // An editor in the place of a textarea that comes into view; without it the textarea stays as it is
  const seen = new IntersectionObserver((entries) => entries.filter((each) => each.isIntersecting).forEach(({ target }) => {
    seen.unobserve(target);
    import(new URL("editor.js", script.src)).then(({ edit }) => edit(target), () => {});
  }));
  if (location.protocol !== "file:") document.querySelectorAll("form.answer textarea").forEach((area) => seen.observe(area));
})();
