#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Starts a cached and is its clients: drive.py <cached> [unittest's arguments]

Each class starts a server with options of its own, and ends it by SIGTERM: its exit status says
that all that it retired was freed."""

import os
import select
import signal
import subprocess
import sys
import threading
import unittest

from harness import WithServer, main, program, until
from resp import Closed, Error, Server, request, PATIENCE


def in_threads(count, work):
    """Runs work(0) ... work(count - 1) at the same time; an exception of one is ours."""
    failures = []

    def guarded(number):
        try:
            work(number)
        except BaseException as failure:  # the thread would swallow it
            failures.append(failure)
    threads = [threading.Thread(target=guarded, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


class Commands(WithServer):
    def test_set_and_get_any_bytes(self):
        everything = bytes(range(256)) * 3
        for value in (b"", b"x", b"\r\n$-1\r\n", everything, b"v" * 4095, b"v" * 4096, b"v" * 4097):
            self.assertEqual(self.call("SET", everything, value), "OK")
            self.assertEqual(self.call("GET", everything), value)
        self.assertEqual(self.call("SET", b"", "of the empty key"), "OK")
        self.assertEqual(self.call("GET", b""), b"of the empty key")
        self.assertIsNone(self.call("GET", "nothing"))
        self.assertEqual(self.call("get", everything), b"v" * 4097)

    def test_options_of_set(self):
        self.assertIsNone(self.call("SET", "k", "1", "XX"))
        self.assertEqual(self.call("SET", "k", "1", "nx"), "OK")
        self.assertIsNone(self.call("SET", "k", "2", "NX"))
        self.assertEqual(self.call("SET", "k", "3", "XX", "GET"), b"1")
        self.assertEqual(self.call("SET", "k", "4", "NX", "GET"), b"3")
        self.assertEqual(self.call("GET", "k"), b"3")
        self.assertIsNone(self.call("SET", "other", "4", "GET"))
        self.assertEqual(self.call("SET", "k", "5", "EX", "1000"), "OK")
        self.assertEqual(self.call("TTL", "k"), 1000)
        self.assertEqual(self.call("SET", "k", "6", "KEEPTTL"), "OK")
        self.assertGreater(self.call("PTTL", "k"), 0)
        self.assertEqual(self.call("SET", "k", "7"), "OK")
        self.assertEqual(self.call("TTL", "k"), -1)
        self.refused("syntax error", "SET", "k", "v", "NX", "XX")
        self.refused("syntax error", "SET", "k", "v", "EX")
        self.refused("syntax error", "SET", "k", "v", "EX", "1", "PX", "1")
        self.refused("syntax error", "SET", "k", "v", "SOMEHOW")
        self.refused("invalid expire time", "SET", "k", "v", "EX", "0")
        self.refused("invalid expire time", "SET", "k", "v", "PX", "-5")
        self.refused("invalid expire time", "SET", "k", "v", "EX", "9223372036854775807")
        self.refused("not an integer", "SET", "k", "v", "EX", "soon")
        self.assertEqual(self.call("GET", "k"), b"7")

    def test_kin_of_set_and_get(self):
        self.assertEqual(self.call("SETNX", "k", "1"), 1)
        self.assertEqual(self.call("SETNX", "k", "2"), 0)
        self.assertEqual(self.call("GETSET", "k", "3"), b"1")
        self.assertEqual(self.call("SETEX", "k", "100", "4"), "OK")
        self.assertEqual(self.call("PSETEX", "k", "100000", "5"), "OK")
        self.assertEqual(self.call("TTL", "k"), 100)
        self.refused("invalid expire time", "SETEX", "k", "0", "4")
        self.assertEqual(self.call("APPEND", "k", "6"), 2)
        self.assertEqual(self.call("TTL", "k"), 100)
        self.assertEqual(self.call("APPEND", "fresh", "abc"), 3)
        self.assertEqual(self.call("STRLEN", "k"), 2)
        self.assertEqual(self.call("STRLEN", "nothing"), 0)
        self.assertEqual(self.call("GETDEL", "k"), b"56")
        self.assertIsNone(self.call("GETDEL", "k"))
        self.assertEqual(self.call("TYPE", "fresh"), "string")
        self.assertEqual(self.call("TYPE", "k"), "none")

    def test_many_keys_in_one_command(self):
        self.assertEqual(self.call("MSET", "a", "1", "b", "2", "c", "3"), "OK")
        self.assertEqual(self.call("MGET", "c", "nothing", "a"), [b"3", None, b"1"])
        self.assertEqual(self.call("EXISTS", "a", "a", "nothing", "b"), 3)
        self.assertEqual(self.call("DEL", "a", "nothing", "b"), 2)
        self.assertEqual(self.call("UNLINK", "c"), 1)
        self.assertEqual(self.call("DBSIZE"), 0)
        self.refused("wrong number of arguments", "MSET", "a", "1", "b")

    def test_counting(self):
        self.assertEqual(self.call("INCR", "n"), 1)
        self.assertEqual(self.call("INCRBY", "n", "41"), 42)
        self.assertEqual(self.call("DECR", "n"), 41)
        self.assertEqual(self.call("DECRBY", "n", "50"), -9)
        self.assertEqual(self.call("GET", "n"), b"-9")
        self.call("EXPIRE", "n", "500")
        self.assertEqual(self.call("INCR", "n"), -8)
        self.assertEqual(self.call("TTL", "n"), 500)
        for no_number in ("", "x", "1 ", " 1", "+1", "01", "-0", "1.0", "9223372036854775808"):
            self.call("SET", "text", no_number)
            self.refused("not an integer", "INCR", "text")
            self.refused("not an integer", "INCRBY", "n", no_number)
        self.call("SET", "n", "9223372036854775807")
        self.refused("would overflow", "INCR", "n")
        self.assertEqual(self.call("DECR", "n"), 9223372036854775806)
        self.call("SET", "n", "-9223372036854775808")
        self.refused("would overflow", "DECR", "n")
        self.refused("would overflow", "DECRBY", "n", "-9223372036854775808")

    def test_expiry(self):
        self.call("SET", "k", "v")
        self.assertEqual(self.call("TTL", "nothing"), -2)
        self.assertEqual(self.call("PTTL", "k"), -1)
        self.assertEqual(self.call("EXPIRE", "nothing", "10"), 0)
        self.assertEqual(self.call("EXPIRE", "k", "100", "XX"), 0)
        self.assertEqual(self.call("EXPIRE", "k", "100", "NX"), 1)
        self.assertEqual(self.call("EXPIRE", "k", "50", "GT"), 0)
        self.assertEqual(self.call("PEXPIRE", "k", "50000", "LT"), 1)
        self.assertEqual(self.call("TTL", "k"), 50)
        self.assertEqual(self.call("PERSIST", "k"), 1)
        self.assertEqual(self.call("PERSIST", "k"), 0)
        self.assertEqual(self.call("TTL", "k"), -1)
        self.refused("not an integer", "EXPIRE", "k", "x")
        self.refused("invalid expire time", "EXPIRE", "k", "9223372036854775807")
        self.refused("syntax error", "EXPIRE", "k", "5", "SOMEHOW")
        self.assertEqual(self.call("EXPIRE", "k", "-1"), 1)
        self.assertEqual(self.call("EXISTS", "k"), 0)
        self.call("SET", "k", "v", "PX", "20")
        until(lambda: self.call("GET", "k") is None)
        self.assertEqual(self.call("TTL", "k"), -2)
        self.assertEqual(self.call("SET", "k", "again", "NX"), "OK")

    def test_what_nobody_asks_for_expires_as_well(self):
        self.client.pipeline([("SET", f"k{i}", "v", "PX", "20") for i in range(1000)])
        self.call("SET", "stays", "v")
        until(lambda: self.call("DBSIZE") == 1)
        self.assertGreater(int(self.client.info()["expired_keys"]), 0)

    def test_scan_meets_everything_that_is_there(self):
        keys = {b"key:%d" % i for i in range(2000)}
        self.client.pipeline([("SET", key, "v") for key in keys])

        def others(number):  # the map grows meanwhile
            with self.server.client() as other:
                for i in range(30):
                    other.pipeline([("SET", f"other:{number}:{i}:{j}", "") for j in range(100)])
        walker = threading.Thread(target=in_threads, args=(2, others))
        walker.start()
        for _ in range(2):
            self.assertEqual(self.scan("COUNT", "50", "MATCH", "key:*"), keys)
        walker.join()
        self.assertEqual(self.scan("COUNT", "1000", "MATCH", "key:1?"),
                         {b"key:%d" % i for i in range(10, 20)})
        self.assertEqual(self.scan("COUNT", "1000", "TYPE", "list"), set())
        self.assertEqual(len(self.scan("COUNT", "10000")), 2000 + 6000)
        self.refused("invalid cursor", "SCAN", "x")
        self.refused("syntax error", "SCAN", "0", "COUNT")

    def test_a_scan_that_has_much_to_compare_comes_back_with_a_part(self):
        keys = {b"a" * 20000 + b"%d" % i for i in range(5)}
        for key in keys:
            self.call("SET", key, "v")
        cursor, part = self.call("SCAN", "0", "COUNT", "100", "MATCH", "*" + "a" * 1000 + "x")
        self.assertEqual(part, [])
        self.assertNotEqual(cursor, b"0")
        self.assertEqual(self.scan("COUNT", "100", "MATCH", "*" + "a" * 1000 + "?"), keys)
        self.refused("pattern is too long", "SCAN", "0", "MATCH", "a" * 1025)
        self.refused("patterns are too long", "CONFIG", "GET", "a" * 1000, "b" * 1000)

    def scan(self, *options):
        found, cursor = [], b"0"
        while True:
            cursor, part = self.call("SCAN", cursor, *options)
            found += part
            if cursor == b"0":
                break
        self.assertEqual(len(found), len(set(found)))
        return set(found)

    def test_both_protocols(self):
        self.assertEqual(self.call("HELLO")[:2], [b"server", b"cached"])
        self.assertEqual(self.call("HELLO", "3", "SETNAME", "me")[b"proto"], 3)
        self.assertEqual(self.call("CLIENT", "GETNAME"), b"me")
        self.client.send(request("GET", "nothing"))
        self.assertEqual(self.client.line(), b"_")
        self.assertEqual(self.call("CONFIG", "GET", "maxmem*"),
                         {b"maxmemory": b"%d" % (256 << 20), b"maxmemory-policy": b"allkeys-lru"})
        self.assertEqual(self.call("HELLO", "2")[4:6], [b"proto", 2])
        self.client.send(request("GET", "nothing"))
        self.assertEqual(self.client.line(), b"$-1")
        self.refused("NOPROTO", "HELLO", "4")
        self.refused("HELLO option", "HELLO", "3", "AUTH", "a", "b")

    def test_what_clients_ask_when_they_connect(self):
        self.assertEqual(self.call("PING"), "PONG")
        self.assertEqual(self.call("PING", "hello"), b"hello")
        self.assertEqual(self.call("ECHO", "hello"), b"hello")
        self.assertEqual(self.call("SELECT", "0"), "OK")
        self.refused("out of range", "SELECT", "1")
        self.assertGreater(self.call("CLIENT", "ID"), 0)
        self.assertEqual(self.call("CLIENT", "SETINFO", "LIB-NAME", "x"), "OK")
        self.assertEqual(self.call("CLIENT", "SETNAME", "x"), "OK")
        self.refused("cannot contain", "CLIENT", "SETNAME", "a b")
        self.assertEqual(self.call("CONFIG", "GET", "save", "appendonly"),
                         [b"appendonly", b"no", b"save", b""])
        self.refused("command line", "CONFIG", "SET", "save", "x")
        rows = {row[0]: row for row in self.call("COMMAND")}
        self.assertEqual(self.call("COMMAND", "COUNT"), len(rows))
        self.assertEqual(rows[b"get"], [b"get", 2, ["readonly"], 1, 1, 1])
        self.assertEqual(self.call("COMMAND", "INFO", "mset", "what"), [rows[b"mset"], None])
        self.assertEqual(self.call("COMMAND", "DOCS"), [])
        self.assertEqual(self.call("QUIT"), "OK")
        self.assertTrue(self.client.is_closed())

    def test_wrong_commands(self):
        self.refused("unknown command 'WHAT'", "WHAT")
        self.refused("unknown command", "x" * 1000)
        self.refused("unknown command", b"a\r\nb")
        self.refused("wrong number of arguments for 'get'", "GET")
        self.refused("wrong number of arguments for 'get'", "GET", "a", "b")
        self.refused("key is too long", "SET", "k" * 70000, "v")
        self.assertEqual(self.call("PING"), "PONG")

    def test_info_tells_of_reclamation(self):
        self.client.pipeline([("SET", "k", str(i)) for i in range(5000)])
        figures = self.client.info("reclamation")
        self.assertGreaterEqual(int(figures["retired"]), 4999)
        self.assertLessEqual(int(figures["pending"]), int(figures["bound"]))
        self.assertEqual(int(figures["retired"]) - int(figures["freed"]), int(figures["pending"]))
        self.assertIn("who_holds=nobody", figures["worker0"])
        self.assertNotIn("redis_version", figures)
        self.assertIn("redis_version", self.client.info("server"))
        self.assertEqual(self.call("DEBUG", "WHO-HOLDS", "k"), [])


class AtTheSameTime(WithServer):
    """One step is one step, whoever else is at the same key."""

    def test_no_increment_is_lost(self):
        def count(_):
            with self.server.client() as client:
                for _ in range(10):
                    client.pipeline([("INCR", "n")] * 200)
        in_threads(8, count)
        self.assertEqual(self.call("GET", "n"), b"16000")

    def test_a_key_has_one_creator(self):
        winners = [0] * 8

        def create(number):
            with self.server.client() as client:
                answers = client.pipeline([("SET", f"lock:{i}", number, "NX") for i in range(1000)])
                winners[number] = answers.count("OK")
        in_threads(8, create)
        self.assertEqual(sum(winners), 1000)

    def test_each_value_is_taken_once(self):
        taken = [[] for _ in range(4)]

        def put_and_take(number):
            with self.server.client() as client:
                answers = client.pipeline(
                    [("GETSET", "k", f"{number}:{i // 2}") if i % 2 else ("GETDEL", "k")
                     for i in range(4000)])
                taken[number] = [a for a in answers if a is not None]
        in_threads(4, put_and_take)
        last = self.call("GETDEL", "k")
        everything = sum(taken, [last] if last is not None else [])
        self.assertEqual(sorted(everything),
                         sorted(b"%d:%d" % (n, i) for n in range(4) for i in range(2000)))

    def test_no_append_is_lost_and_deadlines_stay(self):
        def append(number):
            with self.server.client() as client:
                client.pipeline([("APPEND", "text", str(number))] * 300)
                client.pipeline([("INCR", "n"), ("EXPIRE", "n", "1000")] * 100)
        in_threads(4, append)
        text = self.call("GET", "text")
        self.assertEqual([text.count(b"%d" % n) for n in range(4)], [300] * 4)
        self.assertGreater(self.call("TTL", "n"), 0)

    def test_traffic_of_all_kinds(self):
        def work(number):
            with self.server.client() as client:
                for i in range(40):
                    key = f"k{(number * 7 + i) % 5}"
                    client.pipeline([("SET", key, "v" * 5000, "PX", "3"), ("GET", key),
                                     ("DEL", key), ("SET", key, i), ("INCR", key),
                                     ("MGET", "k1", "k2", "k3"),
                                     ("SCAN", "0"), ("EXPIRE", key, "1")] * 5)
                    if i % 10 == 0:
                        client.call("FLUSHALL")
        in_threads(6, work)
        self.assertEqual(self.call("PING"), "PONG")


class Input(WithServer):
    options = ("--max-value=1mb",)

    def closed_after(self, text, *data):
        with self.server.client() as client:
            for part in data:
                try:
                    client.send(part)
                except (ConnectionResetError, BrokenPipeError):
                    break  # the server has stopped to listen; its answer is there all the same
            answer = client.read()
            self.assertIsInstance(answer, Error)
            self.assertIn(text, str(answer))
            self.assertTrue(client.is_closed())

    def test_malformed(self):
        for text, data in (
                ("invalid multibulk length", b"*x\r\n"),
                ("invalid multibulk length", b"*1\n"),
                ("invalid multibulk length", b"*\r\n"),
                ("invalid multibulk length", b"*99999999999999999999\r\n"),
                ("invalid multibulk length", b"*" + b"1" * 100),
                ("invalid multibulk length", b"*1000000\r\n"),
                ("expected '$', got '+'", b"*1\r\n+PING\r\n"),
                ("invalid bulk length", b"*1\r\n$-1\r\n"),
                ("invalid bulk length", b"*1\r\n$x\r\n"),
                ("invalid bulk length", b"*2\r\n$3\r\nGET\r\n$1048577\r\n"),
                ("invalid bulk length", b"*1\r\n$9223372036854775807\r\n"),
                ("no end of line", b"*1\r\n$4\r\nPINGPONG\r\n"),
                ("unbalanced quotes", b"SET k \"v\r\n"),
                ("too big inline request", b"x" * 70000)):
            with self.subTest(data[:40]):
                self.closed_after("Protocol error: " + text, data)
        self.assertEqual(self.call("PING"), "PONG")

    def test_what_came_before_the_mistake_is_answered(self):
        with self.server.client() as client:
            client.send(request("SET", "k", "v") + request("GET", "k") + b"*1\r\n!\r\n")
            self.assertEqual([client.read(), client.read()], ["OK", b"v"])
            self.assertIn("Protocol error", str(client.read()))
            self.assertTrue(client.is_closed())

    def test_what_a_browser_sends_is_not_executed(self):
        for line in (b"POST / HTTP/1.1\r\n", b"host: here\r\n"):
            self.closed_after("no web server", line + request("SET", "k", "v"))
        self.assertIsNone(self.call("GET", "k"))

    def test_a_flood_behind_the_mistake(self):
        self.closed_after("invalid bulk length", b"*1\r\n$5000000\r\n", *[b"x" * 100000] * 50)

    def test_byte_by_byte(self):
        with self.server.client() as client:
            for byte in request("SET", "slow", "bytes") + request("GET", "slow"):
                client.send(bytes([byte]))
            self.assertEqual([client.read(), client.read()], ["OK", b"bytes"])

    def test_lines(self):
        with self.server.client() as client:
            client.send(b"\r\n\nPING\r\nSET  'a key' \"\\x41\\n\\\"\"\nGET 'a key'\r\nECHO ''\r\n")
            self.assertEqual([client.read() for _ in range(4)], ["PONG", "OK", b'A\n"', b""])

    def test_requests_without_arguments_are_no_requests(self):
        with self.server.client() as client:
            client.send(b"*0\r\n*-1\r\n" + request("PING"))
            self.assertEqual(client.read(), "PONG")

    def test_a_deep_pipeline(self):
        requests = [words for i in range(10000)
                    for words in (("SET", f"k{i % 100}", i), ("GET", f"k{i % 100}"))]
        answers = self.client.pipeline(requests)
        self.assertEqual(answers[0::2], ["OK"] * 10000)
        self.assertEqual(answers[1::2], [b"%d" % i for i in range(10000)])

    def test_large_values_in_any_portions(self):
        value = os.urandom(1 << 20)
        data = request("SET", "large", value) + request("GET", "large")
        for portion in (1 << 12, 99991, len(data)):
            with self.server.client() as client:
                for at in range(0, len(data), portion):
                    client.send(data[at:at + portion])
                self.assertEqual(client.read(), "OK")
                self.assertEqual(client.read(), value)
        self.refused("maximum allowed size", "APPEND", "large", "x")

    def test_half_a_connection(self):
        with self.server.client() as client:
            client.send(request("SET", "half", "v") + request("GET", "half"))
            client.socket.shutdown(1)
            self.assertEqual([client.read(), client.read()], ["OK", b"v"])
            self.assertTrue(client.is_closed())

    def test_nothing_stays_of_clients_that_left(self):
        for _ in range(20):
            with self.server.client() as client:
                client.send(request("SET", "k", "v" * 900000)[:800000])
        self.wait_until_alone()
        self.assertLess(int(self.client.info()["used_memory_buffers"]), 100000)


class SmallBuffers(WithServer):
    options = ("--max-buffers=1mb", "--max-output=256kb", "--output-pause=64kb")

    def test_requests_together_have_a_limit(self):
        clients = [self.server.client() for _ in range(20)]
        for client in clients:
            try:
                client.send(request("SET", "k", "v" * 400000)[:300000])
            except (ConnectionResetError, BrokenPipeError):
                pass  # it has been refused
        told, _, _ = select.select([c.socket for c in clients], [], [], PATIENCE)
        self.assertTrue(told)
        for client in clients:
            if client.socket in told:
                self.assertIn("too many bytes", str(client.read()))
            client.close()
        self.wait_until_alone()
        self.assertEqual(self.call("SET", "k", "v" * 400000), "OK")

    def test_an_answer_that_is_too_long_ends_the_client(self):
        self.call("SET", "k", "v" * 4000)
        with self.server.client(receive_buffer=4096) as client:
            client.send(request("MGET", *["k"] * 10000))
            with self.assertRaises(Closed):
                client.read()
        self.assertEqual(self.call("PING"), "PONG")


class SlowReaders(WithServer):
    def test_a_slow_reader_keeps_what_it_was_promised_and_stops_nobody(self):
        value = os.urandom(1 << 19)
        self.call("SET", "large", value)
        with self.server.client(receive_buffer=4096) as slow:
            slow.send(request("GET", "large") * 300)
            until(lambda: int(self.client.info()["held_values"]) > 0)
            figures = self.client.info()
            self.assertLessEqual(int(figures["held_bytes"]), 4 << 20)  # and not 150 megabytes
            self.assertIn("worker", figures["worker0"].split("who_holds=")[1] +
                          figures["worker1"].split("who_holds=")[1])
            self.assertIn(b"worker", self.call("DEBUG", "WHO-HOLDS", "large")[0])
            self.assertEqual(self.call("DEL", "large"), 1)
            self.client.pipeline([("SET", "k", str(i)) for i in range(20000)])  # garbage, freed
            figures = self.client.info()
            self.assertLessEqual(int(figures["pending"]), int(figures["bound"]))
            for number in range(300):  # what was executed before DEL, and what came later
                answer = slow.read()
                if answer is None:
                    break
                self.assertEqual(answer, value)
            self.assertGreater(number, 0)
            for _ in range(number + 1, 300):
                self.assertIsNone(slow.read())
        until(lambda: self.client.info()["held_values"] == "0")

    def test_a_reader_that_pauses_gets_everything_in_order(self):
        self.client.pipeline([("SET", f"k{i}", str(i) * 1000) for i in range(1000)])
        with self.server.client(receive_buffer=4096) as slow:
            writer = threading.Thread(target=slow.send, args=(
                b"".join(request("GET", f"k{i % 1000}") for i in range(20000)),))
            writer.start()
            for i in range(20000):
                self.assertEqual(slow.read(), (str(i % 1000) * 1000).encode())
            writer.join()


class StalledReaders(WithServer):
    options = ("--stall-seconds=1",)

    def test_a_client_that_takes_nothing_is_disconnected(self):
        self.call("SET", "large", "x" * (1 << 20))
        with self.server.client(receive_buffer=4096) as stalled:
            stalled.send(request("GET", "large") * 50)
            until(lambda: int(self.client.info()["held_values"]) > 0)
            self.wait_until_alone()
            self.assertEqual(self.client.info()["held_values"], "0")


class Eviction(WithServer):
    options = ("--maxmemory=2mb",)

    def test_the_limit_holds_and_garbage_with_it(self):
        def fill(number):
            with self.server.client() as client:
                for i in range(40):
                    client.pipeline([("SET", f"{number}:{i}:{j}", "v" * 500) for j in range(100)])
                    figures = client.info()
                    # each loop may be a request beyond
                    self.assertLessEqual(int(figures["used_memory"]), (2 << 20) + 4096)
                    self.assertLessEqual(int(figures["pending"]), int(figures["bound"]))
        in_threads(3, fill)
        figures = self.client.info()
        self.assertGreater(int(figures["evicted_keys"]), 5000)
        self.assertGreater(self.call("DBSIZE"), 1000)
        self.assertGreater(int(figures["retired"]), 10000)  # entries and values
        self.assertEqual(self.call("SET", "large", "x" * (1 << 20)), "OK")
        self.refused("OOM", "SET", "larger", "x" * (2 << 20))
        self.assertEqual(self.call("STRLEN", "large"), 1 << 20)


class NoEviction(WithServer):
    options = ("--maxmemory=1mb", "--maxmemory-policy=noeviction")

    def test_what_does_not_fit_is_refused_and_nothing_is_lost(self):
        answers = self.client.pipeline([("SET", f"k{i}", "v" * 1000) for i in range(2000)])
        stored = answers.count("OK")
        self.assertGreater(stored, 500)
        self.assertLess(stored, 1050)
        self.assertTrue(all(a == "OK" or str(a).startswith("OOM") for a in answers))
        self.assertEqual(self.call("DBSIZE"), stored)
        self.assertEqual(self.call("DEL", "k0"), 1)
        self.assertEqual(self.call("SET", "k0", "v"), "OK")


class ManyClients(WithServer):
    def test_a_thousand_connections(self):
        count = min(1000, int(self.client.info()["maxclients"]) - 1)  # few descriptors: fewer
        self.wait_until_alone()
        clients = [self.server.client() for _ in range(count)]
        for number, client in enumerate(clients):
            client.send(request("SET", f"k{number}", number) + request("GET", f"k{number}"))
        for number, client in enumerate(clients):
            self.assertEqual([client.read(), client.read()], ["OK", b"%d" % number])
        figures = self.client.info()
        self.assertEqual(figures["connected_clients"], str(count + 1))
        for worker in ("worker0", "worker1"):  # dealt out evenly
            self.assertGreaterEqual(int(figures[worker].split(",")[0].split("=")[1]), count // 2)
        for client in clients:
            client.close()
        self.wait_until_alone()

    def test_clients_killed_by_minus_nine(self):
        child = ("import sys; sys.path.insert(0, sys.argv[1]); import resp\n"
                 "c = resp.Client(int(sys.argv[2]))\n"
                 "print('ready', flush=True)\n"
                 "while True: c.send((resp.request('SET', 'k', 'v' * 9000) +"
                 " resp.request('GET', 'k')) * 20); c.read()\n")
        children = [subprocess.Popen([sys.executable, "-c", child, os.path.dirname(__file__) or ".",
                                      str(self.server.port)], stdout=subprocess.PIPE)
                    for _ in range(6)]
        for process in children:
            process.stdout.readline()
        until(lambda: int(self.client.info()["total_commands_processed"]) > 2000)
        for process in children:
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stdout.close()
        self.wait_until_alone()
        figures = self.client.info()
        self.assertEqual(self.call("STRLEN", "k"), 9000)
        self.assertLessEqual(int(figures["pending"]), int(figures["bound"]))
        until(lambda: self.client.info()["held_values"] == "0")


class FewClients(WithServer):
    options = ("--maxclients=3",)

    def test_a_crowd_is_counted_before_it_is_let_in(self):
        self.lets_in(2, 50)

    def test_one_too_many_is_told(self):
        others = [self.server.client() for _ in range(2)]
        for other in others:
            self.assertEqual(other.call("PING"), "PONG")
        with self.server.client() as late:
            self.assertIn("max number of clients", str(late.read()))
        others.pop().close()
        until(lambda: self.client.info()["connected_clients"] == "2")
        with self.server.client() as late:
            self.assertEqual(late.call("PING"), "PONG")
        others.pop().close()


class FewDescriptors(WithServer):
    """The limit of clients is what the system gives, if that is less."""

    descriptors = 64

    def test_one_too_many_is_told_and_does_not_wait(self):
        limit = int(self.call("CONFIG", "GET", "maxclients")[1])
        self.assertLess(limit, 64)
        self.lets_in(limit - 1, 80)


class Ending(unittest.TestCase):
    def test_sigterm_answers_what_has_arrived(self):
        server = Server(program(), "--threads=2")
        clients = [server.client() for _ in range(20)]
        for number, client in enumerate(clients):
            self.assertEqual(client.call("PING"), "PONG")
            client.send(b"".join(request("SET", f"{number}:{i}", i) for i in range(200)))
        idle = server.client()
        half = server.client()
        half.send(b"*2\r\n$3\r\nGE")
        server.terminate()
        for client in clients:
            self.assertEqual([client.read() for _ in range(200)], ["OK"] * 200)
            self.assertTrue(client.is_closed())
            client.close()
        self.assertTrue(idle.is_closed())
        self.assertTrue(half.is_closed())
        idle.close()
        half.close()
        status, out, errors = server.wait()
        self.assertEqual((status, errors), (0, ""))
        with self.assertRaises(ConnectionRefusedError):
            server.client()

    def test_sigterm_waits_for_a_slow_reader_a_while(self):
        value = os.urandom(8 << 20)
        server = Server(program(), "--threads=2", "--drain-seconds=100")
        with server.client(receive_buffer=4096) as slow:
            self.assertEqual(slow.call("SET", "k", value), "OK")
            slow.send(request("GET", "k"))
            slow.more()
            server.terminate()
            self.assertEqual(slow.read(), value)
            self.assertTrue(slow.is_closed())
        self.assertEqual(server.wait()[0], 0)

    def test_sigterm_does_not_wait_for_ever(self):
        server = Server(program(), "--threads=2", "--drain-seconds=1")
        with server.client(receive_buffer=4096) as stalled:
            stalled.call("SET", "k", os.urandom(16 << 20))
            stalled.send(request("GET", "k"))
            stalled.more()
            server.stop()

    def test_wrong_command_lines(self):
        for words in (["--what=1"], ["--port=x"], ["--port"], ["--threads=0"], ["x"],
                      ["--maxmemory-policy=random"]):
            done = subprocess.run([program(), *words], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 2, words)
            self.assertIn("cached: ", done.stderr)
        done = subprocess.run([program(), "--bind=nowhere"], capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "cached: 'nowhere' is no IPv4 address\n")
        done = subprocess.run([program(), "--help"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0)
        self.assertIn("--maxmemory", done.stdout)


if __name__ == "__main__":
    main()
