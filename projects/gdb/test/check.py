#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Has gdb look at the program `subject`, alive and then as a core dump that gdb has made of it, and
compares what it prints with session.txt. Ends with 77 where there is no gdb, or where the kernel
lets no process be traced, as in some containers.

  check.py SUBJECT SCRIPT             the program, and what gdb is to source: cds-gdb.py
  check.py SUBJECT SCRIPT --probes    only alive, with probes.txt

In these files a line `(gdb) COMMAND` is followed by what the command must print; and there

  {address} {number} {text}  stand for any address, number, text
  {name}                     is the name of a thread in parentheses, which a core dump has not
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
PROMPT = "(gdb) "
PATTERNS = {"address": r"0x[0-9a-f]+", "number": r"\d+", "text": r".*", "name": r"(?: \(.*?\))?"}
SETTINGS = ["set pagination off", "set width 0", "set confirm off", "set debuginfod enabled off"]


def may_trace():
    """Whether the kernel lets a process be traced. A child asks it, before gdb does."""
    asks = "import ctypes, os; os._exit(0 if ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0 else 1)"
    return subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0


def steps_of(session):
    """Pairs (command, text to be printed)."""
    steps = []
    for line in session.splitlines():
        if line.startswith(PROMPT):
            steps.append((line[len(PROMPT):], []))
        elif line and not line.startswith("#"):
            steps[-1][1].append(line)
    return steps


def pattern_of(lines):
    text = re.escape("\n".join(lines))
    return re.sub(rf"\\{{({'|'.join(PATTERNS)})\\}}", lambda m: PATTERNS[m.group(1)], text)


def run_gdb(arguments, commands):
    options = [option for command in SETTINGS + commands for option in ("-ex", command)]
    done = subprocess.run(["gdb", "-batch", "-nx", *options, *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout


def check(what, output, steps):
    """Each step's output stands behind the mark that was printed before it."""
    failed = 0
    for i, (command, expected) in enumerate(steps):
        found = re.search(rf"^mark {i}$\n(.*?)^mark {i + 1}$", output, re.M | re.S)
        printed = found.group(1).strip("\n") if found else "nothing: gdb did not come to it"
        printed = re.sub(r"^\$\d+ = ", "", printed)
        if not re.fullmatch(pattern_of(expected), printed):
            failed += 1
            print(f"{what}: {command}\n--- expected\n" + "\n".join(expected)
                  + f"\n--- printed\n{printed}\n")
    if failed:
        print(f"the beginning of what gdb printed:\n{output[:2000]}")
    return failed


def steps_in(file):
    return steps_of(pathlib.Path(__file__).with_name(file).read_text())


def look(steps):
    """The commands of the steps, with marks around them."""
    commands = ["echo mark 0\\n"]
    for i, (command, _) in enumerate(steps):
        commands += [command, f"echo mark {i + 1}\\n"]
    return commands


def conclude(count, failed):
    print(f"{count} commands, {failed} failed")
    return 1 if failed or not count else 0


def main():
    if shutil.which("gdb") is None:
        print("skipped: gdb is not installed")
        return SKIPPED
    if not may_trace():
        print("skipped: no process may be traced here (ptrace is forbidden)")
        return SKIPPED
    subject, script = sys.argv[1:3]
    load, start = [f"source {script}"], ["break stop_here", "run"]
    if sys.argv[3:] == ["--probes"]:
        steps = steps_in("probes.txt")
        output = run_gdb([subject], load + start + look(steps))
        return conclude(len(steps), check("alive", output, steps))
    steps = steps_in("session.txt")
    with tempfile.TemporaryDirectory() as folder:
        core = str(pathlib.Path(folder) / "core")
        dump = [f"generate-core-file {core}"]
        failed = check("alive", run_gdb([subject], load + start + dump + look(steps)), steps)
        failed += check("core dump", run_gdb([subject, core], load + look(steps)), steps)
    return conclude(2 * len(steps), failed)


if __name__ == "__main__":
    sys.exit(main())
