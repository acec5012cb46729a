# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""A client of the Redis protocol, and a server to start and stop, for the tests of cached."""

import re
import resource
import signal
import socket
import subprocess

PATIENCE = 120  # seconds; only a test that fails waits so long


class Error(Exception):
    """An answer that begins with a minus."""


class Closed(Exception):
    """The server has closed the connection."""


def request(*words):
    parts = [w if isinstance(w, bytes) else str(w).encode() for w in words]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(p), p) for p in parts)


class Client:
    def __init__(self, port, receive_buffer=None):
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            self.socket.connect(("127.0.0.1", port))
        except OSError:
            self.socket.close()
            raise
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.arrived = bytearray()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def call(self, *words):
        """One request and its answer; an error is raised."""
        self.send(request(*words))
        answer = self.read()
        if isinstance(answer, Error):
            raise answer
        return answer

    def pipeline(self, requests):
        """All requests at once, then all answers; errors are among them."""
        self.send(b"".join(request(*r) for r in requests))
        return [self.read() for _ in requests]

    def more(self):
        try:
            data = self.socket.recv(1 << 18)
        except ConnectionResetError as reset:
            raise Closed from reset
        if not data:
            raise Closed
        self.arrived += data

    def line(self):
        while (end := self.arrived.find(b"\r\n")) < 0:
            self.more()
        line = bytes(self.arrived[:end])
        del self.arrived[:end + 2]
        return line

    def bytes(self, count):
        while len(self.arrived) < count + 2:
            self.more()
        data = bytes(self.arrived[:count])
        assert self.arrived[count:count + 2] == b"\r\n"
        del self.arrived[:count + 2]
        return data

    def read(self):
        line = self.line()
        kind, rest = line[:1], line[1:]
        if kind == b"+":
            return rest.decode()
        if kind == b"-":
            return Error(rest.decode())
        if kind == b":":
            return int(rest)
        if kind == b"_" or (kind in b"$*" and rest == b"-1"):
            return None
        if kind == b"$":
            return self.bytes(int(rest))
        if kind == b"*":
            return [self.read() for _ in range(int(rest))]
        if kind == b"%":
            return {self.read(): self.read() for _ in range(int(rest))}
        raise AssertionError(f"no answer begins like this: {line!r}")

    def is_closed(self):
        """Waits for the end; true if nothing came before it."""
        try:
            self.more()
        except Closed:
            return True
        return False

    def info(self, section="all"):
        lines = self.call("INFO", section).decode().split("\r\n")
        return dict(line.split(":", 1) for line in lines if ":" in line)


class Server:
    def __init__(self, program, *options, descriptors=None):
        def limit():
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))
        self.process = subprocess.Popen([program, "--port=0", *options], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, preexec_fn=limit)
        first = self.process.stdout.readline()
        found = re.search(r"listening on [\d.]+:(\d+)", first)
        if not found:
            raise AssertionError(f"{first!r} {self.process.communicate()}")
        self.port = int(found.group(1))

    def client(self, **options):
        return Client(self.port, **options)

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self):
        """Returns the exit status, what was printed, and what was complained about."""
        out, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, errors

    def stop(self):
        """Ends it as its users do. All that was retired must have been freed."""
        self.terminate()
        status, out, errors = self.wait()
        found = re.search(r"(\d+) objects retired, (\d+) freed", out)
        assert status == 0 and found and found.group(1) == found.group(2) and not errors, (
            f"exit status {status}\n{out}\n{errors}")
