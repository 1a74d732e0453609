"""Runs the cells of one notebook as they are asked for, in one namespace, and answers requests for values.

One request and one reply per line, as JSON: {"id", "do": "run" | "value" | "call", …}. A student's code shares this
process and may spoil everything in it: nobody believes a reply. What is here only has to serve honest code well, and
to go on after careless code; so the ways in and out are fixed before the first cell runs.
"""

import gc
import json
import os
import sys
from _json import encode_basestring_ascii, make_encoder

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import describe  # noqa: E402  (the kit itself is imported by students alone)
import execute  # noqa: E402
import limit  # noqa: E402
import pictures  # noqa: E402
import tampering  # noqa: E402

sys.path.remove(HERE)
_read, _write, _scan = os.read, os.write, json.JSONDecoder().raw_decode
_encode = make_encoder(None, str, encode_basestring_ascii, None, ": ", ", ", False, False, True)
_kept: dict = {}  # number: (function, names)


def main():
    """Take the limits from the first line, put the channel out of the way of `print`, and serve until it ends."""
    gc.set_threshold(100_000, 20, 20)  # imports make many objects and no garbage: this saves another tenth
    requests = _lines(0)
    limit.apply(_scan(next(requests))[0])
    replies = os.dup(1)
    source = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    requests = _lines(source)
    scope = execute.namespace()
    _send(replies, {"id": 0})
    for line in requests:
        request, _ = _scan(line)
        try:
            reply = DO[request["do"]](scope, request)
        except BaseException as error:
            reply = {"error": told(error)}
        _send(replies, {**reply, "id": request["id"]})


def _lines(source):
    buffer = bytearray()
    while block := _read(source, 65536):
        buffer += block
        while (end := buffer.find(b"\n")) >= 0:
            line = buffer[:end].decode()
            del buffer[: end + 1]
            yield line


def _send(replies, reply):
    data = memoryview("".join(_encode(reply, 0)).encode() + b"\n")
    while data:
        data = data[_write(replies, data) :]


def _run(scope, request):
    with pictures.shown_once() as _kept_in_memory:
        tree, figures, failure = execute.run(scope, request["code"], request.get("watch"))
    report = {"figures": [len(each.axes) for each in figures], "pictures": pictures.taken(figures)}
    if tree is not None:
        report |= {"bound": sorted(execute.bound(tree)), "tampers": tampering.tampers(tree, scope)}
    return report if failure is None else {**report, "error": told(failure)}


def _value(scope, request):
    """The value of a name; a function is kept, with everything that the notebook defines at this moment."""
    if request["name"] not in scope:
        return {"missing": True}
    value = scope[request["name"]]
    if callable(value):
        _kept[request["keep"]] = value, dict(scope)
    return {"value": describe.describe(value)}


def _call(scope, request):
    """What a kept function returns, with the names as they were when it was kept: later cells may use them anew.

    Names that only a later cell has made are there as well, as in a notebook that was run to its end.
    """
    function, names = _kept[request["kept"]]
    scope.update(names)
    return {"value": describe.describe(function(*map(describe.restore, request["arguments"])))}


def told(error):
    """{"type", "text"} of an exception; its text may be the work of a student, and may fail itself."""
    try:
        text = str(error)[:300]
    except BaseException:
        text = ""
    line = _line_of(error)
    return {"type": type(error).__name__[:60], "text": text, "line": line}


def _line_of(error):
    """The line of the cell in which it happened."""
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<cell>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line if isinstance(line, int) else None


DO = {"run": _run, "value": _value, "call": _call}

if __name__ == "__main__":
    main()
