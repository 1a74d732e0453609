"""A time limit for Python code that works in every thread: a worker's task need not run in the main one."""

import ctypes
import threading
from contextlib import contextmanager


class TimeOver(BaseException):
    """The time is over. Not an Exception, so that no handler for errors takes it for one."""


@contextmanager
def time_limit(seconds):
    """Raise TimeOver in the block when it takes longer; between two steps of Python code, not within one."""
    thread, lock, over = threading.get_ident(), threading.Lock(), False

    def stop():
        with lock:
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TimeOver))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()
