"""The proxy through which `python -m tests.live_speed` measures brings everything, in order and late."""

import socket
import threading
import time

from live_speed.proxy import distance


def test_the_proxy_brings_every_byte_in_order_and_never_early():
    sent = bytes(range(256)) * 4000
    with socket.create_server(("127.0.0.1", 0)) as server:

        def echo():
            connection, _ = server.accept()
            with connection:
                while data := connection.recv(65536):
                    connection.sendall(data)

        threading.Thread(target=echo, daemon=True).start()
        with distance(server.getsockname()[1], 0.05) as port, socket.create_connection(("127.0.0.1", port)) as line:
            begin, found = time.monotonic(), b""
            threading.Thread(target=line.sendall, args=[sent], daemon=True).start()
            while len(found) < len(sent):
                if not found:
                    found = line.recv(1)
                    assert time.monotonic() - begin >= 0.1
                found += line.recv(65536)
    assert found == sent
