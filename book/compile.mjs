// Bytecode for the Python of the pages, made by that Python itself: node compile.mjs FOLDER_OF_PYODIDE FOLDER
import { pathToFileURL } from "node:url";

const [core, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`));
const python = await loadPyodide();
python.mountNodeFS("/sources", folder);
python.runPython(`
from compileall import compile_dir
from py_compile import PycInvalidationMode

compile_dir("/sources", stripdir="/sources", legacy=True, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
`);
