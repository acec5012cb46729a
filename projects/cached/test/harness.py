# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""What the tests of cached have in common: a server for each class, and how they are run."""

import os
import resource
import sys
import time
import unittest

from resp import Error, Server, PATIENCE

SKIPPED = 77  # the exit status that says it to ctest


def until(condition):
    """Waits for what must come true, however slow the machine is."""
    end = time.monotonic() + PATIENCE
    while not (answer := condition()):
        if time.monotonic() > end:
            raise AssertionError("it did not come true")
        time.sleep(0.01)
    return answer


def program():
    """The server's: the first argument, which is not one of unittest."""
    return os.path.abspath(sys.argv[1])


def main():
    if len(sys.argv) < 2:
        sys.exit(sys.modules["__main__"].__doc__)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each client of ours costs one
    outcome = unittest.main(argv=sys.argv[:1] + sys.argv[2:], exit=False).result
    for test, missing in outcome.skipped:
        print(f"skipped: {test.id()}, for want of the {missing}")
    sys.exit(1 if not outcome.wasSuccessful() else SKIPPED if outcome.skipped else 0)


class WithServer(unittest.TestCase):
    options = ()
    descriptors = None

    @classmethod
    def setUpClass(cls):
        cls.server = Server(program(), "--threads=2", *cls.options, descriptors=cls.descriptors)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def setUp(self):
        self.client = self.server.client()
        self.call = self.client.call
        self.call("FLUSHALL")

    def tearDown(self):
        self.client.close()

    def wait_until_alone(self):
        until(lambda: self.client.info()["connected_clients"] == "1")

    def lets_in(self, first, count):
        """Of so many clients that come at once the first are served, and the others are told."""
        self.wait_until_alone()
        crowd = [self.server.client() for _ in range(count)]
        for late in crowd[first:]:
            self.assertIn("max number of clients", str(late.read()))
        for client in crowd[:first]:
            self.assertEqual(client.call("PING"), "PONG")
        for client in crowd:
            client.close()
        self.wait_until_alone()

    def refused(self, text, *words):
        with self.assertRaises(Error) as caught:
            self.call(*words)
        self.assertIn(text, str(caught.exception))
