// What JupyterLite is told about the lessons: to wait for Python, to say when it does not come, to give a lesson back.
// A "prebuilt extension" of JupyterLab, written as one: the page asks the container at the end of this file for it.

const NAME = "sparsity-kit-tab";
const RESET = `${NAME}:reset`, OPEN = `${NAME}:open`, DOWNLOAD = `${NAME}:download`;
const RUNS = /^(runmenu:|notebook:(run|restart-run|restart-and-run))/; // commands of JupyterLab that run cells
const ROOM = 1_000_000; // bytes, twice what the largest lesson has
const PATIENCE = 90; // seconds, after which it is said that Python may not come
const SLOW = "Python has not started yet: the line or this machine is slow.";

function activate(app, tracker, palette, { CommandToolbarButton }, { PageConfig }) {
  const { commands, serviceManager } = app;
  const root = PageConfig.getBaseUrl();
  const facts = fetch(`${root}sparsity-kit.json`, { cache: "no-cache" }).then((answer) => answer.json());

  async function say(type, message, actions = []) {
    const options = { autoClose: false, actions };
    return commands.execute("apputils:notify", { type, message, options });
  }

  // The other ways to run the lessons, as buttons.
  async function ways() {
    return Object.entries((await facts).ways).map(([label, url]) => ({ label, commandId: OPEN, args: { url } }));
  }

  // What is run before there is a kernel would not be run at all: it waits.
  const execute = commands.execute.bind(commands);
  commands.execute = async (id, args) => {
    if (RUNS.test(id)) await tracker.currentWidget?.sessionContext.ready;
    return execute(id, args);
  };

  // JupyterLite calls a kernel idle that is still loading, and also one whose files never come. Only an answer shows
  // that it is there; and whether its files can be had, we ask ourselves.
  async function watch(panel) {
    if (typeof WebAssembly !== "object")
      return fail("This browser has no WebAssembly, so Python cannot run in this tab.");
    await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session?.kernel;
    if (!kernel) return;
    const loading = await say("in-progress", "Python is starting in this tab. You can read, and run cells: they wait.");
    const there = kernel.requestExecute({ code: "", silent: true, store_history: false }).done.then(() => "");
    const late = new Promise((resolve) => setTimeout(resolve, 1000 * PATIENCE, SLOW));
    const fault = await Promise.race([there, missing(), late]);
    await commands.execute("apputils:dismiss-notification", { id: loading });
    if (!fault) return;
    const told = await fail(fault);
    there.then(() => commands.execute("apputils:dismiss-notification", { id: told }), () => {}); // it came after all
  }

  async function missing() {
    for (const url of (await facts).needs) {
      const answer = await fetch(new URL(url, root), { method: "HEAD" }).catch(() => null);
      if (!answer?.ok) return `Python cannot start in this tab: ${new URL(url, root).host} does not give a file it needs.`;
    }
    return new Promise(() => {});
  }

  // JupyterLite opens no notebook that it cannot keep, and a reader should not find out after an hour's work.
  async function room() {
    const { contents } = serviceManager, path = "room.txt";
    try {
      await contents.save(path, { type: "file", format: "text", content: " ".repeat(ROOM) });
      await contents.delete(path);
    } catch {
      full("no lesson can be opened until there is. Run the lessons elsewhere:");
    }
  }

  async function full(cure, actions = []) {
    say("error", `This browser has no room to keep your work: ${cure}`, [...actions, ...await ways()]);
  }

  async function fail(why) {
    return say("error", `${why} You can read here, and run the lessons elsewhere:`, await ways());
  }

  // A browser keeps a reader's copy of a lesson, and would show it for ever in the place of a newer edition.
  async function compare(panel) {
    const path = panel.context.path, newest = (await facts).editions[path];
    const own = panel.content.model.getMetadata("sparsity_kit_edition");
    if (newest && own !== newest)
      say("warning", `There is a newer edition of ${path}; this is your copy of an older one.`,
        [{ label: "Open the new one, keep mine", commandId: RESET, args: { path } }]);
  }

  const opened = (path) => tracker.find((each) => each.context.path === path) ?? tracker.currentWidget;

  // JupyterLite's menus have no "Download". What is on the page is given, which a full browser could not keep.
  function download(path) {
    const { content, context } = opened(path), link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(content.model.toJSON(), null, 1)]));
    link.download = context.path.split("/").pop();
    link.click();
  }

  async function reset(path) {
    const panel = opened(path);
    const { contents } = serviceManager, own = panel.context.path;
    if (!(own in (await facts).editions)) return say("info", `${own} is not one of the lessons: nothing to give back.`);
    const stamp = new Date().toISOString().slice(0, 19).replace("T", " ").replaceAll(":", ".");
    const kept = own.replace(/\.ipynb$/, `, mine, ${stamp}.ipynb`);
    await fetch(`${root}files/${own}`, { cache: "reload" }); // else the browser's cache may give the old one again
    await contents.save(kept, { type: "notebook", format: "json", content: panel.content.model.toJSON() });
    await contents.delete(own);
    await panel.context.revert();
    return say("success", `${own} is as it was published. What you had is kept in ${kept}`);
  }

  commands.addCommand(OPEN, { label: "Open", execute: ({ url }) => window.open(url, "_blank", "noopener") });
  commands.addCommand(RESET, {
    label: "Reset this lesson", caption: "Give me this lesson as it was published; keep mine under another name",
    isEnabled: () => tracker.currentWidget !== null, execute: ({ path }) => reset(path),
  });
  commands.addCommand(DOWNLOAD, {
    label: "Download", caption: "Give me this notebook as a file, as it is on the page",
    isEnabled: () => tracker.currentWidget !== null, execute: ({ path }) => download(path),
  });
  for (const command of [RESET, DOWNLOAD]) palette.addItem({ command, category: "Lessons" });

  app.started.then(room);
  tracker.widgetAdded.connect(async (_, panel) => {
    panel.toolbar.addItem("download", new CommandToolbarButton({ commands, id: DOWNLOAD }));
    panel.toolbar.addItem("reset", new CommandToolbarButton({ commands, id: RESET }));
    panel.context.saveState.connect((_, state) => {
      const actions = [{ label: "Download", commandId: DOWNLOAD, args: { path: panel.context.path } }];
      if (state === "failed") full("download it, or run the lessons elsewhere:", actions);
    });
    await panel.context.ready;
    compare(panel);
    watch(panel);
  });
}

// The container: it takes what the page shares, and gives the plugin.
let shared;
async function from(name) {
  const [version] = Object.values(shared[name]);
  return (await version.get())();
}

async function plugin() {
  const [notebook, apputils, components, coreutils] = await Promise.all(
    ["notebook", "apputils", "ui-components", "coreutils"].map((name) => from(`@jupyterlab/${name}`)));
  return {
    id: `${NAME}:plugin`, autoStart: true,
    requires: [notebook.INotebookTracker, apputils.ICommandPalette],
    activate: (app, ...tokens) => activate(app, ...tokens, components, coreutils),
  };
}

window._JUPYTERLAB = window._JUPYTERLAB ?? {};
window._JUPYTERLAB[NAME] = {
  init: async (scope) => { shared = scope; },
  get: async () => { const found = await plugin(); return () => ({ __esModule: true, default: found }); },
};
