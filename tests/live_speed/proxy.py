"""A distance to the server: a TCP proxy that holds back every byte, in both directions."""

import asyncio
import queue
import threading
from contextlib import contextmanager, suppress


@contextmanager
def distance(port, seconds):
    """The port of a proxy to a local port; what goes through it arrives `seconds` later, in order."""
    told = queue.Queue()
    thread = threading.Thread(target=asyncio.run, args=[_serve(port, seconds, told.put)])  # Playwright has its own loop
    thread.start()
    mine, end = told.get()
    try:
        yield mine
    finally:
        end()
        thread.join()


async def _serve(port, seconds, tell):
    """Listen on a free port until the end is asked for."""
    loop, end, lines = asyncio.get_running_loop(), asyncio.Event(), set()

    async def connect(reader, writer):
        lines.add(asyncio.current_task())
        with suppress(ConnectionError, asyncio.CancelledError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(_carry(reader, far_writer, seconds), _carry(far_reader, writer, seconds))

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    tell((server.sockets[0].getsockname()[1], lambda: loop.call_soon_threadsafe(end.set)))
    await end.wait()
    server.close()
    for line in lines:
        line.cancel()
    await asyncio.gather(*lines)


async def _carry(reader, writer, seconds):
    """Read at once and write later: what is under way waits in a queue, so that one delay does not add to the next."""
    loop, under_way = asyncio.get_running_loop(), asyncio.Queue()

    async def read():
        data = b"not yet the end"
        while data:
            data = await reader.read(65536)
            under_way.put_nowait((loop.time() + seconds, data))

    async def write():
        data = b"not yet the end"
        while data:
            due, data = await under_way.get()
            await asyncio.sleep(due - loop.time())
            writer.write(data)
            await writer.drain()

    try:
        await asyncio.gather(read(), write())
    finally:
        writer.close()
        with suppress(ConnectionError, asyncio.CancelledError):
            await writer.wait_closed()
