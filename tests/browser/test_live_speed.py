"""The command that measures the live pictures runs, and its proxy brings everything, in order and late."""

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from live_speed.proxy import distance
from stage import needs_browser

ROOT = Path(__file__).parents[2]


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


@needs_browser
def test_the_command_prints_its_table():
    command = [sys.executable, "-m", "tests.live_speed", "--quick"]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=300).stdout
    rows = [line.split("|")[1:-1] for line in printed.splitlines() if line.startswith("| ")]
    assert len(rows) == 4 and all(len(row) == len(rows[0]) for row in rows)
    assert all(float(row[2].split()[0]) > 0 and float(row[3]) >= 0 and row[6].strip().isdigit() for row in rows[1:])
