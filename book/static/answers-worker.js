// Python beside the page: it comes with the first answer, and judges while the page stays alive.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = (name) => new URL(name, import.meta.url);
const bytes = async (name) => {
  const answer = await fetch(here(name));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.arrayBuffer();
};
const SIGINT = 2, LONGEST = 22; // seconds: the page has ended this worker two before
let judge, missed, pyodide, begun = Infinity;
const say = (state) => {
  begun = state ? Infinity : performance.now();
  postMessage({ state });
};

// Safari lets a loop in WebAssembly go on when its worker is ended, and it would keep a processor busy until the reader
// closes the browser. Python looks here many times a second whether it was interrupted.
const late = () => performance.now() - begun > 1000 * LONGEST;
const interrupt = { get 0() { return late() ? SIGINT : 0; }, set 0(_) {} };

async function start(needs) {
  say("Python is coming…");
  const files = Promise.all(["kit", ...needs].map((name) => bytes(`pyodide/${name}.zip`)));
  const source = bytes("judge.py");
  Promise.all([files, source]).catch(() => {}); // waited for below; a failure of the interpreter comes first
  const quiet = { stdout: () => {}, stderr: () => {} };
  pyodide = await loadPyodide({ indexURL: here("pyodide/").href, packages: ["numpy"], ...quiet });
  pyodide.setInterruptBuffer(interrupt);
  (await files).forEach(offer);
  pyodide.FS.writeFile("/home/pyodide/judge.py", new Uint8Array(await source));
  judge = pyodide.pyimport("judge");
  missed = judge.Missed(pyodide.toPy(["mpmath", "sympy"]));
}

// Let Python import from a zip.
function offer(zip) {
  const name = `/${zip.byteLength}.zip`;
  pyodide.FS.writeFile(name, new Uint8Array(zip));
  pyodide.runPython(`import importlib, sys; sys.path.insert(0, "${name}"); importlib.invalidate_caches()`);
}

// What Python returns; if it looked for SymPy in vain, once more with it.
async function asked(call) {
  say("");
  missed.names.clear();
  const answer = call();
  if (!missed.names.length) return answer;
  say("SymPy is coming…");
  offer(await bytes("pyodide/sympy.zip"));
  say("");
  return call();
}

let ready, queue = Promise.resolve();
async function answer({ id, hint, name, kind, text, answer, given, needs }) {
  try {
    await (ready ??= start(needs ? [needs] : []));
    if (!id) return;
    if (hint) return postMessage({ id, html: await asked(() => judge.hinted(name)) });
    const told = await asked(() => judge.judged(name, kind, text, answer, given));
    const [html, written] = told.toJs();
    told.destroy();
    postMessage({ id, html, written });
  } catch (error) {
    if (id && !late()) postMessage({ id, failed: String(error.message ?? error).trim().split("\n").at(-1) });
  }
}
onmessage = ({ data }) => { queue = queue.then(() => answer(data)); };
