"""Requests to a box and its replies, under limits: a reply may be forged, late, huge, deeply nested or missing."""

import contextlib
import json
import os
import secrets
import select
import time

from sparsity_kit.grading.box.process import Box

_MOST_STRAY_LINES = 100
_LOOK_EVERY = 0.2  # seconds; until the next look a box may make some ten thousand files


class Gone(Exception):
    """The box does not answer any more; the message says how that showed, as the end of "The cell …"."""


class Channel:
    """A box that answers one request at a time, until it is closed; a context manager."""

    def __init__(self, limits, unprotected=False):
        self.limits, self._buffer, self._seen = limits, bytearray(), 0
        self._box, self._looked = Box(limits, unprotected), time.monotonic()
        process = self._box.process
        self._to, self._from = process.stdin.fileno(), process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._box.close()

    def begin(self):
        """Wait until the runner is ready. Raises Gone."""
        self._exchange(json.dumps(self._box.settings), 0, self.limits.cell_seconds)

    def complaint(self):
        """What the box wrote before its runner was ready: why it could not be made."""
        os.set_blocking(self._box.process.stderr.fileno(), False)
        with contextlib.suppress(OSError):
            return os.read(self._box.process.stderr.fileno(), 2000).decode(errors="replace").strip()
        return ""

    def ask(self, seconds, **request):
        """The reply to a request, a dictionary of whatever the box likes. Raises Gone."""
        name = secrets.randbits(48)  # so that a reply cannot be written before its question
        return self._exchange(json.dumps({"id": name, **request}), name, seconds)

    def _exchange(self, line, name, seconds):
        """Write while the box reads, read while it writes, and look at the clock.

        On a loaded machine a box waits for a processor, and that is nobody's fault who handed something in.
        """
        out, deadline = memoryview(line.encode() + b"\n"), time.monotonic() - self._box.waited() + seconds
        for _ in range(_MOST_STRAY_LINES):
            while (end := self._buffer.find(b"\n", self._seen)) < 0:
                self._seen = len(self._buffer)
                out = self._move(out, deadline, seconds)
            reply = _read(bytes(self._buffer[:end]))
            del self._buffer[: end + 1]
            self._seen = 0
            if isinstance(reply, dict) and type(reply.get("id")) is int and reply["id"] == name:
                return reply
        raise Gone("writes into the grader's channel")

    def _move(self, out, deadline, seconds):
        """Wait for the box, and move what can be moved; what is still to be written."""
        waiting = select.poll()
        waiting.register(self._from, select.POLLIN)
        if out:
            waiting.register(self._to, select.POLLOUT)
        left = deadline - time.monotonic()
        if left <= _LOOK_EVERY:
            left = max(0.0, left + self._box.waited())
        ready = dict(waiting.poll(min(left, _LOOK_EVERY) * 1000))
        self._count_files()
        if not ready and left <= _LOOK_EVERY:
            raise Gone(f"did not end within {seconds:.3g} seconds")
        if self._from in ready:
            self._receive()
        elif ready.get(self._to, 0) & select.POLLOUT:
            return out[self._send(out) :]
        elif ready:
            raise self._ended()
        return out

    def _count_files(self):
        if time.monotonic() - self._looked >= _LOOK_EVERY:
            if self._box.names() > self.limits.names:
                raise Gone(f"makes more than {self.limits.names} files")
            self._looked = time.monotonic()

    def _ended(self):
        time_and_memory = f"{self.limits.cpu_seconds} seconds of computing and {self.limits.memory_bytes / 1e9:g} GB"
        return Gone(f"ended the program that runs the notebook (which has {time_and_memory} to use)")

    def _send(self, out):
        try:
            return os.write(self._to, out[:65536])
        except BlockingIOError:
            return 0
        except OSError:
            raise self._ended() from None

    def _receive(self):
        try:
            block = os.read(self._from, 65536)
        except BlockingIOError:
            return
        if not block:
            raise self._ended()
        self._buffer += block
        if len(self._buffer) > self.limits.reply_bytes:
            raise Gone(f"answers with more than {self.limits.reply_bytes} bytes")


def _read(line):
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
