"""A time limit for Python code that works in every thread: a worker's task need not run in the main one."""

import ctypes
import threading
from contextlib import contextmanager

AGAIN = 0.5  # seconds after which TimeOver is raised once more


class TimeOver(BaseException):
    """The time is over. Not an Exception, so that no handler for errors takes it for one."""


@contextmanager
def time_limit(seconds):
    """Raise TimeOver in the block when it takes longer; between two steps of Python code, not within one.

    It is raised until the block ends: in a __del__, or while garbage is collected, Python only prints it and goes on.
    """
    thread, lock, over = threading.get_ident(), threading.Lock(), threading.Event()

    def strike():
        wait = seconds
        while not over.wait(wait):
            wait = AGAIN
            with lock:
                if not over.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TimeOver))

    def end():
        with lock:
            over.set()

    threading.Thread(target=strike, daemon=True).start()
    try:
        try:
            yield
        finally:
            end()
    except TimeOver:
        end()  # the one above may be where it was raised
        raise
