#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Seeds one defect at a time into a copy of the tree; the test that guards against it must go red.

The defects stand in test/mutants/*.json, each file a list of

  {
    "name":   "the pool's tag does not advance",     what is broken, in words
    "file":   "cds/gc/core/block_pool.h",            where
    "old":    "tag + 1",                             code that stands there once, up to white
                                                     space and comments, which may change;
    "new":    "tag",                                 a list of lines may be given for either
    "test":   "unit_gc.pool_test",                   CMake target that must go red
    "args":   "--run_test=block_pool",               its arguments (optional)
    "env":    {"CDS_FENCE": "full"},                 its environment (optional)
    "preset": "release",                             how to build it (optional; release)
    "limit":  60,                                    seconds; a run that takes longer is red
    "tries":  1,                                     runs until red, for a test with luck in it
    "quick":  true                                   also part of `./dev test` (optional)
  }

A mutant survives when its test stays green; then the test is too weak, or the line is not needed.
An unmutated test must be green, a mutated one must still compile: both are checked.

  mutants.py [--build DIR] [--jobs N] [--quick] [--list] [--check] [WORD...]
  --jobs is how many are tried at once, each in a copy of the tree of its own (one per processor);
  --check only looks whether every text stands where it should; WORDs select by name, file, test
  or JSON file.
"""

import argparse
import collections
import contextlib
import filecmp
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPIED = ["CMakeLists.txt", "CMakePresets.json", "cmake", "cds", "src", "test", "projects"]
REQUIRED = {"name", "file", "old", "new", "test"}
KNOWN = REQUIRED | {"args", "env", "preset", "limit", "tries", "quick"}
# What Boost.Test, a model or a sanitizer prints first when something is wrong.
FAILURE = re.compile(rb'(error: in "|model: FAILED|Sanitizer: [a-z -]*|runtime error: )')


def joined(text):
    return "\n".join(text) if isinstance(text, list) else text


def up_to_layout(text):
    """A pattern for the same tokens, however they are laid out and commented."""
    return re.compile(r"(?:\s|//.*)*".join(map(re.escape, re.findall(r"\w+|[^\w\s]", text))))


class Mutant:
    def __init__(self, origin, entry):
        unknown, missing = set(entry) - KNOWN, REQUIRED - set(entry)
        if unknown or missing:
            sys.exit(f"{origin}: {entry.get('name', '?')}: unknown {unknown}, missing {missing}")
        self.origin = origin
        self.name, self.file, self.test = entry["name"], entry["file"], entry["test"]
        self.old, self.new = up_to_layout(joined(entry["old"])), joined(entry["new"]).strip()
        self.arguments = shlex.split(entry.get("args", ""))
        self.environment = entry.get("env", {})
        self.preset = entry.get("preset", "release")
        self.limit = entry.get("limit", 60)
        self.tries = entry.get("tries", 1)
        self.quick = entry.get("quick", False)

    def matches(self, words):
        text = f"{self.name} {self.file} {self.test} {self.origin}"
        return all(word in text for word in words)

    def problem(self, root):
        """Why it cannot be applied below `root`; empty when it can."""
        path = root / self.file
        if not path.is_file():
            return f"there is no file {self.file}"
        count = len(self.old.findall(path.read_text()))
        return "" if count == 1 else f"its text stands {count} times in {self.file}, not once"

    def run_key(self):
        return (self.preset, self.test, tuple(self.arguments), str(self.environment))


class Workshop:
    """A copy of the tree and its build directories, kept from run to run. One mutant at a time."""

    def __init__(self, folder, compilers):
        self.tree = folder / "tree"
        self.folder = folder
        self.compilers = compilers
        self.configured = set()
        self.green = {}
        self.copy_tree()

    def copy_tree(self):
        self.tree.mkdir(parents=True, exist_ok=True)
        wanted = set()
        for name in COPIED:
            source = ROOT / name
            files = [source] if source.is_file() else [p for p in source.rglob("*") if p.is_file()]
            wanted.update(p.relative_to(ROOT) for p in files if "__pycache__" not in p.parts)
        for path in wanted:
            target = self.tree / path
            if not target.is_file() or not filecmp.cmp(ROOT / path, target, shallow=False):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / path, target)
                target.touch()
        for path in self.tree.rglob("*"):
            if path.is_file() and path.relative_to(self.tree) not in wanted:
                path.unlink()

    def build(self, mutant):
        """Builds the mutant's test. Returns the compiler's output when that fails."""
        directory = self.folder / mutant.preset
        if mutant.preset not in self.configured:
            done = self.call(["cmake", "--preset", mutant.preset, "-B", str(directory),
                              "-DLIBCDS_BUILD_PROJECTS=OFF"], cwd=self.tree)
            if done.returncode:
                return done.stdout
            self.configured.add(mutant.preset)
        done = self.call(["cmake", "--build", str(directory), "-j", str(self.compilers),
                          "--target", mutant.test])
        return done.stdout if done.returncode else ""

    @staticmethod
    def call(command, **options):
        return subprocess.run(command, text=True, check=False, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)

    def is_red(self, mutant):
        """How the test fails, empty when it is green each time."""
        command = [str(self.folder / mutant.preset / "bin" / mutant.test), *mutant.arguments]
        for _ in range(mutant.tries):
            if how := first_failure(command, {**os.environ, **mutant.environment}, mutant.limit):
                return how
        return ""

    def unmutated_problem(self, mutant):
        key = mutant.run_key()
        if key not in self.green:
            errors = self.build(mutant)
            if errors:
                self.green[key] = "does not build unmutated:\n" + errors[-2000:]
            else:
                red = self.is_red(mutant)
                self.green[key] = red and f"its test is red unmutated ({red})"
        return self.green[key]

    def try_mutant(self, mutant):
        """Returns (killed, what happened)."""
        problem = mutant.problem(self.tree) or self.unmutated_problem(mutant)
        if problem:
            return False, problem
        path = self.tree / mutant.file
        original = path.read_text()
        path.write_text(mutant.old.sub(lambda _: mutant.new, original))
        try:
            errors = self.build(mutant)
            if errors:
                return False, "does not compile:\n" + errors[-2000:]
            red = self.is_red(mutant)
        finally:
            path.write_text(original)
        return bool(red), red or "SURVIVES"


def first_failure(command, environment, limit):
    """Runs a test until it ends or the first failure shows in its output; empty when green."""
    try:
        test = subprocess.Popen(command, env=environment, start_new_session=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT)
    except OSError as error:
        return f"cannot run: {error}"
    late = threading.Event()
    timer = threading.Timer(limit, lambda: (late.set(), end_group(test)))
    timer.start()
    try:
        for line in test.stdout:
            if found := FAILURE.search(line):
                return found.group(1).decode()
        code = test.wait()
        return "hangs" if late.is_set() else f"exit {code}" if code else ""
    finally:
        timer.cancel()
        end_group(test)
        test.stdout.close()
        test.wait()


def end_group(test):
    """Ends the test and what it forked."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(test.pid, signal.SIGKILL)


class Bench:
    """Hands the mutants out to a few workshops, in batches that share a test."""

    BATCH = 8

    def __init__(self, mutants):
        groups = collections.defaultdict(list)
        for mutant in mutants:
            groups[mutant.preset, mutant.test].append(mutant)
        self.batches = []
        for key in sorted(groups):
            group = sorted(groups[key], key=lambda m: (m.file, m.run_key()))
            self.batches += [group[i:i + self.BATCH] for i in range(0, len(group), self.BATCH)]
        self.total = len(mutants)
        self.verdicts = {}
        self.lock = threading.Lock()

    def next_batch(self, workshop):
        """Preferably one for which the workshop has built the library already."""
        with self.lock:
            for batch in self.batches:
                if batch[0].preset in workshop.configured:
                    self.batches.remove(batch)
                    return batch
            return self.batches.pop(0) if self.batches else None

    def work(self, workshop):
        while batch := self.next_batch(workshop):
            for mutant in batch:
                start = time.monotonic()
                killed, what = workshop.try_mutant(mutant)
                self.note(mutant, killed, what, time.monotonic() - start)

    def note(self, mutant, killed, what, seconds):
        with self.lock:
            self.verdicts[mutant] = killed
            print(f"[{len(self.verdicts)}/{self.total}] {'killed' if killed else 'FAILED'} "
                  f"{seconds:5.1f} s  {mutant.test}: {mutant.name} ({what})", flush=True)

    def report(self):
        """Sums up by file; the number of mutants that were not killed."""
        for origin in sorted({m.origin for m in self.verdicts}):
            mine = [m for m in self.verdicts if m.origin == origin]
            print(f"{origin}: {sum(self.verdicts[m] for m in mine)} of {len(mine)} killed")
        failed = [m for m in self.verdicts if not self.verdicts[m]]
        for mutant in failed:
            print(f"not killed: {mutant.test}: {mutant.name}")
        return len(failed)


def load():
    mutants = []
    for path in sorted((ROOT / "test/mutants").glob("*.json")):
        try:
            entries = json.loads(path.read_text())
        except json.JSONDecodeError as error:
            sys.exit(f"{path}: {error}")
        mutants += [Mutant(path.name, entry) for entry in entries]
    return mutants


def check(mutants):
    bad = [(m.name, m.problem(ROOT)) for m in mutants if m.problem(ROOT)]
    for name, problem in bad:
        print(f"mutant '{name}': {problem}")
    print(f"mutants: {len(mutants) - len(bad)} of {len(mutants)} can be applied")
    return 1 if bad or not mutants else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "mutants")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()

    mutants = [m for m in load() if m.matches(options.words) and (m.quick or not options.quick)]
    if options.check:
        return check(mutants)
    if options.list:
        for m in mutants:
            print(f"{'quick' if m.quick else '     '} {m.preset:<8} {m.test:<32} {m.name}")
        return 0
    jobs = max(1, min(options.jobs, len(mutants)))
    bench = Bench(mutants)
    folder = options.build.resolve()
    compilers = max(1, (os.cpu_count() or 1) // jobs)
    workers = [threading.Thread(target=bench.work, args=[Workshop(folder / str(i), compilers)])
               for i in range(jobs)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    survivors = bench.report()
    print(f"mutants: {len(bench.verdicts) - survivors} killed, {survivors} not")
    return 1 if survivors or len(bench.verdicts) != len(mutants) or not mutants else 0


if __name__ == "__main__":
    sys.exit(main())
