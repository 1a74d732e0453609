"""What went wrong in a cell or a function, as JSON."""


def told(error):
    """{"type", "text"} of an exception; its text may be the work of a student, and may fail itself."""
    try:
        text = str(error)[:300]
    except BaseException:
        text = ""
    line = _line(error)
    return {"type": type(error).__name__[:60], "text": text, "line": line}


def _line(error):
    """The line of the cell in which it happened."""
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<cell>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line if isinstance(line, int) else None
