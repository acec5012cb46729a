#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Starts a cached and drives it by clients that others have written, those of Debian's packages:
real_clients.py <cached> [unittest's arguments]

Whose package is not installed is skipped."""

import importlib.util
import os
import shutil
import subprocess
import sys
import unittest

from harness import WithServer, main
from resp import request, PATIENCE

DEBIANS = "/usr/lib/python3/dist-packages"


class RealClients(WithServer):
    options = ("--maxclients=50",)

    def cli(self, *words):
        done = subprocess.run(["redis-cli", "-p", str(self.server.port), *words], text=True,
                              capture_output=True, timeout=PATIENCE, check=True)
        return done.stdout

    @unittest.skipUnless(shutil.which("redis-cli"), "package redis-tools")
    def test_redis_cli(self):
        self.assertEqual(self.cli("SET", "k", "1", "EX", "100"), "OK\n")
        self.assertEqual(self.cli("INCR", "k"), "2\n")
        self.assertEqual(self.cli("-3", "MGET", "k", "nothing"), "2\n\n")
        self.assertEqual(self.cli("--scan", "--pattern", "k*"), "k\n")
        self.assertIn("pending:", self.cli("INFO", "reclamation"))
        done = subprocess.run(["redis-cli", "-p", str(self.server.port)], text=True, check=True,
                              input="SET a b\nGET a\nWHAT\n", capture_output=True, timeout=PATIENCE)
        self.assertIn("OK\nb\nERR unknown command 'WHAT'", done.stdout)
        mass = b"".join(request("SET", f"mass:{i}", i) for i in range(1000))
        done = subprocess.run(["redis-cli", "-p", str(self.server.port), "--pipe"], input=mass,
                              capture_output=True, timeout=PATIENCE, check=True)
        self.assertIn(b"errors: 0, replies: 1000", done.stdout)

    @unittest.skipUnless(shutil.which("redis-benchmark"), "package redis-tools")
    def test_redis_benchmark(self):
        done = subprocess.run(
            ["redis-benchmark", "-p", str(self.server.port), "-n", "2000", "-c", "20", "-P", "4",
             "-r", "1000", "-d", "100", "--csv", "-t", "ping,set,get,incr,mset"], text=True,
            capture_output=True, timeout=PATIENCE, check=True)
        self.assertEqual(len(done.stdout.splitlines()), 7, done.stdout + done.stderr)
        self.assertNotIn("ERR", done.stdout + done.stderr)

    @unittest.skipUnless(importlib.util.find_spec("redis") or os.path.isdir(DEBIANS + "/redis"),
                         "package python3-redis")
    def test_python_client(self):
        if not importlib.util.find_spec("redis"):  # this is not Debian's Python
            sys.path.append(DEBIANS)
        import redis
        with redis.Redis(port=self.server.port, client_name="tester") as client:
            self.assertTrue(client.set("k", b"\x00v", px=100000, nx=True))
            self.assertIsNone(client.set("k", "w", nx=True))
            self.assertEqual(client.get("k"), b"\x00v")
            self.assertGreater(client.pttl("k"), 0)
            with client.pipeline(transaction=False) as pipe:
                for _ in range(100):
                    pipe.incr("n")
                self.assertEqual(pipe.execute(), list(range(1, 101)))
            self.assertEqual(set(client.scan_iter("*", count=1)), {b"k", b"n"})
            self.assertEqual(client.info()["db0"]["keys"], 2)
            self.assertEqual(client.config_get("maxclients"), {"maxclients": "50"})
            with self.assertRaises(redis.ResponseError):
                client.execute_command("LPUSH", "l", "x")


if __name__ == "__main__":
    main()
